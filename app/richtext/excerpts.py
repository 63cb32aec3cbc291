"""The beginning of a text, for a list or a notice."""

import unicodedata

_JOINER = "\u200d"
_VIRAMA = 9  # Unicode's combining class


def excerpt(text: str, length: int = 140) -> str:
    """Give one line of at most ``length`` characters (at least 2); a longer text ends in "…".

    Cuts between words where it can, and never inside a letter with its marks or a joined emoji.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", length // 2, length)
    cut = cut if cut > 0 else _between_letters(line, length - 1)
    return line[:cut].rstrip(" ,.;:–-") + "…"


def _between_letters(line: str, cut: int) -> int:
    """Give the nearest place at or before ``cut`` that does not split what is seen as one."""
    place = cut
    while place > 1 and (_extends(line[place]) or _joins(line[place - 1])):
        place -= 1
    return place if place > 1 else cut


def _joins(character: str) -> bool:
    """A joiner of emoji, or the sign that joins two consonants of an Indic script."""
    return character == _JOINER or unicodedata.combining(character) == _VIRAMA


def _extends(character: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return character == _JOINER or is_skin_tone or unicodedata.category(character)[0] == "M"
