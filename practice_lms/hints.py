"""Message hints: what the LMS asks the tool to hand back, so that it needs no session of its own.

A hint is signed and names one person, one activity and one window; it is good for five minutes.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

import jwt

from practice_lms.roster import Person, ResourceLink
from practice_lms.school import School

LIFETIME_SECONDS = 300


class HintError(Exception):
    """A hint that this LMS did not give, or gave too long ago."""


@dataclass(frozen=True)
class Opening:
    """Who opens what, and how; `fault` names an entry of the fault registry, or is empty."""

    person: Person
    link: ResourceLink
    document_target: str = "iframe"
    fault: str = ""


@dataclass(frozen=True)
class _Payload:
    school: str
    person: str
    link: str
    document_target: str
    fault: str


class Hints:
    """Writes and reads hints with a secret that lives as long as the process."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def login_form(self, school: School, opening: Opening) -> dict[str, str]:
        """The parameters of a login initiation (1EdTech Security Framework, 5.1.1.1)."""
        form = {
            "iss": school.issuer,
            "target_link_uri": school.site.launch_url,
            "login_hint": school.dialect.login_hint(opening.person),
            "lti_message_hint": school.dialect.message_hint(
                opening.link.number, self._sign(school, opening)
            ),
            "client_id": school.client_id,
            "lti_deployment_id": school.deployment_id,
        }
        return form | school.dialect.LOGIN_EXTRAS

    def read(self, school: School, login_hint: str, message_hint: str) -> Opening:
        """Raises HintError unless both hints are ours, belong together and name real things."""
        try:
            token = school.dialect.token_in(message_hint)
            data: dict[str, Any] = jwt.decode(token, self._secret, algorithms=["HS256"])
            if data["school"] != school.slug:
                raise HintError("The message hint belongs to another school.")
            link = school.link(data["link"])
            person = link.course.person(data["person"])
        except (ValueError, KeyError, jwt.PyJWTError) as error:
            raise HintError("The message hint is not one that this LMS gave.") from error
        if login_hint != school.dialect.login_hint(person):
            raise HintError("The login hint names somebody else.")
        return Opening(person, link, data["document_target"], data["fault"])

    def _sign(self, school: School, opening: Opening) -> str:
        link = f"{opening.link.course.key}/{opening.link.key}"
        target = opening.document_target
        payload = _Payload(school.slug, opening.person.key, link, target, opening.fault)
        expires = int(time.time()) + LIFETIME_SECONDS
        return jwt.encode({**asdict(payload), "exp": expires}, self._secret, algorithm="HS256")
