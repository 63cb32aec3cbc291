"""Telephone numbers, by their shape: Australia, New Zealand, North America, Britain, Europe.

Numbers that are something else come first: dates, times, years, book numbers, long decimals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MOST_GROUPS = 7
"""Groups of digits in one number."""

LEAST_DIGITS, MOST_DIGITS = 6, 17

# The digits and the signs between them can't be taken for each other, so nothing is read twice.
_RUN = re.compile(r"(?:\+ ?)?\(?\d(?:[ ().\-/\n]{0,3}\d)*")
_GROUP = re.compile(r"\d+")
_CUE = re.compile(
    r"\b(?:call(?: me)?|phone|ring|text|txt|tel|telephone|telefon|mobile|mob|cell|whatsapp|sms"
    r"|dial|fax"
    r"|handy|ruf|portable|m[oó]vil|appelle|ll[aá]ma(?:me)?|(?:my|her|his|our|mum'?s"
    r"|dad'?s) number|ph)"
    r"\b[^\d\n]{0,20}\Z",
    re.I,
)
_NO_PHONE = re.compile(r"(?:\bisbn\b[^\d\n]{0,12}|[\d.,]\.|[$€£#=×^])\Z", re.I)

_WORLDWIDE = re.compile(r"(?:1[2-9]\d{2}[2-9]\d{6}|[2-9]\d{8,14})")
_NATIONAL = re.compile(
    r"04\d{8}|0[2378]\d{8}|1[38]00\d{6}"  # Australia
    r"|02\d{7,9}|0[34679]\d{7}"  # New Zealand
    r"|07\d{9}|0[12358]\d{8,9}"  # Britain and Ireland
    r"|0[1-9]\d{8}"  # France, Italy, the Netherlands, Belgium
    r"|0[1-9]\d{8,10}"  # Germany, Austria, Switzerland
)
_DIALLED = re.compile(r"00(?:11)?[2-9]\d{8,12}|00(?:11)?1[2-9]\d{2}[2-9]\d{6}")
_AMERICAN = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")
_SHAPE = re.compile("|".join(each.pattern for each in (_NATIONAL, _DIALLED, _AMERICAN)))
_FIRST_GROUP = re.compile(r"0\d|1[38]|1[ -]\(?[2-9]\d\d\D|[2-9]\d\d\D")
_WITH_CUE = re.compile(r"[2-9]\d{5,9}|[1-9]\d{7,11}|0\d{7,11}")
_DATE = re.compile(
    r"(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Groups of digits that stand together."""

    text: str
    groups: list[tuple[int, int]]

    @property
    def digits(self) -> list[str]:
        return [self.text[start:end] for start, end in self.groups]

    @property
    def signs(self) -> list[str]:
        return [self.text[one[1] : other[0]] for one, other in pairwise(self.groups)]


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Give where numbers stand."""
    for run in _RUN.finditer(text):
        if sum(map(str.isdigit, run[0][:40])) >= LEAST_DIGITS:
            yield from _in_run(text, run)


def _in_run(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    groups = [found.span() for found in _GROUP.finditer(text, run.start(), run.end())]
    before = text[max(0, run.start() - 40) : run.start()]
    has_cue = bool(_CUE.search(before))
    if not has_cue and (
        _NO_PHONE.search(before) or before[-1:].isalnum() or _is_table(text, groups)
    ):
        return
    index = 0
    while index < len(groups):
        if _DATE.match(text, groups[index][0]):
            index += 3
            continue
        taken = _taken(text, groups, index, has_cue and index == 0)
        if taken:
            yield _with_sign(text, run.start(), groups[index][0]), groups[index + taken - 1][1]
        index += max(taken, 1)


def _is_table(text: str, groups: list[tuple[int, int]]) -> bool:
    """Many groups of one length are a table, or the digits of a long number."""
    lengths = {end - start for start, end in groups}
    return len(groups) > 5 and len(lengths) == 1


def _taken(text: str, groups: list[tuple[int, int]], index: int, has_cue: bool) -> int:
    """How many groups from here make a number, at most; 0 for none."""
    start, end = groups[index]
    sign = text[max(0, start - 3) : start]
    if sign.endswith(".") and end - start > 4:  # what follows a decimal point
        return 0
    if not (has_cue or "+" in sign or _FIRST_GROUP.match(text, start)):
        return 0
    for count in range(min(MOST_GROUPS, len(groups) - index), 0, -1):
        if groups[index + count - 1][1] - start < LEAST_DIGITS:
            break
        if text.count("(", start, groups[index + count - 1][1]) > 1:
            continue
        digits = "".join(text[first:last] for first, last in groups[index : index + count])
        if not (has_cue or "+" in sign or _SHAPE.fullmatch(digits)):
            continue
        found = _Groups(text, groups[index : index + count])
        if _is_number(found, is_worldwide="+" in sign, has_cue=has_cue):
            return count
    return 0


def _is_number(found: _Groups, *, is_worldwide: bool, has_cue: bool) -> bool:
    groups = found.digits
    digits = "".join(groups)
    if len(digits) > MOST_DIGITS:
        return False
    if is_worldwide:
        return bool(_WORLDWIDE.fullmatch(digits))
    if has_cue and _WITH_CUE.fullmatch(digits) and not _are_years(groups):
        return True
    if _is_american(groups) and _AMERICAN.fullmatch(digits):
        return True
    if set(digits) <= {"0", "1"} or digits.startswith("01234567") or not _is_tidy(found):
        return False
    return bool(_NATIONAL.fullmatch(digits) or _DIALLED.fullmatch(digits))


def _are_years(groups: list[str]) -> bool:
    return all(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups)


def _is_tidy(found: _Groups) -> bool:
    """Whether the groups are those of a number: no single digits, pairs parted in one way."""
    groups = found.digits
    if "\n" in "".join(found.signs) or (len(groups) > 1 and min(map(len, groups)) < 2):
        return False
    if len(groups) < 4 or set(map(len, groups)) != {2}:
        return True
    steps = {int(later) - int(earlier) for earlier, later in pairwise(groups)}
    return len(set(found.signs)) == 1 and len(steps) > 1


def _is_american(groups: list[str]) -> bool:
    return [len(group) for group in groups] in ([3, 3, 4], [1, 3, 3, 4])


def _with_sign(text: str, least: int, start: int) -> int:
    """Where the number starts, with its plus or bracket."""
    first = start
    while first > least and text[first - 1] in "+( ":
        first -= 1
    return first + len(text[first:start]) - len(text[first:start].lstrip())
