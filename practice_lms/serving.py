"""Serves a practice LMS: on a thread for tests, or in the foreground for the demo."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

from practice_lms.config import ConfigError
from practice_lms.lms import PracticeLms

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True)
class Served:
    """Where a served LMS is, without a trailing slash."""

    url: str


class _QuietHandler(WSGIRequestHandler):
    """Errors still go to stderr; one line for every style sheet helps nobody in a demo."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def _read_whole(app: WSGIApplication) -> WSGIApplication:
    """Answers are small, so each is read and closed before it is sent: Werkzeug's server closes
    none whose browser resets the connection in the middle."""

    def read_whole(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as answer:
            return list(answer)

    return read_whole


@contextmanager
def serve(lms: PracticeLms, port: int = 0) -> Iterator[Served]:
    """Serve on 127.0.0.1 from a thread until the block ends; port 0 takes a free one.

    The LMS's addresses, and so its issuers, follow the port.
    """
    with _listen(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        lms.site.base_url = url
        server = _server(lms, listener)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield Served(url)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def serve_forever(lms: PracticeLms) -> None:
    """Serve at the LMS's own address until interrupted; raises ConfigError if it is taken."""
    with _listen(urlsplit(lms.site.base_url).port or 80) as listener:
        _server(lms, listener).serve_forever()


@contextmanager
def _listen(port: int) -> Iterator[socket.socket]:
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise ConfigError(
            f"Port {port} on 127.0.0.1 cannot be used ({error.strerror}): "
            "choose another with LMS_PORT."
        ) from error
    with listener:
        yield listener


def _server(lms: PracticeLms, listener: socket.socket) -> BaseWSGIServer:
    host, port = listener.getsockname()
    return make_server(
        host,
        port,
        _read_whole(lms.app),
        threaded=True,
        request_handler=_QuietHandler,
        fd=listener.fileno(),
    )
