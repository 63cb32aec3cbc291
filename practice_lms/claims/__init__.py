"""What each kind of LMS says in a launch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

    from practice_lms.gradebook import LineItem
    from practice_lms.paging import Page
    from practice_lms.roster import Course, Person, ResourceLink
    from practice_lms.school import School
    from practice_lms.scoring import ScoreRules
    from practice_lms.tools import Tool


@dataclass(frozen=True)
class LaunchRequest:
    """Someone opens an activity: everything from which the claims follow.

    `document_target` is "iframe" or "window"; `issued_at` is in seconds since 1970.
    """

    school: School
    person: Person
    link: ResourceLink
    nonce: str
    target_link_uri: str
    document_target: str
    issued_at: int

    @property
    def course(self) -> Course:
        return self.link.course


class Dialect(Protocol):
    """How one kind of LMS names things and speaks; each is a module of this package."""

    LIFETIME_SECONDS: int
    KEYS_AHEAD: int
    HAS_PLATFORM_STORAGE: bool
    SCOPES: tuple[str, ...]
    HAS_DIFFERENCES: bool
    INVALID_CLIENT_STATUS: int
    SCORE_RULES: ScoreRules
    LOGIN_EXTRAS: dict[str, str]
    AUTHENTICATION_EXTRAS: dict[str, str]

    def make_id(self, slug: str, kind: str, key: str, number: int) -> str:
        """The id of a "user", "context" or "resource_link" of the school `slug`."""
        ...

    def login_hint(self, person: Person) -> str: ...

    def message_hint(self, number: int, token: str) -> str:
        """A message hint that carries a signed token; `number` is the activity's."""
        ...

    def token_in(self, hint: str) -> str:
        """The token of a message hint; raises ValueError for anything else."""
        ...

    def claims(self, launch: LaunchRequest) -> dict[str, Any]: ...

    def memberships_url(self, school: School, course: Course) -> str: ...

    def member(self, school: School, course: Course, person: Person) -> dict[str, Any]:
        """One entry of a membership container (NRPS 2.0, 2.2)."""
        ...

    def member_message(self, launch: LaunchRequest) -> dict[str, Any]:
        """What a membership says for a resource link that was named (NRPS 2.0, 2.4.1)."""
        ...

    def page(
        self, rows: Sequence[Any], url: str, query: Mapping[str, str], largest: int | None
    ) -> Page: ...

    def lineitems_url(self, school: School, tool: Tool, course: Course) -> str: ...

    def lineitem_url(self, school: School, tool: Tool, item: LineItem) -> str: ...

    def score_taken(self, result_url: str) -> Response:
        """The answer to a score that was taken, or dropped."""
        ...

    def unsupported(self, path: str, media_type: str) -> tuple[int, str]:
        """Status and reason for a body of a type that a service does not take."""
        ...

    def service_error(self, status: int, reason: str) -> dict[str, Any]:
        """The body of an answer with which a service refuses."""
        ...
