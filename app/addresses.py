"""Hosts and origins, each written in the one way that means one thing."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import idna

_WEB = re.compile(r"(https?)://([^/?#]*)(.*)", re.I | re.S)
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^@:\[\]]+)(?::([0-9]{0,5}))?", re.I)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?")
_PORTS = {"http": 80, "https": 443}


def ascii_host(host: str) -> str:
    """Give the host as a resolver asks for it, or "" if it is none."""
    try:
        plain = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    plain = plain.removesuffix(".")
    labels = plain.split(".")
    if len(plain) > 253 or not all(map(_LABEL.fullmatch, labels)):
        return ""
    # A browser reads 0x7f.1 and 3232235777 as IPv4 addresses: only the usual form says so openly.
    return plain if not labels[-1][0].isdigit() or _is_ipv4(plain) else ""


def _is_ipv4(host: str) -> bool:
    try:
        return bool(IPv4Address(host))
    except AddressValueError:
        return False


def split(address: str) -> tuple[str, str]:
    """The origin of a web address, and all that follows it; ("", "") for anything else.

    The origin (RFC 6454, 6.2) is ASCII in lower case, without the scheme's own port. A user's name
    before the host, a malformed host or port make it no address.
    """
    match = _WEB.fullmatch(address)
    authority = _AUTHORITY.fullmatch(match[2]) if match else None
    if match is None or authority is None:
        return "", ""
    scheme = match[1].lower()
    host = _ipv6(authority[1]) if authority[1][0] == "[" else ascii_host(authority[1])
    port = int(authority[2] or _PORTS[scheme])
    if not host or not 0 < port < 65_536:
        return "", ""
    return f"{scheme}://{host}" + ("" if port == _PORTS[scheme] else f":{port}"), match[3]


def _ipv6(literal: str) -> str:
    try:
        return f"[{IPv6Address(literal[1:-1])}]"
    except AddressValueError:
        return ""


def origin(address: str) -> str:
    """The origin of a web address; "" for anything else."""
    return split(address)[0]


def host(origin: str) -> str:
    """The host of an origin, without brackets."""
    return re.sub(r":[0-9]+\Z", "", origin.partition("://")[2]).strip("[]")


def frame_source(address: str) -> str:
    """How a Content-Security-Policy names the origin of an address; "" where it has no name for it.

    That is a host-source (CSP 3, 2.3.1), which may begin with ``*.`` for all hosts below one, and
    can be no IPv6 address.
    """
    scheme, star, rest = address.partition("://*.")
    found = origin(f"{scheme}://{rest}" if star else address)
    if "[" in found or (star and "." not in host(found)):
        return ""
    return found.replace("://", star, 1) if star else found
