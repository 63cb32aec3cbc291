"""Who may come into the console. Nobody learns there whether a thing exists that isn't theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, abort, g, make_response, render_template, request

from app.extensions import begin_write, db
from app.models import ConsoleSession
from app.models.steward import Steward
from app.policies.stewarding import can_steward
from app.services import console_access
from app.views import browser, forgery, guards

View = TypeVar("View", bound=Callable[..., Any])


def requires_steward(view: View) -> View:
    """Only a Steward may come (``g.steward``). Other members get 404, and nobody the way in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            begin_write()
        steward = _of_the_installation() or _of_a_school()
        if steward is None:
            return _ask_to_come_in()
        g.steward = steward
        return view(*args, **kwargs)

    guarded.guard = "steward"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _of_the_installation() -> Steward | None:
    """By the console's own cookie. A bearer token is our script's inside an LMS: it goes first."""
    session = None if browser.bearer_token() else console_access.find(browser.console_token())
    if session is None or not forgery.is_form_ours(session):
        return None
    if session.needs_touch:
        _touch(session)
    g.console_session = session
    g.is_top_level = True
    return Steward()


def _touch(session: ConsoleSession) -> None:
    """A small transaction of its own: reading a page must not wait for a writer's turn."""
    if request.method != "POST":
        begin_write()
        db.session.refresh(session)
    session.touch()
    if request.method != "POST":
        db.session.commit()


def _of_a_school() -> Steward | None:
    """By the launch of somebody whom the LMS calls an administrator of the school."""
    session = guards.authenticate()
    if session is None:
        return None
    g.session = session
    if not can_steward(session.membership):
        abort(404)
    return Steward(session.deployment.school_id, session.membership)


def _ask_to_come_in() -> Response:
    """To whoever had a launch, the page that says to launch again; else how to get a link."""
    if browser.bearer_token() or (browser.cookie_token() and not browser.console_token()):
        return guards.ask_to_launch()
    code = "console_expired" if browser.console_token() else "console_closed"
    return make_response(render_template("console/closed.html", code=code), 401)
