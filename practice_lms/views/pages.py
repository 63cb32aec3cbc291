"""What a person sees: schools, classes, and activities with the tool in a frame."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.adding import add_link
from practice_lms.claims import vocabulary as v
from practice_lms.deep_linking import Item
from practice_lms.faults.storage import STORAGE_FRAME
from practice_lms.gradebook import LineItem
from practice_lms.opening import Opening
from practice_lms.roster import Course
from practice_lms.school import School
from practice_lms.views import (
    course_or_404,
    current_lms,
    fault_or_404,
    link_or_404,
    person_or_404,
    school_or_404,
    tool_or_404,
)
from practice_lms.views.deep_linking import EDITORS
from practice_lms.views.frames import frame_context

blueprint = Blueprint("pages", __name__)

_GROUPS = {
    "student": "Students",
    "teacher": "Teachers",
    "assistant": "Teaching assistants",
    "mentor": "Parents",
    "administrator": "LMS administrators",
}
_ROLE_WORDS = {
    "student": "student",
    "teacher": "teacher",
    "assistant": "teaching assistant",
    "mentor": "parent",
    "administrator": "LMS administrator",
}


@blueprint.get("/")
def schools() -> str:
    return render_template("schools.html", schools=current_lms().schools)


@blueprint.get("/<slug>/")
def school(slug: str) -> str:
    return render_template("school.html", school=school_or_404(slug))


@blueprint.get("/<slug>/courses/<course_key>")
def course(slug: str, course_key: str) -> str:
    """A class: its activities, and everybody whom the visitor may be."""
    found = school_or_404(slug)
    course = course_or_404(found, course_key)
    person = person_or_404(course)
    return render_template(
        "course.html",
        school=found,
        person=person,
        is_editor=person.role in EDITORS,
        **_course_context(course),
    )


@blueprint.get("/<slug>/courses/<course_key>/activities/<link_key>")
def activity(slug: str, course_key: str, link_key: str) -> str:
    """The tool, launched by whoever `as` names; `window=1` opens it in place of this page."""
    found = school_or_404(slug)
    course = course_or_404(found, course_key)
    link, person = link_or_404(course, link_key), person_or_404(course)
    try:
        found.tool_for(Opening(person, link))
    except KeyError:
        abort(404)
    if not link.is_given_to(person):
        abort(403)
    is_window = request.args.get("window") == "1"
    fault = fault_or_404(v.RESOURCE_LINK_REQUEST)
    opening = Opening(person, link, "window" if is_window else "iframe", fault)
    if is_window:
        return _posted(found, opening)
    return render_template(
        "activity.html", **frame_context(found, opening), **_course_context(course)
    )


@blueprint.get("/<slug>/storage")
def storage(slug: str) -> str:
    """A frame that keeps values for a tool, or a stranger's that passes messages on."""
    school_or_404(slug)
    script = "stranger.js" if request.args.get("stranger") else "platform_messages.js"
    return render_template("storage.html", script=script, frame=STORAGE_FRAME)


@blueprint.post("/<slug>/courses/<course_key>/activities")
def add_activity(slug: str, course_key: str) -> Response:
    """An activity by hand: `title`, `tool` (a client_id) and, where it is graded, `points`."""
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    person = person_or_404(course)
    title, points = request.form.get("title", "").strip(), request.form.get("points", type=float)
    if person.role not in EDITORS:
        abort(403)
    if not title:
        abort(400)
    tool = tool_or_404(school, request.form.get("tool"))
    column = LineItem(0, course, tool.client_id, title, points) if points and points > 0 else None
    add_link(school, course, tool, Item("ltiResourceLink", title, "", "", "iframe", column=column))
    page = url_for("pages.course", slug=slug, course_key=course_key)
    return redirect(f"{page}?as={person.key}", 303)


def _posted(school: School, opening: Opening) -> str:
    """A page that goes to the tool in place of itself."""
    login_form = current_lms().hints.login_form(school, opening)
    action = school.tool_for(opening).login_url
    return render_template("form_post.html", school=school, action=action, fields=login_form)


def _course_context(course: Course) -> dict[str, Any]:
    groups = [(label, course.with_role(role)) for role, label in _GROUPS.items()]
    return {
        "course": course,
        "groups": [(label, people) for label, people in groups if people],
        "role_words": _ROLE_WORDS,
    }
