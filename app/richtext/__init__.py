"""Source to clean HTML: the only package that imports bleach.

normalise, check limits, parse Markdown, check limits, clean. Imports neither Flask nor models.
"""

from dataclasses import dataclass

from app.richtext.changes import Change, ChangeKind, changes, condensed
from app.richtext.errors import Empty, ShortenedLink, TooComplex, TooLong, Unacceptable
from app.richtext.excerpts import excerpt
from app.richtext.limits import MAX_CHARACTERS, MAX_LINES, check_html, check_source
from app.richtext.markdown import parse
from app.richtext.sanitizer import sanitized
from app.richtext.source import is_visible, normalised
from app.richtext.stored import stored_html

__all__ = [
    "MAX_CHARACTERS",
    "MAX_LINES",
    "SANITIZER_VERSION",
    "Change",
    "ChangeKind",
    "Empty",
    "RichText",
    "ShortenedLink",
    "TooComplex",
    "TooLong",
    "Unacceptable",
    "changes",
    "clean_html",
    "condensed",
    "excerpt",
    "render",
    "stored_html",
]

SANITIZER_VERSION = 1
"""Goes up with every change to what ``render`` gives, so that stored bodies can be made again."""


@dataclass(frozen=True)
class RichText:
    """One body in its three forms. All are safe to keep; only ``html`` is safe to show as HTML."""

    source: str
    """Markdown as kept: NFC, LF, no control characters or direction overrides, trimmed."""
    html: str
    """Clean HTML of ``source``."""
    text: str
    """The words alone, a line for each block: for excerpts and search."""


def render(source: str) -> RichText:
    """Make the body of a Post or a prompt of what its author typed.

    Raises Unacceptable: Empty, TooLong, TooComplex or ShortenedLink.
    """
    kept = normalised(source)
    check_source(kept)
    parsed = parse(kept)
    if not is_visible(parsed.text):
        raise Empty
    return RichText(source=kept, html=clean_html(parsed.html), text=parsed.text)


def clean_html(html: str) -> str:
    """Clean HTML that ``render`` gave, now or under an earlier policy. Raises TooComplex.

    To apply a new policy, prefer to ``render`` the source again; this is for where it is lost.
    """
    check_html(html)
    return sanitized(html)
