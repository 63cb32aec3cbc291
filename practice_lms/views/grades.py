"""The gradebook of a class, to look at."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.views import course_or_404, school_or_404

blueprint = Blueprint("grades", __name__)


@blueprint.get("/<slug>/courses/<course_key>/grades")
def grades(slug: str, course_key: str) -> str:
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    items = school.gradebook.items(course)
    students = [person for person in course.people if person.role == "student"]
    return render_template(
        "grades.html", school=school, course=course, items=items, students=students
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
