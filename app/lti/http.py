"""Requests to platforms: public https addresses only, resolved once, bounded in time and size."""

import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_match_hostname import CertificateError

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 8.0
"""From the first look-up to the last byte, so that no worker waits 10 seconds for a platform."""

LARGEST_BODY = 1_000_000
"""In bytes. The largest key sets seen are a hundredth of it."""

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(Exception):
    """The platform could not be asked; the message says why, for the log."""


@dataclass(frozen=True)
class Answer:
    """What a platform answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, whatever the case of its name; "" where there is none."""
        return next((self.headers[each] for each in self.headers if each.lower() == name), "")

    def json(self) -> Any:
        """The body as JSON. Raises FetchError where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise FetchError("the answer is not JSON") from error


@dataclass(frozen=True)
class Question:
    """What a platform is asked: a method, headers beside our own, and a body or none."""

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


def get(url: str, *, allow_local: bool) -> Answer:
    """Fetch an address of a platform; see ask."""
    return ask(url, Question(), allow_local=allow_local)


def ask(url: str, question: Question, *, allow_local: bool, seconds: float | None = None) -> Answer:
    """Send a request to an address of a platform.

    ``allow_local`` admits http and addresses that are not public, for a practice LMS or an LMS on
    the school's own network. Redirects are not followed: they come back as the answer they are.
    ``seconds`` is all the time it may take; TOTAL_SECONDS, where it is not said. Raises FetchError
    for an address that may not be asked, time-outs, over-long answers and faults.
    """
    deadline = time.monotonic() + (seconds or TOTAL_SECONDS)
    parts = _checked(url, allow_local)
    connection = _connection(parts, _resolve(parts, allow_local))
    try:
        connection.timeout = min(CONNECT_SECONDS, _left(deadline))
        connection.connect()
        with _hung_up_at(deadline, connection.sock):
            return _exchange(connection, parts, question, deadline)
    except (urllib3.exceptions.HTTPError, HTTPException, ValueError, OSError) as error:
        raise FetchError(f"{_kind(error)} from {parts.hostname}") from error
    finally:
        connection.close()


def _kind(error: Exception) -> str:
    """What went wrong; with a certificate in words, since only an administrator can mend it."""
    name = type(error).__name__
    if isinstance(error, ssl.SSLCertVerificationError | CertificateError):
        return f"{name} ({getattr(error, 'verify_message', error)})"[:200]
    return name


def _exchange(
    connection: HTTPConnection, parts: SplitResult, question: Question, deadline: float
) -> Answer:
    """Ask and read. Compression is not asked for, and not undone."""
    connection.timeout = _left(deadline)
    connection.request(
        question.method,
        _target(parts),
        body=question.body,
        headers={"Host": parts.netloc, "Accept": "application/json"} | dict(question.headers),
        preload_content=False,
        decode_content=False,
    )
    # An answer that is given up half-way would hold the socket open after the connection is closed.
    with closing(connection.getresponse()) as response:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError("the answer is compressed, which was not asked for")
        body = _read(response, deadline)
        return Answer(response.status, dict(response.headers), body)


@contextmanager
def _hung_up_at(deadline: float, sock: socket.socket) -> Iterator[None]:
    """Hang up when time is out: a time-out of the socket starts anew with every byte."""
    timer = threading.Timer(_left(deadline), _hang_up, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _checked(url: str, allow_local: bool) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError as error:
        raise FetchError("the address is malformed") from error
    schemes = ("https", "http") if allow_local else ("https",)
    if parts.scheme not in schemes or not is_whole:
        raise FetchError("the address is not an https:// address")
    return parts


def _resolve(parts: SplitResult, allow_local: bool) -> str:
    """One address of the host, used for the connection: asking twice could give two answers."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{parts.hostname} has no address") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_local and not all(is_public(address) for address in addresses):
        raise FetchError(f"{parts.hostname} is not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, looking through IPv4 in IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip.ipv4_mapped or ip in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
    if ip.sixtofour and not is_public(str(ip.sixtofour)):
        return False
    return ip in _GLOBAL_UNICAST and ip.is_global


def _connection(parts: SplitResult, address: str) -> HTTPConnection:
    """A connection to the resolved address that still proves the host's own certificate."""
    if parts.scheme == "http":
        return HTTPConnection(address, parts.port or 80)
    return HTTPSConnection(
        address,
        parts.port or 443,
        ssl_context=ssl.create_default_context(),
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
    )


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.05)


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The body, given up when it is too long or cut off by the deadline."""
    body = b""
    while chunk := response.read1(65_536):
        body += chunk
        if len(body) > LARGEST_BODY:
            raise FetchError("the answer is too long")
    if time.monotonic() >= deadline:
        raise FetchError("the answer takes too long")
    return body
