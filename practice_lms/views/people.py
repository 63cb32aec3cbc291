"""Who is enrolled in a class: moved by hand, so that rosters change."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course, Person
from practice_lms.school import School
from practice_lms.views import course_or_404, school_or_404

blueprint = Blueprint("people", __name__)


@blueprint.get("/<slug>/courses/<course_key>/people")
def people(slug: str, course_key: str) -> str:
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    others = [person for person in school.people if person not in course.people]
    groups = course.groups if v.GROUP_SCOPE in school.dialect.SCOPES else []
    return render_template(
        "people.html", school=school, course=course, others=others, groups=groups
    )


@blueprint.post("/<slug>/courses/<course_key>/people")
def move(slug: str, course_key: str) -> Response:
    """`enrolment` is "active", "inactive" or "none"; `person` says whose it is."""
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    _move(course, _person(school), request.form.get("enrolment", ""))
    return redirect(url_for("people.people", slug=slug, course_key=course_key), 303)


@blueprint.post("/<slug>/courses/<course_key>/people/groups")
def regroup(slug: str, course_key: str) -> Response:
    """Put `person` into `group`, a group's id or name."""
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    wanted = request.form.get("group", "")
    found = [group for group in course.groups if wanted in (group.group_id, group.name)]
    if not found:
        abort(404)
    course.regroup(_person(school), found[0])
    return redirect(url_for("people.people", slug=slug, course_key=course_key), 303)


def _person(school: School) -> Person:
    try:
        return school.person(request.form.get("person", ""))
    except KeyError:
        abort(404)


def _move(course: Course, person: Person, enrolment: str) -> None:
    if enrolment == "active":
        course.enrol(person)
    elif enrolment == "inactive" and person in course.people:
        course.suspend(person)
    elif enrolment == "none" and person in course.people:
        course.unenrol(person)
    else:
        abort(400)
