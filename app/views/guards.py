"""Who may come: every route is public, requires a Session, or (stewards.py) a Steward."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, g, make_response, render_template, request

from app.extensions import begin_write, db
from app.models import Session
from app.services import sessions
from app.views import browser, forgery

View = TypeVar("View", bound=Callable[..., Any])

UNGUARDED = frozenset({"static"})


def public(view: View) -> View:
    """Anyone may come, with or without a Session."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def requires_session(view: View) -> View:
    """Only a launched person may come; anyone else learns how to get here."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            begin_write()
        session = authenticate()
        if session is None:
            return ask_to_launch()
        g.session = session
        return view(*args, **kwargs)

    guarded.guard = "session"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def authenticate() -> Session | None:
    """The bearer token of our own script, else the cookie where a plain navigation may use it."""
    token = browser.bearer_token()
    if not token and forgery.is_cookie_welcome():
        token = g.cookie_token = browser.cookie_token()
    session = sessions.find(token)
    if session is None or not (browser.bearer_token() or forgery.is_form_ours(session)):
        return None
    if session.needs_touch:
        _touch(session)
    return session


def _touch(session: Session) -> None:
    """A small transaction of its own: reading a page must not wait for a writer's turn."""
    if request.method != "POST":
        begin_write()
        db.session.refresh(session)
    session.touch()
    if request.method != "POST":
        db.session.commit()


def ask_to_launch() -> Response:
    """A whole page in any case: shown in place of what was asked for, with what to do next."""
    had_token = bool(browser.bearer_token() or browser.cookie_token())
    code = "session_expired" if had_token else "session_missing"
    g.error_code = code
    return make_response(render_template("errors/relaunch.html", code=code), 401)


def check_guarded(app: Flask) -> None:
    """Raise AssertionError where a route says none of them."""
    for endpoint, view in app.view_functions.items():
        if endpoint not in UNGUARDED and not hasattr(view, "guard"):
            raise AssertionError(
                f"{endpoint} needs @public, @requires_session or @requires_steward"
            )
