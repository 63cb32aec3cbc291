"""SchoolTime: when a class is at school, in its own time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """Term and hours; each may be unknown. Days of the week count from Monday, 0."""

    time_zone: str
    term_starts_on: date | None = None
    term_ends_on: date | None = None
    days: frozenset[int] = frozenset()
    opens_at: time | None = None
    closes_at: time | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The class's own clock."""
        return ZoneInfo(self.time_zone)

    @property
    def has_term(self) -> bool:
        """Whether somebody said when the term begins or ends."""
        return bool(self.term_starts_on or self.term_ends_on)

    @property
    def has_hours(self) -> bool:
        """Whether somebody said when school is open."""
        return bool(self.days and self.opens_at and self.closes_at)

    @property
    def day_runs(self) -> list[tuple[int, int]]:
        """First and last of school days in a row."""
        firsts = sorted(day for day in self.days if day - 1 not in self.days)
        lasts = sorted(day for day in self.days if day + 1 not in self.days)
        return list(zip(firsts, lasts, strict=True))

    def today(self, moment: datetime) -> date:
        """The class's own date."""
        return moment.astimezone(self.zone).date()

    def is_term(self, day: date) -> bool:
        """Whether a day of the class's own is within the term, as far as that is known."""
        is_early = self.term_starts_on is not None and day < self.term_starts_on
        return not is_early and not (self.term_ends_on is not None and day > self.term_ends_on)

    def hours_on(self, day: date) -> tuple[datetime, datetime] | None:
        """When school is open on a day of the class's own, as moments; None where it is not."""
        if self.opens_at is None or self.closes_at is None:
            return None
        if day.weekday() not in self.days or not self.is_term(day):
            return None
        opens, closes = (
            datetime.combine(day, clock, self.zone).astimezone(UTC)
            for clock in (self.opens_at, self.closes_at)
        )
        return opens, closes
