"""Scores that are refused for a reason that not every LMS has."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from practice_lms.faults.replies import Call, ServiceFault, refused
from practice_lms.roster import ResourceLink


def _not_given(call: Call) -> Response:
    """Refuse whom the column's activity is not given to, and take the rest."""
    item = call.school.gradebook.item((request.view_args or {})["item"])
    links = [link for link in item.course.links if link.link_id == item.link_id]
    if links and _is_kept_from(links[0], request.get_json(silent=True, force=True)):
        return refused(call, 422, "The activity is not given to this student")
    return call.answer()


def _is_kept_from(link: ResourceLink, score: Any) -> bool:
    user_id = score.get("userId") if isinstance(score, dict) else None
    people = [person for person in link.course.people if person.user_id == user_id]
    return any(not link.is_given_to(person) for person in people)


FAULTS = (ServiceFault("not-given", "422 for whom the activity is not given to.", _not_given),)
