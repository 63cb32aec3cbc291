"""What a form brings is read whole before anything is begun for it, or it does not count."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import BadRequest


def init_bodies(app: Flask) -> None:
    """Count what arrives, and wait for it while nothing of the database is held.

    A slow phone, or a stranger who never ends, must not keep a school from writing.
    """
    app.wsgi_app = _counted(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_arrive)


def _counted(inner: Any) -> Any:
    """gunicorn says of every body that it ends by itself, and half a body would pass for a whole.

    Without that word Werkzeug compares it with its Content-Length, and answers 400.
    """

    def counted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH"):
            environ.pop("wsgi.input_terminated", None)
        answer: Iterable[bytes] = inner(environ, start_response)
        return answer

    return counted


def _arrive() -> None:
    try:
        request.form  # noqa: B018  (reading it is what waits)
    except (ParseException, OSError) as error:
        raise BadRequest from error
