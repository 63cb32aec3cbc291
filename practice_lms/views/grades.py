"""The gradebook of a class, to look at."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.claims import vocabulary as v
from practice_lms.opening import Opening
from practice_lms.views import course_or_404, fault_or_404, person_or_404, school_or_404
from practice_lms.views.deep_linking import EDITORS
from practice_lms.views.frames import frame_context

blueprint = Blueprint("grades", __name__)


@blueprint.get("/<slug>/courses/<course_key>/grades")
def grades(slug: str, course_key: str) -> str:
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    items = school.gradebook.items(course)
    students = [person for person in course.people if person.role == "student"]
    return render_template(
        "grades.html",
        school=school,
        course=course,
        items=items,
        students=students,
        teacher=(course.teachers or course.administrators)[0],
    )


@blueprint.get("/<slug>/courses/<course_key>/grades/<int:number>/<student_key>")
def review(slug: str, course_key: str, number: int, student_key: str) -> str:
    """The work of a student, opened in the tool by whoever `as` names, from a column."""
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    person = person_or_404(course)
    if person.role not in EDITORS:
        abort(403)
    try:
        item, student = school.gradebook.item(number), course.person(student_key)
        link = next(link for link in course.links if link.link_id == item.link_id)
    except (KeyError, StopIteration):
        abort(404)
    message = v.SUBMISSION_REVIEW_REQUEST
    opening = Opening(person, link, "iframe", fault_or_404(message), message, for_user=student)
    return render_template(
        "review.html", course=course, student=student, **frame_context(school, opening)
    )


@blueprint.post("/<slug>/courses/<course_key>/grades")
def delete_column(slug: str, course_key: str) -> Response:
    """Take away the column `item`, as a teacher might behind the tool's back."""
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    number = request.form.get("item", -1, type=int)
    if number not in [item.number for item in school.gradebook.items(course)]:
        abort(404)
    school.gradebook.remove(number)
    return redirect(url_for("grades.grades", slug=slug, course_key=course_key), 303)
