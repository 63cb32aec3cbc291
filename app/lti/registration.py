"""A registration as an administrator or a file gives it: read, or refused with a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import addresses
from app.config import LOOPBACK
from app.models.base import LTI_ID_LENGTH, NAME_LENGTH
from app.models.wording import one_line

LONGEST_ADDRESS = 2048
"""In characters."""

_REST = re.compile(r"[\w\-.~:/?#\[\]@!$&'()*+,;=%]*", re.ASCII)
"""What may follow the host of an address (RFC 3986, 2)."""


class Malformed(ValueError):
    """A registration can't be taken; the message says what to mend."""


@dataclass(frozen=True)
class Registration:
    """The fields of lti_config/platforms.example.json, checked."""

    name: str
    school: str
    issuer: str
    """As the platform sends it: an address, or any other text."""
    client_id: str
    auth_login_url: str
    auth_token_url: str
    key_set_url: str
    deployment_ids: tuple[str, ...]
    frame_origins: tuple[str, ...]
    """Sources of a Content-Security-Policy, fit to stand in its header."""


def read(entry: Any, *, allow_local: bool) -> Registration:
    """Read an entry, which may be any JSON value. Raises Malformed.

    ``allow_local`` admits http and addresses of this machine.
    """
    if not isinstance(entry, Mapping):
        raise Malformed("A platform must be an object with its fields: name, issuer and so on.")
    name = _name(entry, "name")
    return Registration(
        name=name,
        school=name if entry.get("school") in (None, "") else _name(entry, "school"),
        issuer=issuer(entry),
        client_id=_text(entry, "client_id", LTI_ID_LENGTH),
        auth_login_url=framing_url(entry, "auth_login_url", allow_local),
        auth_token_url=url(entry, "auth_token_url", allow_local),
        key_set_url=url(entry, "key_set_url", allow_local),
        deployment_ids=_deployment_ids(entry),
        frame_origins=_frame_origins(entry, allow_local),
    )


def _name(entry: Mapping[str, Any], field: str) -> str:
    words = one_line(entry.get(field))
    if not words or len(words) > NAME_LENGTH:
        raise Malformed(
            f"{field} is missing, or is not a text of at most {NAME_LENGTH} characters "
            "that people can read."
        )
    return words


def _text(entry: Mapping[str, Any], field: str, longest: int) -> str:
    value = entry.get(field)
    text = value.strip() if isinstance(value, str) else ""
    if not text or not text.isprintable() or len(text) > longest:
        raise Malformed(
            f"{field} is missing, or is not a text of at most {longest} characters on one line."
        )
    return text


def issuer(entry: Mapping[str, Any]) -> str:
    """Kept to the letter: messages must name the very same. Raises Malformed."""
    issuer = _text(entry, "issuer", LONGEST_ADDRESS)
    if re.match("https?:", issuer, re.IGNORECASE) and not addresses.origin(issuer):
        raise Malformed(f"issuer is {issuer!r}, which begins as an address and is none.")
    return issuer


def url(entry: Mapping[str, Any], field: str, allow_local: bool) -> str:
    """An address of an entry, in its one form. Raises Malformed."""
    value = _text(entry, field, LONGEST_ADDRESS)
    origin, rest = addresses.split(value)
    if not origin:
        raise Malformed(f"{field} is {value!r}; it must be an https:// address.")
    if not _REST.fullmatch(rest):
        raise Malformed(
            f"{field} is {value!r}; after the host it must be plain ASCII without spaces, "
            "as a browser's address bar gives it when you copy from there."
        )
    _check_local(field, value, origin, allow_local)
    return origin + rest


def framing_url(entry: Mapping[str, Any], field: str, allow_local: bool) -> str:
    """The same, of a host whose pages can be allowed to frame the tool. Raises Malformed."""
    found = url(entry, field, allow_local)
    if not addresses.frame_source(found):
        raise Malformed(
            f"{field} is {found!r}; give its host a name, because no page on an IPv6 address can "
            "be allowed to show the tool in a frame."
        )
    return found


def _check_local(field: str, value: str, origin: str, allow_local: bool) -> None:
    is_local = origin.startswith("http:") or addresses.host(origin) in LOOPBACK
    if is_local and not allow_local:
        raise Malformed(
            f"{field} is {value!r}; http and local addresses are only for trying things out. "
            "Set COURTYARD_ALLOW_LOCAL_PLATFORMS=1 to allow them."
        )


def _deployment_ids(entry: Mapping[str, Any]) -> tuple[str, ...]:
    ids = entry.get("deployment_ids")
    found = [_deployment_id(each) for each in ids] if isinstance(ids, list | tuple) else []
    if not found or not all(found):
        raise Malformed(
            'deployment_ids must be a list of one or more ids, such as ["1"]; '
            f"an id is a text of at most {LTI_ID_LENGTH} characters on one line."
        )
    return tuple(found)


def _deployment_id(value: Any) -> str:
    """An id as text; a file may hold it as a number. "" for what is none."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18
    text = str(value) if is_number or isinstance(value, str) else ""
    return text.strip() if text.isprintable() and len(text.strip()) <= LTI_ID_LENGTH else ""


def _frame_origins(entry: Mapping[str, Any], allow_local: bool) -> tuple[str, ...]:
    given = entry.get("frame_origins")
    if not isinstance(given, list | tuple | None):
        raise Malformed('frame_origins must be a list, such as ["https://*.instructure.com"].')
    return tuple(_frame_origin(each, allow_local) for each in given or ())


def _frame_origin(value: Any, allow_local: bool) -> str:
    source = addresses.frame_source(value.strip()) if isinstance(value, str) else ""
    if not source or addresses.split(value.strip().replace("://*.", "://", 1))[1]:
        raise Malformed(
            f"frame_origin is {str(value)[:200]!r}; it must be only a scheme and a host, "
            "such as https://lms.example.org, or https://*.example.org for all hosts there."
        )
    _check_local("frame_origin", source, source, allow_local)
    return source
