"""How much one post may hold. Every check is one linear scan, made before the work it bounds.

The numbers come from ``bench/richtext.py``; docs/adr/0006-rich-text.md tells how they were chosen.
"""

import re

from app.richtext.errors import TooComplex

MAX_CHARACTERS = 40_000
"""Characters of the source as kept."""
MAX_LINES = 1_200
"""Lines of the source."""
MAX_MARKS = 1_500
"""Marks of list items and quotes before the words of lines."""
SIGNS = "*_~`<[]\\:"
"""The characters that begin or end formatting or a link within a line."""
MAX_SIGNS = 3_000
"""How many of ``SIGNS`` in the source."""
MAX_BRACKETS = 500
"""Opening square brackets in the source."""
MAX_ADDRESSES = 250
"""``://`` in the source."""
MAX_NESTING = 8
"""Blocks inside each other: a quote is one level, a list two."""
MAX_DEPTH = 32
"""Elements of the HTML inside each other."""
MAX_TAGS = 2_000
"""``<`` in the HTML."""
MAX_ENTITIES = 2_000
"""``&`` in the HTML."""
MAX_HTML_CHARACTERS = 64_000
"""Characters of the HTML."""
MAX_TAG_CHARACTERS = 2_048
"""Characters of one tag."""

_MARK = r"(?:>|[-+*](?=\s|\Z)|[0-9]{1,9}[.)](?=\s|\Z))"
_MARKS = re.compile(rf"^(?:[ \t]*{_MARK})+", re.M)
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>')
# bleach takes a digit at a time off the front of a list, and int() refuses more than 4,300.
_LONG_NUMBER = re.compile(r"&#[0-9a-fx]{9}", re.I)
_VOID = frozenset(("br", "hr"))


def check_source(source: str) -> None:
    """Raise TooComplex for a source that the Markdown parser would work on for too long."""
    _at_most(MAX_LINES, source.count("\n") + 1, "lines")
    marks = sum(len(re.findall(_MARK, found)) for found in _MARKS.findall(source))
    _at_most(MAX_MARKS, marks, "marks")
    _at_most(MAX_BRACKETS, source.count("["), "brackets")
    _at_most(MAX_ADDRESSES, source.count("://"), "links")
    _at_most(MAX_SIGNS, sum(map(source.count, SIGNS)), "signs")


def check_html(html: str) -> None:
    """Raise TooComplex for HTML that is not plainly nested, or that cleaning would take long over.

    An HTML parser repairs what is not closed by copying it, again and again: so each tag here must
    be whole, and closed in order. The renderer writes no other.
    """
    _at_most(MAX_HTML_CHARACTERS, len(html), "formatting")
    _at_most(MAX_ENTITIES, html.count("&"), "signs")
    _at_most(MAX_TAGS, html.count("<"), "formatting")
    _at_most(0, len(_LONG_NUMBER.findall(html)), "signs")
    opened: list[str] = []
    end = 0
    for tag in _TAG.finditer(html):
        _at_most(MAX_TAG_CHARACTERS, len(tag[0]), "formatting")
        is_in_order = _follow(tag, opened) and "<" not in html[end : tag.start()]
        _at_most(MAX_DEPTH, len(opened) if is_in_order else MAX_DEPTH + 1, "nesting")
        end = tag.end()
    _at_most(0, len(opened) + html.count("<", end), "nesting")


def _follow(tag: re.Match[str], opened: list[str]) -> bool:
    """Keep account of the open elements; False for a tag that closes another than the last."""
    if tag[1]:
        return bool(opened) and opened.pop() == tag[2]
    if tag[2] not in _VOID:
        opened.append(tag[2])
    return True


def _at_most(limit: int, actual: int, what: str) -> None:
    if actual > limit:
        raise TooComplex(what, limit, actual)
