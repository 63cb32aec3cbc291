"""Adding activities from a tool: the request that a teacher makes, and what comes back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from practice_lms.adding import add_link
from practice_lms.claims import vocabulary as v
from practice_lms.deep_linking import MESSAGES, DeepLinkingError, Item, Ticket, check
from practice_lms.opening import Opening
from practice_lms.roster import Course
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.trust import UntrustedError, verified
from practice_lms.views import (
    course_or_404,
    current_lms,
    fault_or_404,
    person_or_404,
    school_or_404,
    tool_or_404,
)
from practice_lms.views.frames import frame_context

blueprint = Blueprint("deep_linking", __name__)

EDITORS = ("teacher", "assistant", "administrator")


@blueprint.get("/<slug>/courses/<course_key>/deep_linking")
def request_items(slug: str, course_key: str) -> str:
    """The tool, asked by whoever `as` names to choose activities; `tool` is its client_id."""
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    person = person_or_404(course)
    if person.role not in EDITORS:
        abort(403)
    message = v.DEEP_LINKING_REQUEST
    tool = tool_or_404(school, request.args.get("tool"))
    opening = Opening(
        person, None, "iframe", fault_or_404(message), message, course, tool.client_id
    )
    return render_template(
        "deep_linking.html", tool=tool, course=course, **frame_context(school, opening)
    )


@blueprint.post("/<slug>/mod/lti/contentitem_return.php", defaults={"course": None})
@blueprint.post("/<slug>/courses/<int:course>/deep_linking_response")
def take_items(slug: str, course: int | None) -> tuple[str, int]:
    """The response: a form with a JWT, which the tool has the browser post."""
    school = school_or_404(slug)
    shown: dict[str, Any] = {"school": school, "course": None}
    try:
        ticket, tool, found = _expected(school)
        shown |= {"course": found, "teacher": ticket.person_key, "tool": tool}
        claims = _claims(school, tool)
        shown["messages"] = {name: claims.get(v.DEEP_LINKING + name) for name in MESSAGES}
        items = check(claims, ticket, tool, found)
    except DeepLinkingError as error:
        return render_template("deep_linking_refused.html", reasons=error.reasons, **shown), 400
    added = [_add(school, found, tool, item) for item in items]
    return render_template("deep_linking_done.html", added=added, **shown), 200


def _expected(school: School) -> tuple[Ticket, Tool, Course]:
    """What was asked; a ticket is good for one answer, right or wrong. Raises DeepLinkingError."""
    name = request.args.get("ticket") or request.args.get("sesskey", "")
    ticket = school.tickets.pop(name, None)
    try:
        if ticket is None:
            raise KeyError(name)
        return ticket, school.tool_of(ticket.client_id), school.course(ticket.course_key)
    except KeyError:
        raise DeepLinkingError("Nobody asked for this, or it was answered before.") from None


def _claims(school: School, tool: Tool) -> dict[str, Any]:
    try:
        return verified(
            request.form.get("JWT", ""),
            tool,
            current_lms().tool_keys,
            school.issuer,
            school.once,
            name="nonce",
        )
    except UntrustedError as error:
        raise DeepLinkingError(f"The JWT: {error}") from error


def _add(school: School, course: Course, tool: Tool, item: Item) -> Item:
    if item.type == "ltiResourceLink":
        add_link(school, course, tool, item)
    else:
        course.extras.append((item.title or item.url, item.url, item.text))
    return item
