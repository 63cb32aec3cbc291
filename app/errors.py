"""Whole pages for whatever goes wrong, with a stable code and what to do next."""

import structlog
from flask import Flask, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    RequestEntityTooLarge,
    ServiceUnavailable,
)

from app.extensions import db

log = structlog.get_logger()

WORDS: dict[int, tuple[str, LazyString, LazyString]] = {
    400: ("bad_request", _l("That didn't come through whole"), _l("Go back and try once more.")),
    403: (
        "not_allowed",
        _l("You can't do that here"),
        _l("Ask your teacher if you think you should be able to."),
    ),
    404: (
        "not_found",
        _l("There is nothing here for you"),
        _l(
            "It may have been deleted, or it belongs to another class. "
            "Go back, or reopen the activity from your course."
        ),
    ),
    405: (
        "wrong_method",
        _l("That link doesn't work this way"),
        _l("Go back and use the buttons on the page."),
    ),
    413: (
        "too_large",
        _l("That is too much to send at once"),
        _l("Go back and send less; what you typed is still there."),
    ),
    500: (
        "our_fault",
        _l("Something broke on our side"),
        _l(
            "It has been noted. What you typed is kept as a draft; "
            "go back and try again in a minute."
        ),
    ),
    503: (
        "unavailable",
        _l("Courtyard is not available just now"),
        _l("Go back and try again in a minute; what you typed is still there."),
    ),
}

CONSOLE_WORDS: dict[int, tuple[str, LazyString, LazyString]] = {
    403: (
        "not_allowed",
        _l("That is not for you to do here"),
        _l("It concerns more than your school. Ask whoever runs Courtyard."),
    ),
    404: (
        "not_found",
        _l("There is nothing here for you"),
        _l("It may be gone, or another school's. Go back, or begin at the console's first page."),
    ),
}
"""Where the console's people read something else."""

TYPED = ("title", "source", "aims", "norms", "contact_rules", "comment", "words", "note")
"""Fields of any form into which people write, in the order of their forms."""


def init_errors(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(OperationalError, _show_unavailable)
    app.register_error_handler(Exception, _show_fault)


def _show(error: HTTPException) -> ResponseReturnValue:
    """A page for an HTTP error; one that has no words of its own gets its class's."""
    if error.response is not None or (error.code or 500) < 400:
        return error
    db.session.rollback()
    get_locale()  # asks the database again who reads this, which no template may do
    status = error.code or 500
    known = WORDS | CONSOLE_WORDS if g.get("steward") else WORDS
    code, title, advice = known.get(status) or WORDS[400 if status < 500 else 500]
    page = render_template(
        "errors/show.html", code=code, title=title, advice=advice, words=_words()
    )
    return make_response(page, status)


def _words() -> str:
    """What was typed into the form that led here, to be given back.

    Only to somebody who came by a launch: nobody else may choose what a page of ours says.
    """
    if request.method != "POST" or not g.get("session"):
        return ""
    try:
        typed = (request.form.get(name, "").strip() for name in TYPED)
        return "\n\n".join(filter(None, typed))
    except RequestEntityTooLarge:
        return ""


def _show_fault(error: Exception) -> ResponseReturnValue:
    """Our own fault: logged with its traceback, shown without."""
    _forget_who_asked()
    log.exception("fault", error=type(error).__name__)
    return _show(InternalServerError())


def _show_unavailable(error: OperationalError) -> ResponseReturnValue:
    """The database does not answer, or is too busy: its administrator's to mend, not a bug."""
    _forget_who_asked()
    note_unavailable(error)
    return _show(ServiceUnavailable())


def note_unavailable(error: OperationalError) -> None:
    """One line for the administrator: what the driver said."""
    log.error("database_unavailable", reason=" ".join(str(error.orig).split()))


def _forget_who_asked() -> None:
    """What was loaded can't be asked for more: the page is one for nobody in particular."""
    db.session.rollback()
    g.pop("session", None)
    g.pop("platform", None)
