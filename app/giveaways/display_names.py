"""What a platform calls somebody, taken apart."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, dropwhile

from app.giveaways.characters import MARK, is_unspaced, letters, shown

LONGEST_DISPLAY = 200
"""Characters of a display name that are read."""
MOST_WORDS = 8
MOST_LETTERS = 64
"""Letters of a name that are compared."""

_TAG = re.compile(r"<[^<>]{0,200}>")
_BREAK = re.compile(r"[\s()\[\]{}<>\"“”„«»/|&;:!?，、]+")
_JOINT = re.compile(r"['\-.]")
_HANGUL_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_PARTICLES_TEXT = """
al af ap ben bin bint da das de del della den der des di do dos du el i ibn la le lo los mac mc op
san st te ten ter thi van ver von vom y zu zum zur
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_TITLES_TEXT = """
mr mrs ms miss mx dr prof sir jr sr ii iii iv he him his she her hers they them theirs
"""
_TITLES = frozenset(_TITLES_TEXT.split())
_ROLES_TEXT = "student teacher pupil parent guest visitor test user year class grade unknown"
_ROLES = frozenset(_ROLES_TEXT.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: as written, and its letters."""

    written: str
    letters: str
    joints: tuple[int, ...]
    """Before which letters it may be parted: O'Brien may be O Brien."""

    @property
    def is_particle(self) -> bool:
        return self.letters in _PARTICLES


def words_of(display: str) -> list[Word]:
    """Give the words of a name, first names first; none where there is no name."""
    text = _TAG.sub("", html.unescape(display[:LONGEST_DISPLAY])).partition("@")[0]
    text = "".join(map(_kept, unicodedata.normalize("NFC", text)))
    last, _, first = text.replace(";", ",").partition(",")
    found = filter(None, map(_word, _BREAK.split(f"{first.replace(',', ' ')} {last}")))
    return list(dropwhile(lambda word: word.letters in _ROLES, found))[:MOST_WORDS]


def _kept(character: str) -> str:
    """The character, unless nobody sees it: names keep their accents, and lose their emoji."""
    seen = shown(character)
    if unicodedata.category(character)[0] == "M":
        return character
    if not seen or seen == MARK:
        return ""
    return character if letters(seen[0]) or seen in " \n'-.,;@" or seen.isdigit() else " "


def _word(written: str) -> Word | None:
    parts = [_letters(part) for part in _JOINT.split("".join(_plain(sign) for sign in written))]
    parts = [part for part in parts if part]
    joined = "".join(parts)[:MOST_LETTERS]
    has_digits = any(map(str.isdigit, written))
    if not joined or joined in _TITLES or (has_digits and len(joined) < 3):
        return None
    joints = tuple(accumulate(map(len, parts[:-1])))
    return Word(written.strip("'-."), joined, joints)


def _plain(sign: str) -> str:
    """Hyphens and apostrophes in their plain form."""
    return shown(sign) if shown(sign) in ("-", "'") else sign


def _letters(part: str) -> str:
    return "".join(letters(each) for character in part for each in shown(character))


def pieces_of(word: Word) -> Iterator[Word]:
    """Give what a word may be shortened to: Anne of Anne-Marie, 小龍 of 李小龍, 민준 of 김민준."""
    parts = [part for part in map(_word, _JOINT.split(word.written)) if part]
    if len(parts) > 1:
        yield from (part for part in parts if len(part.letters) > 2)
    is_han = all(map(is_unspaced, word.letters)) and not re.search("[\u0e00-\u10ff]", word.letters)
    syllables = unicodedata.normalize("NFC", word.written)
    if not (is_han or _HANGUL_SYLLABLE.match(syllables)) or len(syllables) not in (3, 4):
        return
    ends = [syllables[-2:]] + [syllables[:2]] * (len(syllables) == 4)
    yield from (part for part in map(_word, ends) if part)
