"""Characters as they are compared: without accents, in one case, and look-alikes as one."""

import re
import unicodedata
from functools import lru_cache

MARK = "\x00"
"""Stands for what may or may not part two words: formatting, tags, a zero-width space."""

LONGEST_LIGATURE = 6
"""Pieces of one character that are read; those of more are whole sentences."""

# Marks that a language does without, by their combining class: accents, Hebrew and Arabic points,
# overlays and nuktas. The rest are letters in all but name, as the vowels of Hindi are.
_ACCENTS = frozenset((1, 7, *range(10, 37), *range(200, 256)))
_SELECTORS = frozenset("\u034f\u180b\u180c\u180d") | {chr(code) for code in range(0xFE00, 0xFE10)}
_DRAWN_AS_NOTHING = frozenset("\u0640\u115f\u1160\u2800\u3164\uffa0")  # and the Arabic tatweel

_SIGNS = (
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fb\u00b7", "-")
    | dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u05f3", "'")
    | dict.fromkeys("\u2028\u2029\x85\r\v\f", "\n")
    | dict.fromkeys("*~`\\\u200b", MARK)
    | {"\u3002": ".", "\u1680": " ", "\t": " "}
)

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\u1100-\u11ff]")
_REST_OF_SYLLABLE = re.compile("[\u1160-\u11ff]")


def _look_alikes() -> dict[str, str]:
    """Letters that are drawn like Latin ones, in either case, and those that have no accent."""
    cyrillic = zip("авекмнорстухіјѕһԁԛԝү", "abekmhopctyxijshdqwy", strict=True)
    greek = zip("αβεζηικμνορτυχϲ", "abezhikmnoptyxc", strict=True)
    latin = zip("ıłøđħɑɡɩʀꞓ", "ilodhagirc", strict=True)
    arabic = zip("ىیکةھہ", "ييكههه", strict=True)
    alike = dict((*cyrillic, *greek, *latin, *arabic)) | {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    return alike | _small_capitals()


def _small_capitals() -> dict[str, str]:
    found = {}
    for letter in "ABCDEFGHIJKLMNOPRSTUVWYZ":
        name = f"LATIN LETTER SMALL CAPITAL {letter}"
        found[unicodedata.lookup(name)] = letter.lower()
    return found


_ALIKE = _look_alikes()


def is_mark(character: str) -> bool:
    """Whether it stands on the character before it."""
    return unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=8192)
def shown(character: str) -> str:
    """Give what a reader sees of a character, without its accents; "" for what nobody sees."""
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isascii():
        return character if character.isprintable() or character == "\n" else ""
    pieces = unicodedata.normalize("NFKD", character)
    return "".join(map(_seen, pieces)) if len(pieces) <= LONGEST_LIGATURE else " "


def _seen(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cf", "Cs", "Me") or character in _SELECTORS | _DRAWN_AS_NOTHING:
        return ""
    if unicodedata.combining(character) in _ACCENTS or 0xE0100 <= ord(character) < 0xE01F0:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return _SIGNS.get(character, character)


@lru_cache(maxsize=8192)
def letters(character: str) -> str:
    """Give the letters by which a shown character is compared; "" for what is none."""
    pieces = (shown(piece) for piece in character.casefold())
    return "".join(_ALIKE.get(each, each) for piece in pieces for each in piece if _is_letter(each))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def is_unspaced(letter: str) -> bool:
    """Whether its script puts no spaces between words: Chinese, Japanese, Thai and their like."""
    return bool(_UNSPACED.match(letter))


def is_hangul(letter: str) -> bool:
    """Whether it is Korean, which writes particles on to the end of a name."""
    return bool(_HANGUL.match(letter))


def ends_syllable(letter: str) -> bool:
    """Whether it is a vowel or an end of a Korean syllable, which no syllable begins with."""
    return bool(_REST_OF_SYLLABLE.match(letter))
