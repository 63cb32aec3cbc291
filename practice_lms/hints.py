"""Message hints: what the LMS asks the tool to hand back, so that it needs no session of its own.

A hint is signed and names one person, one activity and one window; it is good for five minutes.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

import jwt

from practice_lms.opening import Opening
from practice_lms.school import School

LIFETIME_SECONDS = 300


class HintError(Exception):
    """A hint that this LMS did not give, or gave too long ago."""


@dataclass(frozen=True)
class _Payload:
    school: str
    person: str
    course: str
    link: str
    document_target: str
    fault: str
    message: str
    client_id: str
    for_user: str


class Hints:
    """Writes and reads hints with a secret that lives as long as the process."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def login_form(self, school: School, opening: Opening) -> dict[str, str]:
        """The parameters of a login initiation (1EdTech Security Framework, 5.1.1.1)."""
        tool = school.tool_for(opening)
        number = opening.link.number if opening.link else None
        form = {
            "iss": school.issuer,
            "target_link_uri": school.target_of(opening),
            "login_hint": school.dialect.login_hint(opening.person),
            "lti_message_hint": school.dialect.message_hint(number, self._sign(school, opening)),
            "client_id": tool.client_id,
            "lti_deployment_id": tool.deployment_id,
        }
        return form | school.storage_fields | school.dialect.LOGIN_EXTRAS

    def read(self, school: School, login_hint: str, message_hint: str) -> Opening:
        """Raises HintError unless both hints are ours, belong together and name real things."""
        try:
            token = school.dialect.token_in(message_hint)
            data: dict[str, Any] = jwt.decode(token, self._secret, algorithms=["HS256"])
            if data["school"] != school.slug:
                raise HintError("The message hint belongs to another school.")
            opening = _opening(school, data)
        except (ValueError, KeyError, jwt.PyJWTError) as error:
            raise HintError("The message hint is not one that this LMS gave.") from error
        if login_hint != school.dialect.login_hint(opening.person):
            raise HintError("The login hint names somebody else.")
        return opening

    def _sign(self, school: School, opening: Opening) -> str:
        payload = _Payload(
            school.slug,
            opening.person.key,
            opening.place.key,
            opening.link.key if opening.link else "",
            opening.document_target,
            opening.fault,
            opening.message,
            opening.client_id,
            opening.for_user.key if opening.for_user else "",
        )
        expires = int(time.time()) + LIFETIME_SECONDS
        return jwt.encode({**asdict(payload), "exp": expires}, self._secret, algorithm="HS256")


def _opening(school: School, data: dict[str, Any]) -> Opening:
    """Raises KeyError where something is not there any more."""
    course = school.course(data["course"])
    return Opening(
        course.person(data["person"]),
        course.link(data["link"]) if data["link"] else None,
        data["document_target"],
        data["fault"],
        data["message"],
        course,
        data["client_id"],
        school.person(data["for_user"]) if data["for_user"] else None,
    )
