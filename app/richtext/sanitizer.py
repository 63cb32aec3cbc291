"""The allow-list, and bleach behind it: the last step before a body is kept."""

from collections.abc import Iterable, Iterator
from typing import Any

from bleach.sanitizer import Cleaner

from app.richtext import links

_BLOCKS = ("blockquote", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "ul")
_INLINES = ("a", "bdi", "br", "code", "em", "s", "strong")
TAGS = frozenset((*_BLOCKS, *_INLINES))
PROTOCOLS = frozenset(("http", "https"))
REL = "noopener noreferrer"


def sanitized(html: str) -> str:
    """Give the HTML with nothing but the allow-list in it; the rest is shown as text.

    Takes time that grows with the square of some inputs: ``limits.check_html`` comes first.
    """
    # A new one each time: it is not safe between threads. The stubs ask for a class as the filter.
    return Cleaner(
        tags=TAGS,
        attributes=_is_allowed,
        protocols=PROTOCOLS,
        filters=[_open_outside],  # type: ignore[list-item]
    ).clean(html)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if tag == "a":
        href = value.replace("&amp;", "&")
        return name == "href" and href != "" and links.address(href) == href
    return tag == "ol" and name == "start" and value.isascii() and value.isdigit()


def _open_outside(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Open links that leave in another page: the LMS keeps its frame, and no one learns of it."""
    for token in source:
        is_link = token["type"] == "StartTag" and token["name"] == "a"
        if is_link and links.is_outside(token["data"].get((None, "href"), "")):
            token["data"][(None, "rel")] = REL
            token["data"][(None, "target")] = "_blank"
        yield token
