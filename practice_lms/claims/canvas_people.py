"""What a Canvas says of people: in launches, and in the list of a class."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING, Any

from practice_lms.claims import LaunchRequest
from practice_lms.claims import vocabulary as v
from practice_lms.claims.canvas_registration import opaque
from practice_lms.roster import Course, Person

if TYPE_CHECKING:
    from practice_lms.school import School
    from practice_lms.tools import Tool


LIFETIME_SECONDS = 3600

_ROLES = {
    "teacher": [v.INSTITUTION + "#Instructor", v.INSTRUCTOR],
    "assistant": [v.INSTITUTION + "#Instructor", v.INSTRUCTOR, v.TEACHING_ASSISTANT],
    "student": [v.INSTITUTION + "#Student", v.LEARNER],
    "mentor": [v.INSTITUTION + "#Observer", v.MENTOR],
    # An account's administrator is not enrolled in the course: no context role at all.
    "administrator": [v.INSTITUTION + "#Administrator"],
}


def login_hint(person: Person) -> str:
    """Canvas's older, opaque id of the person: not the `sub` of the launch."""
    return opaque(person.user_id)


def person_claims(launch: LaunchRequest) -> dict[str, Any]:
    person, legacy_id = launch.person, login_hint(launch.person)
    claims: dict[str, Any] = {
        v.ROLES: [*_ROLES[person.role], v.SYSTEM + "#User"],
        v.LTI_11_USER_ID: legacy_id,
        v.LTI_1P1: _migration(launch, legacy_id),
        v.LIS: {"person_sourcedid": None, "course_offering_sourcedid": None, **unchecked()},
    }
    claims |= _names(launch.school, launch.tool, person)
    if mentee := launch.school.mentee_of(person):
        claims[v.ROLE_SCOPE_MENTOR] = [mentee.user_id]
    return claims


def _migration(launch: LaunchRequest, legacy_id: str) -> dict[str, Any]:
    """Who this was under LTI 1.1, and with which key; signed with its secret (LTI 1.3, 6.1.2)."""
    school, link = launch.school, launch.link
    claim: dict[str, Any] = {"user_id": legacy_id}
    if school.legacy_key:
        expires = launch.issued_at + LIFETIME_SECONDS
        signed = (
            school.legacy_key,
            launch.tool.deployment_id,
            school.issuer,
            launch.tool.client_id,
            str(expires),
            launch.nonce,
        )
        digest = hmac.digest(school.legacy_secret.encode(), "&".join(signed).encode(), "sha256")
        claim |= {
            "oauth_consumer_key": school.legacy_key,
            "oauth_consumer_key_sign": base64.b64encode(digest).decode(),
            "context_id": opaque(launch.course.context_id),
        }
        claim |= {"resource_link_id": opaque(link.link_id)} if link else {}
    return {**claim, **unchecked()}


def for_user(launch: LaunchRequest) -> dict[str, Any]:
    """Whose work is to be looked at (Submission Review 1.0)."""
    person = launch.opening.for_user
    if person is None:
        return {}
    names = _names(launch.school, launch.tool, person)
    return {v.FOR_USER: {"user_id": person.user_id, **names, "roles": list(_ROLES[person.role])}}


def _names(school: School, tool: Tool, person: Person) -> dict[str, Any]:
    if person.name is None:
        return {}
    names = {
        "picture": f"{school.site.base_url}/static/avatar.svg",
        "email": person.email,
        "name": person.name,
        "given_name": person.given,
        "family_name": person.family,
    }
    return {name: value for name, value in names.items() if tool.may_know(name)}


def member(school: School, tool: Tool, course: Course, person: Person) -> dict[str, Any]:
    return {
        "status": course.status_of(person),
        **_names(school, tool, person),
        "lis_person_sourcedid": None,
        "user_id": person.user_id,
        "lti11_legacy_user_id": login_hint(person),
        "roles": [role for role in _ROLES[person.role] if role.startswith(v.MEMBERSHIP)],
    }


def unchecked() -> dict[str, Any]:
    """Canvas leaves its own validation results in every claim that is an object."""
    return {"validation_context": None, "errors": {"errors": {}}}
