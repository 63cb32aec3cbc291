"""What a person sees: schools, classes, and activities with the tool in a frame."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from practice_lms.faults import ACCEPTED, EITHER, FAULTS, REFUSED
from practice_lms.hints import Opening
from practice_lms.roster import Course, Person
from practice_lms.school import School
from practice_lms.views import course_or_404, current_lms, school_or_404

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
_EXPECTATIONS = {
    REFUSED: "refuse it, and say what to do next",
    ACCEPTED: "open the activity all the same",
    EITHER: "open it or refuse it, but never break",
}
STRICT_SANDBOX = "allow-forms allow-scripts allow-same-origin"
"""What a strict LMS grants a frame: no pop-ups, no downloads, no leaving the page."""


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
    person = _person_or_404(course)
    return render_template("course.html", school=found, person=person, **_course_context(course))


@blueprint.get("/<slug>/courses/<course_key>/activities/<link_key>")
def activity(slug: str, course_key: str, link_key: str) -> str:
    """The tool, launched by whoever `as` names; `window=1` opens it in place of this page."""
    found = school_or_404(slug)
    course = course_or_404(found, course_key)
    try:
        link = course.link(link_key)
    except KeyError:
        abort(404)
    is_window = request.args.get("window") == "1"
    opening = Opening(
        _person_or_404(course), link, "window" if is_window else "iframe", _fault_or_404()
    )
    login_form = current_lms().hints.login_form(found, opening)
    if is_window:
        return render_template(
            "form_post.html", school=found, action=found.site.login_url, fields=login_form
        )
    return _framed(found, opening, login_form)


def _framed(school: School, opening: Opening, login_form: dict[str, str]) -> str:
    return render_template(
        "activity.html",
        school=school,
        link=opening.link,
        person=opening.person,
        fault=FAULTS.get(opening.fault),
        expectations=_EXPECTATIONS,
        is_sandboxed=request.args.get("sandbox") == "1",
        sandbox=STRICT_SANDBOX,
        login_url=school.site.login_url,
        login_form=login_form,
        **_course_context(opening.link.course),
    )


def _course_context(course: Course) -> dict[str, Any]:
    groups = [(label, course.with_role(role)) for role, label in _GROUPS.items()]
    return {
        "course": course,
        "groups": [(label, people) for label, people in groups if people],
        "role_words": _ROLE_WORDS,
    }


def _fault_or_404() -> str:
    fault = request.args.get("fault", "")
    if fault and fault not in FAULTS:
        abort(404)
    return fault


def _person_or_404(course: Course) -> Person:
    """Whoever `as` names; a student where it is left out, as most people of a class are."""
    key = request.args.get("as")
    if key is None:
        return course.students[0]
    try:
        return course.person(key)
    except KeyError:
        abort(404)
