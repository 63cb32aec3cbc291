"""The network's far end, as hostile or as broken as it can be: real sockets on loopback."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

Behave = Callable[[socket.socket], None]


@dataclass
class FarEnd:
    """Where it listens, and the requests that came, as bytes."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/jwks", scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def far_end(behave: Behave, tls: ssl.SSLContext | None = None) -> Iterator[FarEnd]:
    """Serve every connection by ``behave``, which gets the socket after the request was read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        end = FarEnd(listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, end, behave, tls), daemon=True)
        thread.start()
        yield end
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def _serve(
    listener: socket.socket, end: FarEnd, behave: Behave, tls: ssl.SSLContext | None
) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), connection:
            connection.settimeout(5)
            ready = tls.wrap_socket(connection, server_side=True) if tls else connection
            with ready:
                end.requests.append(ready.recv(65_536))
                behave(ready)


def answering(body: bytes, head: bytes = OK) -> Behave:
    """Answer at once."""

    def behave(connection: socket.socket) -> None:
        length = f"Content-Length: {len(body)}\r\n\r\n".encode()
        connection.sendall(head + length + body)

    return behave


def dripping(start: bytes, drop: bytes, pause: float = 0.05) -> Behave:
    """Send ``start``, then ``drop`` again and again, for as long as somebody listens."""

    def behave(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(int(5 / pause)):
            connection.sendall(drop)
            time.sleep(pause)

    return behave


def silent(connection: socket.socket) -> None:
    """Take the request and never answer."""
    with suppress(OSError):
        connection.recv(1)


def chunked(*chunks: bytes) -> bytes:
    """A body in chunks (RFC 9112, 7.1)."""
    framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return OK + b"Transfer-Encoding: chunked\r\n\r\n" + framed + b"0\r\n\r\n"


def raw(answer: bytes) -> Behave:
    """Send exactly these bytes and hang up."""
    return lambda connection: connection.sendall(answer)
