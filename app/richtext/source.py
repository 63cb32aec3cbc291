"""What somebody typed, brought to the one form in which it is kept."""

import re
import unicodedata

from app.richtext.errors import TooLong
from app.richtext.limits import MAX_CHARACTERS

MOST_MARKS = 8
"""Marks on one letter. Pointed Hebrew and Tibetan stay below; "zalgo" text goes far beyond, and
normalising a long run of marks takes time that grows with its square."""

_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")

# Controls; overrides, embeddings and isolates, which would turn the direction of the page beyond
# the post; byte order and annotation marks; lone surrogates and noncharacters, which have no UTF-8.
# Left in: direction marks (they reach no further than their neighbours) and joiners (emoji, Farsi).
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")

# Letters and symbols by Unicode's categories, yet drawn as nothing.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def normalised(source: str) -> str:
    """Give the text as kept: NFC, LF, no unwanted characters, no blank start or end.

    Doing it twice changes nothing. Raises TooLong, in characters as kept.
    """
    if len(source) > 4 * MAX_CHARACTERS:  # before any work; CRLF and marks may shrink the rest
        raise TooLong(MAX_CHARACTERS, len(source))
    text = _UNWANTED.sub("", _LINE_END.sub("\n", source))
    if not text.isascii():
        text = _fewer_marks(unicodedata.normalize("NFC", _fewer_marks(text)))
    text = _BLANK_START.sub("", text).rstrip()
    if len(text) > MAX_CHARACTERS:
        raise TooLong(MAX_CHARACTERS, len(text))
    return text


def _fewer_marks(text: str) -> str:
    """Drop the marks on a letter after the first ``MOST_MARKS``."""
    kept = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        if run <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def is_visible(text: str) -> bool:
    """Whether a reader would see anything of the text."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS
        for character in text
    )
