"""A text as somebody reads it, with the way back to where each character was typed."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.giveaways.characters import MARK, is_mark, shown

# Each begins at a sign that it cannot hold itself, so that no input is read twice.
_WRAPPING = re.compile(
    r"(?P<tag><[^<>]{0,400}>)"
    r"|(?P<link>\]\([^()]{0,1500}\)|[\[\]])"
    r"|(?P<entity>&\#?[0-9A-Za-z]{1,32};)"
    r"|(?P<percent>(?:%[0-9A-Fa-f]{2}){1,40})"
)

_BACKWARDS = "\u202e"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is seen, character by character, and where each was typed."""

    typed: str = field(repr=False)
    text: str
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where some characters were typed."""
        first, last = start, end - 1
        if self.starts[first] > self.starts[last]:  # read backwards
            first, last = last, first
        return self.starts[first], self.ends[last]

    def unmarked(self) -> "Reading":
        """Give the reading without what may or may not part two words."""
        if MARK not in self.text:
            return self
        kept = [index for index, character in enumerate(self.text) if character != MARK]
        starts, ends = ([places[index] for index in kept] for places in (self.starts, self.ends))
        return Reading(self.typed, self.text.replace(MARK, ""), starts, ends)


def readings(text: str) -> Iterator[Reading]:
    """Give the text as typed and, where that differs, without tags, links and codes of letters.

    Where letters are made to run from right to left, it is read backwards too.
    """
    typed = _reading(text, _typed(text, 0, len(text)))
    yield typed
    if _WRAPPING.search(text):
        yield _reading(text, _unwrapped(text))
    if _BACKWARDS in text:
        yield Reading(text, typed.text[::-1], typed.starts[::-1], typed.ends[::-1])


Piece = tuple[str, int, int]
"""What is seen of a piece of the text, where it starts and where it ends."""


def _reading(text: str, pieces: Iterable[Piece]) -> Reading:
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in pieces:
        if not piece and ends and ends[-1] == start:  # an accent belongs to its letter
            ends[-1] = end
        for character in piece:
            seen.append(character)
            starts.append(start)
            ends.append(end)
    return Reading(text, "".join(seen), starts, ends)


def _typed(text: str, start: int, end: int) -> Iterator[Piece]:
    for place in range(start, end):
        piece = shown(text[place])
        if piece or is_mark(text[place]):
            yield piece, place, place + 1


def _unwrapped(text: str) -> Iterator[Piece]:
    end = 0
    for found in _WRAPPING.finditer(text):
        yield from _typed(text, end, found.start())
        end = found.end()
        yield _meant(found), found.start(), end
    yield from _typed(text, end, len(text))


def _meant(found: re.Match[str]) -> str:
    if found.lastgroup == "entity":
        return "".join(map(shown, html.unescape(found[0])))
    if found.lastgroup == "percent":
        return "".join(map(shown, unquote(found[0])))
    return MARK
