"""How much one post may hold. Every check is one linear scan, made before the work it bounds.

The numbers come from ``bench/richtext.py``; docs/adr/0001-rich-text.md tells how they were chosen.
"""

import re

from app.richtext.errors import TooComplex

MAX_CHARACTERS = 40_000
"""Characters of the source as kept."""
MAX_LINES = 2_000
"""Lines of the source."""
MAX_SIGNS = 4_000
"""Characters of the source that may begin or end formatting."""
MAX_BRACKETS = 500
"""Opening square brackets in the source."""
MAX_ADDRESSES = 250
"""``://`` in the source."""
MAX_NESTING = 12
"""Levels of blocks: a quote is one level, a list two."""
MAX_TAGS = 2_000
"""``<`` in the HTML."""
MAX_ENTITIES = 2_000
"""``&`` in the HTML."""
MAX_HTML_CHARACTERS = 64_000
"""Characters of the HTML."""
MAX_TAG_CHARACTERS = 2_048
"""Characters of one tag."""

_SIGNS = "*_~`<\\[]!#&"
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>')
_VOID = frozenset(("br", "hr"))


def check_source(source: str) -> None:
    """Raise TooComplex for a source that the Markdown parser would work on for too long."""
    _at_most(MAX_LINES, source.count("\n") + 1, "lines")
    _at_most(MAX_BRACKETS, source.count("["), "brackets")
    _at_most(MAX_ADDRESSES, source.count("://"), "links")
    _at_most(MAX_SIGNS, sum(map(source.count, _SIGNS)), "signs")


def check_html(html: str) -> None:
    """Raise TooComplex for HTML that is not plainly nested, or that cleaning would take long over.

    An HTML parser repairs what is not closed by copying it, again and again: so each tag here must
    be whole, and closed in order. The renderer writes no other.
    """
    _at_most(MAX_HTML_CHARACTERS, len(html), "formatting")
    _at_most(MAX_ENTITIES, html.count("&"), "signs")
    _at_most(MAX_TAGS, html.count("<"), "formatting")
    opened: list[str] = []
    tags = 0
    for match in _TAG.finditer(html):
        tags += 1
        _at_most(MAX_TAG_CHARACTERS, len(match[0]), "formatting")
        if not match[1]:
            opened += () if match[2] in _VOID else (match[2],)
            _at_most(3 * MAX_NESTING, len(opened), "nesting")
        elif not opened or opened.pop() != match[2]:
            raise TooComplex("nesting", 0, 1)
    if opened or tags != html.count("<"):
        raise TooComplex("nesting", 0, len(opened) or 1)


def _at_most(limit: int, actual: int, what: str) -> None:
    if actual > limit:
        raise TooComplex(what, limit, actual)
