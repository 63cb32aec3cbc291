"""When two classes are at school at the same time. Clocks change on other days in other countries,
so each day is computed by itself, and weeks that are alike are told once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from app.models.school_time import SchoolTime

FURTHEST = timedelta(weeks=26)
"""How far ahead is looked where no term ends before."""

NEIGHBOURS = range(-2, 3)
"""One class's day meets the other's of these numbers of days later: zones are up to 26 h apart."""

Hours = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks that are alike, from a day on: what is shared on each day, by the day's number."""

    starts_on: date
    hours: dict[int, Hours] = field(default_factory=dict)

    @property
    def is_apart(self) -> bool:
        """Whether the classes are never at school at the same time."""
        return not any(self.hours.values())

    def runs(self) -> list[tuple[int, int, Hours]]:
        """First and last day of days in a row that share the same hours."""
        found: list[tuple[int, int, Hours]] = []
        for day, hours in sorted(self.hours.items()):
            if found and found[-1][1:] == (day - 1, hours):
                found[-1] = (found[-1][0], day, hours)
            elif hours:
                found.append((day, day, hours))
        return found


def shared_term(one: SchoolTime, other: SchoolTime) -> tuple[date | None, date | None] | None:
    """The first and last day on which both have term; None where there is no such day."""
    starts = max(filter(None, (one.term_starts_on, other.term_starts_on)), default=None)
    ends = min(filter(None, (one.term_ends_on, other.term_ends_on)), default=None)
    return None if starts and ends and ends < starts else (starts, ends)


def shared_weeks(own: SchoolTime, other: SchoolTime, today: date) -> list[Weeks]:
    """What is shared from today on, told by the first one's clock."""
    term = shared_term(own, other)
    if term is None or not (own.has_hours and other.has_hours):
        return []
    starts, ends = term
    found: list[Weeks] = []
    for day in _days(max(starts or today, today), ends):
        hours = _shared_on(own, other, day)
        if not found or found[-1].hours.get(day.weekday(), hours) != hours:
            found.append(Weeks(day))
        found[-1].hours[day.weekday()] = hours
    return found


def _days(first: date, last: date | None) -> Iterator[date]:
    end = min(last, first + FURTHEST) if last else first + FURTHEST
    return (first + timedelta(days=number) for number in range((end - first).days + 1))


def _shared_on(own: SchoolTime, other: SchoolTime, day: date) -> Hours:
    ours = own.hours_on(day)
    if ours is None:
        return ()
    theirs = (other.hours_on(day + timedelta(days=number)) for number in NEIGHBOURS)
    both = ((max(ours[0], each[0]), min(ours[1], each[1])) for each in theirs if each)
    clocks = ((start.astimezone(own.zone), end.astimezone(own.zone)) for start, end in both)
    return tuple((start.time(), end.time()) for start, end in clocks if start < end)
