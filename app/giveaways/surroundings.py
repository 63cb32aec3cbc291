"""What stands around a word, and says whether it is meant as a name.

Each rule looks at a bounded piece of the text.
"""

import re

_WINDOW = 40

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|sir|madam|prof|professor|coach|mister|se[nñ]ora?|frau|herr|mme"
    r"|madame"
    r"|monsieur|aunt|auntie|uncle)\.?[ \x00]{1,3}\Z",
    re.I,
)
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;\n\"“«„])[^\w.!?:;\n\"“«„]*\Z")
_SHOUTED = re.compile(r"(?:[A-Z]{2,}|\b[AI])[^\w.!?\n]{1,3}\Z")
_SHOUTS_ON = re.compile(r"[^\w.!?\n]{1,3}[A-Z]{2}")
_PERSON_VERB = re.compile(
    r"[ \x00]{1,3}(?:said|says|wrote|thinks|thought|told|asked|helped|likes|loves|knows|went|got"
    r"|gave"
    r"|showed|lives|plays|played|agrees|agreed|replied|explained|suggested)\b"
)
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|on|of|by|since|until|till|last|next|this|every|early|late|mid|during|the|between)"
    r"|\d(?:st|nd|rd|th)?)[ \-\x00]{1,3}\Z",
    re.I,
)
_MONTH_AFTER = re.compile(r"[ ,\x00]{1,3}\d")


def has_title(text: str, start: int) -> bool:
    """Whether Mr or the like stands before."""
    return bool(_TITLE.search(_before(text, start)))


def is_capitalised(text: str, start: int, end: int) -> bool:
    """Whether a capital says something here: not where all around is in capitals too."""
    word = text[start:end]
    if not word[0].isupper():
        return word[0] == word[0].swapcase()  # a script without capitals
    if len(word) == 1 or not word.isupper():
        return True
    shouted = _SHOUTED.search(_before(text, start)) or _SHOUTS_ON.match(text[end : end + 6])
    return not shouted


def is_person(text: str, start: int, end: int, *, is_month: bool) -> bool:
    """Whether a capitalised word is a name by its place."""
    before, after = _before(text, start), text[end : end + _WINDOW]
    if _PERSON_VERB.match(after):
        return True
    if is_month and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)):
        return False
    return not _SENTENCE_START.search(before)


def _before(text: str, start: int) -> str:
    """The text before, as far as it matters; a longer one is marked as going on."""
    return text[:start] if start <= _WINDOW else "…" + text[start - _WINDOW : start]
