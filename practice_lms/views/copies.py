"""Copying a class, and telling tools so."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from practice_lms.copying import copy_course
from practice_lms.notices import say_hello, tell_of_copy
from practice_lms.views import course_or_404, current_lms, school_or_404

blueprint = Blueprint("copies", __name__)


@blueprint.post("/<slug>/courses/<course_key>/copies")
def copy(slug: str, course_key: str) -> str:
    """Copy a class under a `title`, and send LtiContextCopyNotice to those who asked for it."""
    school = school_or_404(slug)
    origin = course_or_404(school, course_key)
    title = request.form.get("title", "").strip()
    if not title:
        abort(400)
    made = copy_course(school, origin, title)
    said = tell_of_copy(school, current_lms().tool_http, origin, made)
    return render_template("sent.html", school=school, heading=f"{title} is there", said=said)


@blueprint.post("/<slug>/hello")
def hello(slug: str) -> str:
    """Send LtiHelloWorldNotice to every tool that asked for it."""
    school = school_or_404(slug)
    said = say_hello(school, current_lms().tool_http)
    return render_template("sent.html", school=school, heading="A notice was sent", said=said)
