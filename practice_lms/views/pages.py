"""What a person sees: schools, classes, and activities with the tool in a frame."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from practice_lms.faults import FAULTS
from practice_lms.hints import Opening
from practice_lms.roster import Course, Person
from practice_lms.school import School
from practice_lms.views import current_lms, school_or_404

blueprint = Blueprint("pages", __name__)

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
    course = _course_or_404(found, course_key)
    person = _person_or_404(course)
    return render_template("course.html", school=found, course=course, person=person)


@blueprint.get("/<slug>/courses/<course_key>/activities/<link_key>")
def activity(slug: str, course_key: str, link_key: str) -> str:
    """The tool, launched by whoever `as` names; `window=1` opens it in place of this page."""
    found = school_or_404(slug)
    course = _course_or_404(found, course_key)
    try:
        link = course.link(link_key)
    except KeyError:
        abort(404)
    is_window = request.args.get("window") == "1"
    fault = request.args.get("fault", "")
    if fault and fault not in FAULTS:
        abort(404)
    person = _person_or_404(course)
    opening = Opening(person, link, "window" if is_window else "iframe", fault)
    return render_template(
        "window.html" if is_window else "activity.html",
        school=found,
        course=course,
        link=link,
        person=person,
        fault=FAULTS.get(fault),
        is_sandboxed=request.args.get("sandbox") == "1",
        sandbox=STRICT_SANDBOX,
        login_url=found.site.login_url,
        login_form=current_lms().hints.login_form(found, opening),
    )


def _course_or_404(school: School, key: str) -> Course:
    try:
        return school.course(key)
    except KeyError:
        abort(404)


def _person_or_404(course: Course) -> Person:
    """Whoever `as` names; a student where it is left out, as most people of a class are."""
    key = request.args.get("as")
    if key is None:
        return course.students[0]
    try:
        return course.person(key)
    except KeyError:
        abort(404)
