"""Requests to platforms: public https addresses only, resolved once, bounded in time and size."""

import ipaddress
import json
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import urllib3

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 8.0
"""From the first look-up to the last byte, so that no worker waits 10 seconds for a platform."""

LARGEST_BODY = 1_000_000
"""In bytes. The largest key sets seen are a hundredth of it."""


class FetchError(Exception):
    """The platform could not be asked; the message says why, for the log."""


@dataclass(frozen=True)
class Answer:
    """What a platform answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises FetchError where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise FetchError("the answer is not JSON") from error


def get(url: str, *, allow_local: bool, headers: dict[str, str] | None = None) -> Answer:
    """Fetch an address of a platform.

    ``allow_local`` admits http and addresses that are not public, for a practice LMS or an LMS on
    the school's own network. Redirects are not followed: they come back as the answer they are.
    Raises FetchError for an address that may not be asked, time-outs, over-long answers and faults.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    parts = _checked(url, allow_local)
    pool = _pool(parts, _resolve(parts, allow_local))
    try:
        response = pool.request(
            "GET",
            _target(parts),
            headers={"Host": parts.netloc, "Accept": "application/json"} | (headers or {}),
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=_left(deadline),
        )
        return Answer(response.status, dict(response.headers), _read(response, deadline))
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise FetchError(f"{type(error).__name__} from {parts.hostname}") from error
    finally:
        pool.close()


def _checked(url: str, allow_local: bool) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0 and not parts.username
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
    inner = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        inner += [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each]
    return all(each.is_global and not each.is_multicast for each in inner)


def _pool(parts: SplitResult, address: str) -> urllib3.HTTPConnectionPool:
    """A connection to the resolved address that still proves the host's own certificate."""
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, parts.port or 80, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        address,
        parts.port or 443,
        maxsize=1,
        ssl_context=ssl.create_default_context(),
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
    )


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _left(deadline: float) -> urllib3.Timeout:
    left = max(deadline - time.monotonic(), 0.05)
    return urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=left)


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The body, given up when it is too long or when its bytes trickle in."""
    body = b""
    while chunk := response.read1(65_536):
        body += chunk
        if len(body) > LARGEST_BODY:
            raise FetchError("the answer is too long")
        if time.monotonic() > deadline:
            raise FetchError("the answer takes too long")
    return body
