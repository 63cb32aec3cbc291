"""What a Moodle says of people: in launches, and in the list of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from practice_lms.claims import LaunchRequest
from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course, Person

if TYPE_CHECKING:
    from practice_lms.school import School
    from practice_lms.tools import Tool


# Moodle itself calls everyone Learner who may not manage external tools, parents and assistants
# included. The practice school sends their real roles, so that those paths can be walked here too.
_ROLES = {
    "teacher": [v.INSTRUCTOR],
    "assistant": [v.TEACHING_ASSISTANT, v.INSTRUCTOR],
    "student": [v.LEARNER],
    "mentor": [v.MENTOR],
    "administrator": [
        v.INSTITUTION + "#Administrator",
        v.INSTRUCTOR,
        v.SYSTEM + "#Administrator",
    ],
}


def login_hint(person: Person) -> str:
    return person.user_id


def member(school: School, tool: Tool, course: Course, person: Person) -> dict[str, Any]:
    roles = [role for role in _ROLES[person.role] if role.startswith(v.MEMBERSHIP)]
    return {
        "status": course.status_of(person),
        # Full addresses in launches, short names here.
        "roles": [role.rpartition("#")[2] for role in roles],
        "user_id": person.user_id,
        "lis_person_sourcedid": _sourced_id(person),
        **_names(tool, person),
        "ext_user_username": person.key,
    }


def _names(tool: Tool, person: Person) -> dict[str, str]:
    names = {
        "given_name": person.given,
        "family_name": person.family,
        "name": person.name,
        "email": person.email,
    }
    return {
        name: value for name, value in names.items() if value is not None and tool.may_know(name)
    }


def _sourced_id(person: Person) -> str:
    return "" if person.role == "administrator" else f"SIS-{person.key}"


def for_user(launch: LaunchRequest) -> dict[str, Any]:
    """Whose work is to be looked at (Submission Review 1.0). The Moodle we saw never asked."""
    person = launch.opening.for_user
    if person is None:
        return {}
    names = _names(launch.tool, person)
    return {v.FOR_USER: {"user_id": person.user_id, **names, "roles": list(_ROLES[person.role])}}


def person_claims(launch: LaunchRequest) -> dict[str, Any]:
    person = launch.person
    claims: dict[str, Any] = {**_names(launch.tool, person)}
    claims[v.ROLES] = list(_ROLES[person.role])
    claims[v.LIS] = {
        "person_sourcedid": _sourced_id(person),
        "course_section_sourcedid": f"CLS-{launch.course.label}",
    }
    claims[v.EXT] = {"user_username": person.key, "lms": "moodle-2"}
    if mentee := launch.school.mentee_of(person):
        claims[v.ROLE_SCOPE_MENTOR] = [mentee.user_id]
    return claims
