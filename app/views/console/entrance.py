"""In by a link that works once, and out again."""

from flask import Response, abort, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.extensions import begin_write, db
from app.services import console_access
from app.views import browser, forgery
from app.views.console.blueprint import bp
from app.views.guards import public
from app.views.stewards import requires_steward

LONGEST_CODE = 100


@bp.get("/entrance")
@public
def ask_in() -> Response:
    """One button. Mail programs open links to preview them, so opening this uses nothing up."""
    g.is_top_level = True
    code = request.args.get("code", "")[:LONGEST_CODE]
    return _page(code) if console_access.is_live(code) else _spent()


@bp.post("/entrance")
@public
def enter() -> BaseResponse:
    """Use the link up, and begin a ConsoleSession in this browser."""
    g.is_top_level = True
    if not forgery.is_same_origin():
        abort(403)
    begin_write()
    token = console_access.enter(request.form.get("code", "")[:LONGEST_CODE])
    db.session.commit()
    if not token:
        return _spent()
    response = make_response(redirect("/console", 303))
    browser.keep_console_token(response, token)
    return response


def _page(code: str) -> Response:
    return make_response(render_template("console/entrance.html", code=code))


def _spent() -> Response:
    return make_response(render_template("console/link_spent.html"), 410)


@bp.post("/departure")
@requires_steward
def leave() -> BaseResponse:
    """End the ConsoleSession. A School's administrator has none: the space is their way out."""
    if g.get("console_session"):
        console_access.leave(g.console_session)
        db.session.commit()
    response = make_response(redirect("/", 303))
    browser.forget_console_token(response)
    return response
