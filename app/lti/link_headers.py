"""Web links in headers (RFC 8288, 3): where a service's next page is."""

import html
import re
from urllib.parse import urljoin

_NAME = r"[\w!#$%&'*+.^`|~-]+"
_QUOTED = r"\"((?:[^\"\\]|\\.)*)\""
_PARAMETER = re.compile(rf"\s*;\s*({_NAME})(?:\s*=\s*(?:{_QUOTED}|([^\",;]*)))?")
_LINK = re.compile(rf"<([^>]*)>((?:{_PARAMETER.pattern})*)")

_QUOTES = "\"'“”„ \t"
"""A real LMS writes curly quotes, which are no delimiters and so arrive as part of the value."""


def links(header: str, base: str) -> dict[str, str]:
    """The targets by relation type, in lower case, resolved against the address that was asked.

    The first link of a type counts, as does the first ``rel`` of a link (RFC 8288, 3.3). Whatever
    is no link is passed over.
    """
    found: dict[str, str] = {}
    for link in _LINK.finditer(_read(header)):
        for relation in _relations(link[2]):
            found.setdefault(relation, _resolved(link[1], base))
    return found


def _read(header: str) -> str:
    """Headers come as Latin-1; curly quotes were sent as UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _relations(parameters: str) -> list[str]:
    for name, quoted, plain in _PARAMETER.findall(parameters):
        if name.lower() == "rel":
            words = (word.strip(_QUOTES).lower() for word in (quoted or plain).split())
            return [word for word in words if word]
    return []


def _resolved(target: str, base: str) -> str:
    """Some LMSs escape the ampersands, as if the header were HTML."""
    try:
        return urljoin(base, html.unescape(target.strip()) if "&amp;" in target else target.strip())
    except ValueError:
        return ""
