"""When the story happens: on school days before the day on which the demo is first started."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


class SchoolDays:
    """Weekdays, counted back from the last one that is over in every class's time zone."""

    def __init__(self, started: datetime, zones: list[str]) -> None:
        today = min(started.astimezone(ZoneInfo(zone)).date() for zone in zones)
        self._last = _weekday_before(today)

    def moment(self, ago: int, at: str, zone: str) -> datetime:
        """So many school days ago, by the clock of a class."""
        return datetime.combine(self.day(ago), time.fromisoformat(at), ZoneInfo(zone))

    def day(self, ago: int) -> date:
        """The date of a school day; below 0, one that is still to come."""
        day = self._last
        for _ in range(ago):
            day = _weekday_before(day)
        return day if ago >= 0 else day - timedelta(days=ago)


def _weekday_before(day: date) -> date:
    day -= timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def in_utc(moment: datetime) -> datetime:
    """As the tool keeps it."""
    return moment.astimezone(UTC)
