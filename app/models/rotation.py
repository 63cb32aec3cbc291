"""Rotation: classes take turns, and what the featured one writes is given readers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity import Activity
from app.models.base import Base, Numbered
from app.models.membership import Membership
from app.models.timetable import ZONE_LENGTH
from app.models.topic import Topic

MOST_READERS = 3
"""Of one Topic: more would say the same thing."""

LONGEST_TURN = 60
"""In days."""


@dataclass(frozen=True, slots=True)
class RotationTerms:
    """What staff settle."""

    starts_on: date
    turn_days: int
    readers_count: int
    time_zone: str
    context_ids: tuple[int, ...]
    """The classes in the order of their turns; after the last comes the first again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A class's turn: its first day and its last."""

    context_id: int
    starts_on: date
    ends_on: date


class Rotation(Numbered, Base):
    """One for each Activity: others in the same Space go on without turns."""

    __tablename__ = "rotations"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), unique=True)
    starts_on: Mapped[date]
    turn_days: Mapped[int]
    readers_count: Mapped[int]
    """How many read each Topic of the featured class."""
    time_zone: Mapped[str] = mapped_column(String(ZONE_LENGTH))
    """Where it is midnight when a turn begins."""
    context_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    ended_at: Mapped[datetime | None]
    """Since when nothing is asked of anybody any more."""

    activity: Mapped[Activity] = relationship()

    @property
    def is_on(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None

    @property
    def terms(self) -> RotationTerms:
        """What was settled."""
        return RotationTerms(
            self.starts_on,
            self.turn_days,
            self.readers_count,
            self.time_zone,
            tuple(self.context_ids),
        )

    def agree(self, terms: RotationTerms) -> None:
        """Settle it anew; it goes on from now."""
        self.starts_on, self.turn_days = terms.starts_on, terms.turn_days
        self.readers_count, self.time_zone = terms.readers_count, terms.time_zone
        self.context_ids, self.ended_at = list(terms.context_ids), None

    def turn_at(self, moment: datetime) -> Turn | None:
        """Whose turn it is; None before the first one."""
        day = moment.astimezone(ZoneInfo(self.time_zone)).date()
        number = (day - self.starts_on).days // self.turn_days
        return self._turn(number) if number >= 0 and self.context_ids else None

    def turns_from(self, moment: datetime, count: int) -> list[Turn]:
        """The turn that is now, or the first, and those after it."""
        if not self.context_ids:
            return []
        day = moment.astimezone(ZoneInfo(self.time_zone)).date()
        first = max((day - self.starts_on).days // self.turn_days, 0)
        return [self._turn(number) for number in range(first, first + count)]

    def _turn(self, number: int) -> Turn:
        starts = self.starts_on + timedelta(days=number * self.turn_days)
        ends = starts + timedelta(days=self.turn_days - 1)
        return Turn(self.context_ids[number % len(self.context_ids)], starts, ends)


class FeaturedTopic(Numbered, Base):
    """A Topic that a child of the featured class began."""

    __tablename__ = "featured_topics"

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotations.id"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), unique=True)

    rotation: Mapped[Rotation] = relationship()
    topic: Mapped[Topic] = relationship()


class Reader(Numbered, Base):
    """A student of another class whom it is given to read and answer."""

    __tablename__ = "readers"
    __table_args__ = (UniqueConstraint("featured_id", "member_id"),)

    featured_id: Mapped[int] = mapped_column(ForeignKey("featured_topics.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)

    featured: Mapped[FeaturedTopic] = relationship()
    member: Mapped[Membership] = relationship()
