"""A launch that can still be altered, and the faults that alter it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from practice_lms.signing import Claims, KeyMaterial

if TYPE_CHECKING:
    from practice_lms.school import School

REFUSED = "refused"
ACCEPTED = "accepted"
EITHER = "either"


@dataclass
class Launch:
    """What goes to the tool: change any part before `response` is asked for.

    `headers` are added to the token's own (None leaves one out); with `error` set, the platform
    answers with that OpenID Connect error instead of a token.
    """

    school: School
    claims: Claims
    state: str | None
    headers: dict[str, Any] = field(default_factory=dict)
    key: KeyMaterial = None
    algorithm: str = "RS256"
    error: str = ""
    spoil: Callable[[str], str] = str

    @property
    def token(self) -> str:
        signed = self.school.sign(
            self.claims, key=self.key, headers=self.headers, algorithm=self.algorithm
        )
        return self.spoil(signed)

    @property
    def response(self) -> dict[str, str]:
        """The fields of the authentication response, form_post mode."""
        fields = {"error": self.error} if self.error else {"id_token": self.token}
        if self.state is not None:
            fields["state"] = self.state
        return fields | self.school.storage_fields


@dataclass(frozen=True)
class Fault:
    """`alter` changes a launch in place; `summary` says what is wrong, for the person who looks."""

    name: str
    summary: str
    expects: str
    alter: Callable[[Launch], None] = field(repr=False)


def with_claims(**changes: Any) -> Callable[[Launch], None]:
    """An alteration that sets plain claims (those without a namespace)."""
    return set_claims(changes)


def set_claims(changes: dict[str, Any]) -> Callable[[Launch], None]:
    def alter(launch: Launch) -> None:
        launch.claims.update(changes)

    return alter


def without_claims(*names: str) -> Callable[[Launch], None]:
    def alter(launch: Launch) -> None:
        for name in names:
            launch.claims.pop(name, None)

    return alter


def set_member(claim: str, member: str, value: Any) -> Callable[[Launch], None]:
    """An alteration of one member of a claim that is an object."""

    def alter(launch: Launch) -> None:
        launch.claims[claim] = {**launch.claims[claim], member: value}

    return alter


def without_member(claim: str, member: str) -> Callable[[Launch], None]:
    def alter(launch: Launch) -> None:
        members = launch.claims[claim].items()
        launch.claims[claim] = {name: value for name, value in members if name != member}

    return alter


def shift_times(*, iat: int = 0, exp: int = 0) -> Callable[[Launch], None]:
    """An alteration that moves both times, in seconds from the moment of the launch."""

    def alter(launch: Launch) -> None:
        now = launch.claims["iat"]
        launch.claims |= {"iat": now + iat, "exp": now + exp}

    return alter
