"""The letters of a reading run together, so that a name is found however it was parted."""

import unicodedata

from app.giveaways.characters import (
    MARK,
    ends_syllable,
    is_hangul,
    is_mark,
    is_unspaced,
    letters,
    shown,
)
from app.giveaways.readings import Reading

JOINED, LOOSE, APART = range(3)
"""What lies between two letters: nothing that is seen, formatting, or something else."""

LONGEST_TYPED = 400
"""Characters of a name as typed that are compared with its accents."""

_LOOSE = frozenset((MARK, "_"))
_ONE_LETTER_WORDS = frozenset("وفبلكובלהשמכ")
"""Arabic and Hebrew write "and", "to" and the like as one letter, on to the word after it."""
_FAMILY_STARTS = ("mc", "mac")


class RunningLetters:
    """The letters by which names are compared, and what lies before each of them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.places: list[int] = []
        """Where each letter is in the reading."""
        self.gaps = bytearray()
        kept = []
        gap = APART
        for place, character in enumerate(reading.text):
            found = letters(character)
            if not found:
                gap = max(gap, LOOSE if character in _LOOSE else APART)
            for letter in found:
                kept.append(letter)
                self.places.append(place)
                self.gaps.append(gap)
                gap = JOINED
        self.text = "".join(kept)
        self.partings = _sums(self.gaps)

    def begins_word(self, index: int) -> bool:
        """Whether a name may begin with this letter."""
        if self._parts(index):
            return True
        is_prefixed = self.text[index - 1] in _ONE_LETTER_WORDS and self._parts(index - 1)
        return is_prefixed and self.text[index] not in "abcdefghijklmnopqrstuvwxyz"

    def ends_word(self, end: int) -> bool:
        """Whether a name may end before this letter."""
        if end == len(self.text) or self._parts(end):
            return True
        return is_hangul(self.text[end - 1]) and not ends_syllable(self.text[end])

    def _parts(self, index: int) -> bool:
        if self.gaps[index] != JOINED:
            return True
        around = self.text[index - 1], self.text[index]
        return any(map(is_unspaced, around)) or self._is_camel(index)

    def _is_camel(self, index: int) -> bool:
        """A capital after a small letter: ThanksSarah, and not McDonald."""
        before, here = self.char(index - 1), self.char(index)
        is_camel = before.islower() and here.isupper()
        return is_camel and not self.text[max(0, index - 3) : index].endswith(_FAMILY_STARTS)

    def char(self, index: int) -> str:
        """Give the character of the reading that a letter comes from."""
        return self.reading.text[self.places[index]]

    def gap(self, index: int) -> str:
        """Give what is seen between a letter and the one before it."""
        between = self.reading.text[self.places[index - 1] + 1 : self.places[index]]
        return between.replace(MARK, "")

    def as_typed(self, start: int, end: int) -> str:
        """Give the characters of some letters with their accents, composed and in one case."""
        first, last = self.span(start, end)
        if (
            last - first > LONGEST_TYPED
        ):  # composing many marks takes time that grows with its square
            return ""
        typed = unicodedata.normalize("NFC", self.reading.typed[first:last])
        kept = "".join(sign for sign in typed if is_mark(sign) or shown(sign) not in ("", MARK))
        return " ".join(kept.split()).casefold()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where some letters were typed."""
        return self.reading.span(self.places[start], self.places[end - 1] + 1)


def _sums(gaps: bytearray) -> list[int]:
    """How many letters before each index stand apart from the one before them."""
    sums = [0]
    for gap in gaps:
        sums.append(sums[-1] + (gap == APART))
    return sums
