"""The LMS's web pages and endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, render_template, request

if TYPE_CHECKING:
    from practice_lms.lms import PracticeLms
    from practice_lms.roster import Course, Person, ResourceLink
    from practice_lms.school import School
    from practice_lms.tools import Tool

_EXTENSION = "practice_lms"


def init_views(lms: PracticeLms) -> None:
    """Register everything that the LMS serves on its application."""
    from practice_lms.views import (
        authorization,
        copies,
        deep_linking,
        giving,
        grades,
        groups,
        key_sets,
        line_items,
        memberships,
        notice_handlers,
        pages,
        people,
        registrations,
        scores,
        switches,
        tokens,
        tools,
    )

    lms.app.extensions[_EXTENSION] = lms
    messages = (authorization, key_sets, registrations)
    services = (tokens, memberships, line_items, scores, groups, notice_handlers)
    for_people = (pages, deep_linking, people, giving, grades, copies, tools, switches)
    for module in (*for_people, *messages, *services):
        lms.app.register_blueprint(module.blueprint)
    lms.app.register_error_handler(404, _not_found)
    lms.app.register_error_handler(403, _forbidden)
    lms.app.after_request(_add_headers)
    lms.app.after_request(_remember)
    _tidy_templates(lms.app)


def current_lms() -> PracticeLms:
    """The LMS of this request."""
    return cast("PracticeLms", current_app.extensions[_EXTENSION])


def school_or_404(slug: str) -> School:
    try:
        return current_lms().school(slug)
    except KeyError:
        abort(404)


def course_or_404(school: School, key: str) -> Course:
    try:
        return school.course(key)
    except KeyError:
        abort(404)


def person_or_404(course: Course) -> Person:
    """Whoever `as` names; a student where it is left out, as most people of a class are."""
    key = request.args.get("as")
    if key is None and course.members:
        return (course.students or course.members)[0]
    try:
        return course.person(key or "")
    except KeyError:
        abort(404)


def link_or_404(course: Course, key: str) -> ResourceLink:
    try:
        return course.link(key)
    except KeyError:
        abort(404)


def fault_or_404(message: str) -> str:
    """The fault that the address names, of those that a type of message can have."""
    from practice_lms.faults import MESSAGE_FAULTS

    fault = request.args.get("fault", "")
    if fault and fault not in MESSAGE_FAULTS[message]:
        abort(404)
    return fault


def tool_or_404(school: School, client_id: str | None) -> Tool:
    """An active tool; the school's own where none is named."""
    try:
        return school.tool_of(school.client_id if client_id is None else client_id)
    except KeyError:
        abort(404)


def _tidy_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _not_found(error: Exception) -> tuple[str, int]:
    reason = "This practice LMS has no such page: no such school, class, activity or person."
    return render_template("problem.html", heading="Nothing here", reason=reason), 404


def _forbidden(error: Exception) -> tuple[str, int]:
    reason = "This is not for the person whom you chose to be. Be someone else in the class."
    return render_template("problem.html", heading="Not for you", reason=reason), 403


def _remember(response: Response) -> Response:
    """What people and tools changed is kept, so that tool and LMS still agree tomorrow."""
    if request.method not in ("GET", "HEAD") and request.endpoint != "tokens.issue":
        current_lms().save()
    return response


def _tool_origins() -> set[str]:
    tools = [tool for school in current_lms().schools for tool in school.tools]
    parts = [urlsplit(url) for tool in tools for url in (tool.login_url, *tool.redirect_uris)]
    return {f"{part.scheme}://{part.netloc}" for part in parts}


def _add_headers(response: Response) -> Response:
    """A page shows the tool in a frame and posts to it; nothing else leaves this LMS.

    No Referrer-Policy: with "no-referrer" browsers send `Origin: null`, which real LMSs do not.
    """
    tools = " ".join(sorted({*_tool_origins(), *g.get("more_origins", ())}))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"frame-src 'self' {tools}; form-action 'self' {tools}; base-uri 'none'; "
        "frame-ancestors 'self'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    # A page carries a hint that is good for five minutes: going back must fetch a fresh one.
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    return response
