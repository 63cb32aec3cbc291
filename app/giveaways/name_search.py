"""Names of a roster in a text."""

import re
from collections.abc import Iterator

from app.giveaways import surroundings
from app.giveaways.everyday_words import Usage
from app.giveaways.finding import FindingKind, Span
from app.giveaways.readings import Reading
from app.giveaways.roster_names import Known, RosterNames
from app.giveaways.running_letters import APART, RunningLetters

MOST_BETWEEN = 3
"""Characters between the letters of a name that is spelt out."""
_BETWEEN = re.compile(r"[^\w.!?;:]{1,3}|[.]")
"""What may stand between the words of a name, as in "O'Brien, Sarah", and parts no sentences."""
FEWEST_SPELT = 4
"""Letters of a name that is spelt out: S a r a h. With three it may be notes of music."""


def names_in(reading: Reading, names: RosterNames) -> Iterator[Span]:
    """Give where names stand in the text as typed; they may overlap."""
    run = RunningLetters(reading)
    for start in range(len(run.text)):
        if run.begins_word(start):
            end = _longest(run, start, names)
            if end:
                yield (*run.span(start, end), FindingKind.NAME)


def _longest(run: RunningLetters, start: int, names: RosterNames) -> int:
    """Where the longest name that starts here ends; 0 where there is none."""
    for name, known in names.starting(run.text[start : start + 64]):
        end = start + len(name)
        is_spelt = _is_spelt(run, start, end)
        if not is_spelt and not _is_together(run, start, end, known):
            continue
        if run.ends_word(end) and (is_spelt or _counts(run, start, end, known)):
            return end
        if known.usage is Usage.NAME and len(name) >= 4 and _has_plural(run, end):
            return end + 1
    return 0


def _has_plural(run: RunningLetters, end: int) -> bool:
    """Whether only an s follows: children leave out the apostrophe of "Sarah's"."""
    has_s = run.text[end : end + 1] == "s" and run.gaps[end] != APART
    return has_s and run.ends_word(end + 1)


def _is_together(run: RunningLetters, start: int, end: int, known: Known) -> bool:
    """Whether nothing parts the letters but what may stand between the words of the name."""
    if run.partings[end] == run.partings[start + 1]:
        return True
    parted = (index for index in range(start + 1, end) if run.gaps[index] == APART)
    return all(
        index - start in known.joints
        and (_BETWEEN.fullmatch(run.gap(index)) or (index == start + 1 and run.gap(index) == ". "))
        for index in parted
    )


def _is_spelt(run: RunningLetters, start: int, end: int) -> bool:
    """Whether the same signs stand between all letters."""
    length = end - start
    if length < FEWEST_SPELT or run.partings[end] - run.partings[start + 1] != length - 1:
        return False
    gaps = {run.gap(index) for index in range(start + 1, end)}
    return len(gaps) == 1 and len(gaps.pop()) <= MOST_BETWEEN


def _counts(run: RunningLetters, start: int, end: int, known: Known) -> bool:
    """Whether a word is meant as a name here."""
    if known.usage is Usage.NAME or _has_its_accents(run, start, end, known):
        return True
    first, last = run.places[start], run.places[end - 1] + 1
    if surroundings.has_title(run.reading.text, first):
        return True
    if known.usage is Usage.COMPANY or not surroundings.is_capitalised(
        run.reading.text, first, last
    ):
        return False
    return known.usage is Usage.CAPITAL or surroundings.is_person(
        run.reading.text, first, last, is_month=known.usage is Usage.MONTH
    )


def _has_its_accents(run: RunningLetters, start: int, end: int, known: Known) -> bool:
    return bool(known.written) and run.as_typed(start, end) in known.written
