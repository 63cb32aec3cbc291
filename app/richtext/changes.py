"""What changed from one source to the next: by words, else by lines, else not to be shown.

The work is bounded by what is compared and never by a clock. rapidfuzz finds the longest common
subsequence 64 tokens at a time, in time and memory that grow with the product of both lengths;
``python -m bench.changes`` measures the worst that two bodies can hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import LCSseq

MOST_PAIRS = 100_000_000
"""Tokens of one source times those of the other. Two essays as long as may be stay below it."""
MOST_PIECES = 1_000
"""More pieces than this are confetti, which nobody reads."""
CONTEXT = 160
"""Characters of what stayed the same that are kept on either side of a change."""

# Words; letter by letter where a script has no spaces; each sign by itself. Spaces belong to the
# word after them, and a break between lines or paragraphs is a token of its own.
_LETTER = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SIGN = r"[!-&(-/:-@\[-^`{-~\u2010-\u2015\u201c-\u201f\u2026\u3001-\u303f\uff01-\uff0f]"
_MARKS = "[\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_WORD = rf"(?:(?!{_LETTER}|{_SIGN})\S)+"
_WORDS = re.compile(rf"\s*\n\s*|[^\S\n]*(?:{_LETTER}{_MARKS}|{_SIGN}|{_WORD})|[^\S\n]+")
_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
_REST_OF_WORD = re.compile(r"\S{0,40}")


class ChangeKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left out"
    """The same, and too long to be of interest."""


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the earlier source, the later one, or both."""

    kind: ChangeKind
    text: str


def changes(before: str, after: str) -> list[Change] | None:
    """Give the pieces that make one source the other; None where they are too different.

    Spaces within a line are not compared. ``SAME`` pieces have those of ``after``, so that all
    pieces but the removed ones make it up.
    """
    by_words = _compared(_WORDS.findall(before), _WORDS.findall(after))
    if by_words is not None:
        return by_words
    by_lines = _compared(_LINES.findall(before), _LINES.findall(after))
    has_any = any(piece.kind is ChangeKind.SAME for piece in by_lines or [])
    return by_lines if has_any else None


def _compared(old: list[str], new: list[str]) -> list[Change] | None:
    if len(old) * len(new) > MOST_PAIRS:
        return None
    pieces = _pieces(old, new)
    return pieces if len(pieces) <= MOST_PIECES else None


def condensed(pieces: list[Change]) -> list[Change]:
    """Leave out the middle of what stayed the same for long."""
    return [short for piece in pieces for short in _condensed(piece)]


def _condensed(piece: Change) -> list[Change]:
    start, end = _after_word(piece.text, CONTEXT), _before_word(piece.text, CONTEXT)
    if piece.kind is not ChangeKind.SAME or end - start < CONTEXT:
        return [piece]
    return [
        Change(ChangeKind.SAME, piece.text[:start]),
        Change(ChangeKind.LEFT_OUT, piece.text[start:end]),
        Change(ChangeKind.SAME, piece.text[end:]),
    ]


def _after_word(text: str, least: int) -> int:
    """How much of the start to keep, so that no word is cut but a very long one."""
    found = _REST_OF_WORD.match(text, least)
    return found.end() if found else least


def _before_word(text: str, least: int) -> int:
    """Where the end to keep begins."""
    return len(text) - _after_word(text[::-1], least)


def _pieces(old: list[str], new: list[str]) -> list[Change]:
    pieces: list[Change] = []
    for is_same, removed, added in _blocks(old, new):
        parts = [(ChangeKind.SAME, added)] if is_same else _changed(removed, added)
        for kind, text in parts:
            if pieces and kind is pieces[-1].kind is ChangeKind.SAME:
                text = pieces.pop().text + text
            pieces += [Change(kind, text)] if text else []
    return pieces


def _changed(removed: str, added: str) -> Iterator[tuple[ChangeKind, str]]:
    """What is marked begins with a word; the space before it is not new."""
    words = added.lstrip(" \t")
    space = added[: len(added) - len(words)]
    yield ChangeKind.SAME, space
    yield ChangeKind.REMOVED, removed.lstrip(" \t") if space else removed
    yield ChangeKind.ADDED, words


Block = tuple[bool, str, str]
"""Whether it is the same, and its text in the earlier and in the later source."""


def _blocks(old: list[str], new: list[str]) -> list[Block]:
    """Same and changed blocks in turn; a few same words amid many changed ones are changed too."""
    blocks: list[Block] = []
    steps = LCSseq.opcodes(_keys(old), _keys(new))
    for is_same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        spans = [(step.src_start, step.src_end, step.dest_start, step.dest_end) for step in group]
        removed = "".join("".join(old[start:end]) for start, end, _, _ in spans)
        added = "".join("".join(new[start:end]) for _, _, start, end in spans)
        blocks.append((is_same, removed, added))
        if len(blocks) > 2 and not is_same and _is_little(*blocks[-3:]):
            blocks[-3:] = [_together(*blocks[-3:])]
    return blocks


def _keys(tokens: list[str]) -> list[str]:
    """What is compared: words without the spaces before them, breaks of lines or of paragraphs."""
    return [token.strip() or "\n" * min(token.count("\n"), 2) for token in tokens]


def _is_little(before: Block, same: Block, after: Block) -> bool:
    """Whether what stayed is no longer than what changed on either side of it."""
    return len(same[2]) <= min(max(map(len, before[1:])), max(map(len, after[1:])))


def _together(*blocks: Block) -> Block:
    return False, "".join(each[1] for each in blocks), "".join(each[2] for each in blocks)
