"""One line of somebody's words, made safe to keep and to show. Bodies are richtext's."""

import re
import unicodedata

from app.richtext.source import is_visible

# Controls (PostgreSQL refuses NUL), line separators, and the marks that turn the direction of the
# text around them: a name must not rewrite the page beside it. ZWJ and ZWNJ stay: emoji and
# several scripts need them.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff]"
)


def one_line(value: object) -> str:
    """Give the words as one line: NFC, no controls, single spaces.

    What is no text gives "", and so does a text in which a reader would see nothing.
    """
    if not isinstance(value, str):
        return ""
    clean = _UNWANTED.sub("", value)
    line = " ".join(unicodedata.normalize("NFC", clean).split())
    return line if is_visible(line) else ""


def paragraphs(value: object) -> str:
    """Give plain words of several lines: NFC, no controls, no more than one empty line together."""
    if not isinstance(value, str):
        return ""
    lines = [one_line(line) for line in value.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def shortened(value: object, length: int) -> str:
    """Give one line of at most ``length`` characters; a longer one ends in an ellipsis."""
    line = one_line(value)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def is_storable(text: str) -> bool:
    """Databases take no NUL, and UTF-8 no lone surrogates."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
