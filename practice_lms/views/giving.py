"""To whom an activity of a class is given: to everybody, or to some students only."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.views import course_or_404, link_or_404, school_or_404

blueprint = Blueprint("giving", __name__)
RULE = "/<slug>/courses/<course_key>/activities/<link_key>/people"


@blueprint.get(RULE)
def show(slug: str, course_key: str, link_key: str) -> str:
    school = school_or_404(slug)
    course = course_or_404(school, course_key)
    link = link_or_404(course, link_key)
    return render_template("giving.html", school=school, course=course, link=link)


@blueprint.post(RULE)
def give(slug: str, course_key: str, link_key: str) -> Response:
    """Give it to each `person` that is named; with `everybody`, to the whole class."""
    course = course_or_404(school_or_404(slug), course_key)
    link, keys = link_or_404(course, link_key), request.form.getlist("person")
    if not set(keys) <= {student.key for student in course.students}:
        abort(400)
    course.give(link, None if request.form.get("everybody") else keys)
    page = url_for("giving.show", slug=slug, course_key=course_key, link_key=link_key)
    return redirect(page, 303)
