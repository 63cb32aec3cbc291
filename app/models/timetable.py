"""Timetable: when a class is at school, as its own staff say."""

from datetime import date, time

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered
from app.models.context import Context
from app.models.school_time import SchoolTime

ZONE_LENGTH = 64


class Timetable(Numbered, Base):
    """One for each Context: it is the same in whatever the class does with others."""

    __tablename__ = "timetables"

    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), unique=True)
    time_zone: Mapped[str] = mapped_column(String(ZONE_LENGTH))
    """By its name in the tz database, such as Pacific/Auckland."""
    term_starts_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]
    days: Mapped[str] = mapped_column(String(7), default="")
    """The numbers of the school days, Monday is 0: 01234."""
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]

    context: Mapped[Context] = relationship()

    @property
    def school_time(self) -> SchoolTime:
        """What was said."""
        return SchoolTime(
            time_zone=self.time_zone,
            term_starts_on=self.term_starts_on,
            term_ends_on=self.term_ends_on,
            days=frozenset(map(int, self.days)),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
        )

    def agree(self, told: SchoolTime) -> None:
        """Take what is said now."""
        self.time_zone = told.time_zone
        self.term_starts_on, self.term_ends_on = told.term_starts_on, told.term_ends_on
        self.days = "".join(map(str, sorted(told.days)))
        self.opens_at, self.closes_at = told.opens_at, told.closes_at
