"""Answers to who may open one activity (`rlid`) that are unusual, or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Response, g, request

from practice_lms.faults.replies import Call, ServiceFault, changed, refused, refusing

if TYPE_CHECKING:
    from practice_lms.roster import Course
    from practice_lms.school import School

Members = list[Any]
INVENTED = 5000
"""How many people are made up on each page of an answer that has too many."""

UNSUPPORTED = {"error": 'Invalid parameter: "query.rlid" is not allowed'}
"""With status 400: what tools report of a Schoology."""


def _inactive(members: Members, school: School) -> Members:
    return [{**member, "status": "Inactive"} for member in members]


def _with_strangers(members: Members, school: School) -> Members:
    return [*members, *_strangers(members, school)]


def _strangers(members: Members, school: School) -> Members:
    """People of the school's other classes."""
    here = school.course_numbered((request.view_args or {})["course"])
    return [
        school.dialect.member(school, school.tool, course, person)
        for course in school.courses
        for person in _only_in(course, here)
    ]


def _only_in(course: Course, here: Course) -> list[Any]:
    return [person for person in course.people if person not in here.people]


def _many(members: Members, school: School) -> Members:
    return members + [{"user_id": f"invented-{n}", "roles": []} for n in range(INVENTED)]


def _with_members(change: Callable[[Members, School], Members]) -> Callable[[Call], Response]:
    """The right answer with its members changed."""

    def reply(call: Call) -> Response:
        return changed(lambda body: {**body, "members": change(body["members"], call.school)})(call)

    return reply


def _ignored(call: Call) -> Response:
    g.gives_to_all = True
    return call.answer()


def _unknown(call: Call) -> Response:
    return refused(call, *call.school.dialect.UNKNOWN_LINK)


FAULTS = (
    ServiceFault("ignored", "The whole class, whatever the activity.", _ignored),
    ServiceFault("unknown", "No such activity: 404 of a Moodle, 400 of a Canvas.", _unknown),
    ServiceFault("unsupported", "400: nobody may ask that.", refusing(400, UNSUPPORTED)),
    ServiceFault("inactive-members", "Everybody, but Inactive.", _with_members(_inactive)),
    ServiceFault(
        "strangers-too", "People of other classes are among them.", _with_members(_with_strangers)
    ),
    ServiceFault("strangers", "Nobody but people of other classes.", _with_members(_strangers)),
    ServiceFault("many", f"{INVENTED} more whom nobody knows.", _with_members(_many)),
)
