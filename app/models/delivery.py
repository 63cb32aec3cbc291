"""Delivery: a student's Score on its way to one LineItem."""

from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.leased import Leased
from app.models.line_item import LineItem
from app.models.score import Score

SECOND = timedelta(seconds=1)


class Delivery(Numbered, Leased, Base):
    """One for each student and LineItem, so that what is sent there has an order.

    Only the newest grade goes: whichever version the Score has when it is sent.
    """

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("line_item_id", "member_id"),)
    lease: ClassVar[timedelta] = timedelta(minutes=1)
    """A token and a score, each asked for twice, take 32 seconds at most."""
    most_attempts: ClassVar[int] = 20
    """The pauses between them add up to three days: a weekend's maintenance is waited out."""

    line_item_id: Mapped[int] = mapped_column(ForeignKey("line_items.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    score_id: Mapped[int] = mapped_column(ForeignKey("scores.id"), index=True)
    sent_version: Mapped[int] = mapped_column(default=0)
    """The version of the Score that the LMS has taken; 0 where it has none of it."""
    stamped_at: Mapped[datetime | None]
    """The timestamp of the last try, committed before it was made (AGS 2.0, 3.4)."""

    line_item: Mapped[LineItem] = relationship()
    score: Mapped[Score] = relationship()

    def renew(self) -> None:
        """Want the Score sent now, whatever became of an earlier one. A send under way goes on."""
        self.due_at, self.attempts, self.failure = now(), 0, ""

    def stamp(self) -> datetime | None:
        """Take the next timestamp; None where the last one's second is not over yet.

        An LMS may compare timestamps to the second, and refuse what is not newer.
        """
        moment = now()
        if self.stamped_at and moment < self.next_second:
            return None
        self.stamped_at = moment
        return moment

    @property
    def next_second(self) -> datetime:
        """When the next score may be sent at the earliest."""
        return self.stamped_at.replace(microsecond=0) + SECOND if self.stamped_at else now()

    def wait(self) -> None:
        """Give it back until the next second begins."""
        self.due_at, self.leased_until = self.next_second, None

    def arrive(self, version: int, newest: int) -> None:
        """The LMS took this version. Where there is a newer one by now, it goes next."""
        self.finish()
        self.sent_version = version
        if newest > version:
            self.renew()

    def forget(self) -> None:
        """The LMS has nothing of it any more: its column was another."""
        self.sent_version, self.worked_at, self.stamped_at = 0, None, None
