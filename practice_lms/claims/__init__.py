"""What each kind of LMS says in a launch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from practice_lms.claims import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

    from practice_lms.gradebook import LineItem
    from practice_lms.opening import Opening
    from practice_lms.paging import Page
    from practice_lms.roster import Course, Person, ResourceLink
    from practice_lms.school import School
    from practice_lms.scoring import ScoreRules
    from practice_lms.tools import Tool


@dataclass(frozen=True)
class LaunchRequest:
    """A message to a tool: everything from which its claims follow.

    `issued_at` is in seconds since 1970. `ticket` is what the tool brings back from deep linking.
    """

    school: School
    tool: Tool
    opening: Opening
    nonce: str
    target_link_uri: str
    issued_at: int
    ticket: str

    @property
    def person(self) -> Person:
        return self.opening.person

    @property
    def link(self) -> ResourceLink | None:
        return self.opening.link

    @property
    def course(self) -> Course:
        return self.opening.place

    @property
    def is_deep_linking(self) -> bool:
        return self.opening.message == v.DEEP_LINKING_REQUEST

    @property
    def is_review(self) -> bool:
        return self.opening.message == v.SUBMISSION_REVIEW_REQUEST

    @property
    def custom_parameters(self) -> dict[str, str]:
        """The tool's, with those of the activity over them; variables as they were written."""
        own = self.link.custom if self.link else {}
        return {**self.tool.custom_parameters, **own, **self._review_custom}

    @property
    def _review_custom(self) -> dict[str, str]:
        item = self.school.gradebook.item_of(self.link) if self.link and self.is_review else None
        review = (item.submission_review if item else None) or {}
        return dict(review.get("custom") or {})


class Dialect(Protocol):
    """How one kind of LMS names things and speaks; each is a module of this package."""

    LIFETIME_SECONDS: int
    KEYS_AHEAD: int
    HAS_PLATFORM_STORAGE: bool
    SCOPES: tuple[str, ...]
    HAS_DIFFERENCES: bool
    LINKS_OF_CLASSES: bool
    UNKNOWN_LINK: tuple[int, str]
    INVALID_CLIENT_STATUS: int
    SCORE_RULES: ScoreRules
    CONTEXT_TYPE: str
    CONFIGURATION_PATH: str
    REGISTRATION_PATH: str
    REGISTERED_STATUS: int
    CHECKS_DOMAIN: bool
    TELLS_DEPLOYMENT: bool
    GUARDS_CONFIGURATION: bool
    LOGIN_EXTRAS: dict[str, str]

    def make_id(self, slug: str, kind: str, key: str, number: int) -> str:
        """The id of a "user", "context" or "resource_link" of the school `slug`."""
        ...

    def make_client_id(self) -> str: ...

    def make_deployment_id(self, client_id: str, number: int) -> str: ...

    def platform_configuration(self, school: School) -> dict[str, Any]:
        """What LTI adds to the OpenID configuration (Dynamic Registration 1.0, 3.4)."""
        ...

    def login_hint(self, person: Person) -> str: ...

    def message_hint(self, number: int | None, token: str) -> str:
        """A message hint that carries a signed token; `number` is the activity's, if any."""
        ...

    def token_in(self, hint: str) -> str:
        """The token of a message hint; raises ValueError for anything else."""
        ...

    def claims(self, launch: LaunchRequest) -> dict[str, Any]: ...

    def memberships_url(self, school: School, tool: Tool, course: Course) -> str: ...

    def member(self, school: School, tool: Tool, course: Course, person: Person) -> dict[str, Any]:
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
