"""An administrator's page: the tools of a school, and a new one by its registration link."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.registering import issue_token
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views import school_or_404

blueprint = Blueprint("tools", __name__)


@blueprint.get("/<slug>/tools")
def tools(slug: str) -> str:
    return render_template("tools.html", school=school_or_404(slug))


@blueprint.post("/<slug>/tools")
def begin(slug: str) -> str:
    """Open a tool's registration link, `url`, in a frame or, with `in_window`, in a window."""
    school = school_or_404(slug)
    link = request.form.get("url", "").strip()
    if urlsplit(link).scheme not in ("http", "https"):
        abort(400)
    g.more_origins = [origin_of(link)]
    return render_template(
        "registration.html",
        school=school,
        address=initiation_url(school, link),
        is_in_window=request.form.get("in_window") == "1",
    )


def initiation_url(school: School, link: str) -> str:
    """The link with what a platform adds to it (Dynamic Registration 1.0, 3.3)."""
    query = urlencode(
        {
            "openid_configuration": school.configuration_url,
            "registration_token": issue_token(school),
        }
    )
    return f"{link}{'&' if urlsplit(link).query else '?'}{query}"


@blueprint.post("/<slug>/tools/<client_id>")
def decide(slug: str, client_id: str) -> Response:
    """`decision` is "approve" or "remove"; a removed tool's tokens end with it."""
    school = school_or_404(slug)
    tool = _registered_or_404(school, client_id)
    decision = request.form.get("decision")
    if decision == "approve":
        tool.is_active = True
    elif decision == "remove":
        school.registered.remove(tool)
        school.access_tokens.revoke(client_id)
    else:
        abort(400)
    return redirect(url_for("tools.tools", slug=slug), 303)


def _registered_or_404(school: School, client_id: str) -> Tool:
    named = [tool for tool in school.registered if tool.client_id == client_id]
    if not named:
        abort(404)
    return named[0]


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
