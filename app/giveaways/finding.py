"""What was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What gives somebody away."""

    NAME = "name"
    """A name, or a usual short form of it, from the class's own roster."""
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    """Where somebody lives: a street with a number, a post box, a postcode."""
    PROFILE = "profile"
    """An account elsewhere: a link to it, or its name."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A piece of a text that gives somebody away: ``text[start:end]``, as its author typed it."""

    start: int
    end: int
    kind: FindingKind
    text: str


Span = tuple[int, int, FindingKind]
"""Start and end in the text as typed, and what is there."""


_MOST_TELLING = (
    FindingKind.EMAIL,
    FindingKind.PROFILE,
    FindingKind.PHONE,
    FindingKind.ADDRESS,
    FindingKind.NAME,
)


def apart(spans: Iterable[Span]) -> list[Span]:
    """Give the spans in order, and those that overlap as one, of the kind that tells the most."""
    kept: list[Span] = []
    for start, end, kind in sorted(set(spans)):
        if kept and start < kept[-1][1]:
            first, last, known = kept.pop()
            start, end = first, max(last, end)
            kind = min(kind, known, key=_MOST_TELLING.index)
        kept.append((start, end, kind))
    return kept
