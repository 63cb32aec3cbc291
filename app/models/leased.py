"""Leased: something that is owed outside requests, and how doing it went."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import now

LONGEST_PAUSE = timedelta(hours=6)
"""The first pause is a minute, and each is twice the one before."""


class LeaseState(StrEnum):
    """What staff are told."""

    WAITING = "waiting"
    RUNNING = "running"
    WORKED = "worked"
    FAILED = "failed"


class Leased:
    """A row of work. ``due_at`` is the durable wish; whoever carries it out holds a lease.

    The lease ends by itself, so that of a worker that died nothing is lost: another begins again.
    """

    lease: ClassVar[timedelta] = timedelta(minutes=5)
    """How long a worker has it to itself; longer than any request to a platform takes."""
    most_attempts: ClassVar[int] = 8
    """The pauses between eight add up to two hours."""

    due_at: Mapped[datetime | None] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    worked_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(40), default="")
    """The code of the last failure, a key of app.lti.failures.KINDS; "" where it worked since."""

    @property
    def state(self) -> LeaseState | None:
        """Running, waiting for its turn, worked or failed; None where it was never asked for."""
        if self.leased_until and self.leased_until > now():
            return LeaseState.RUNNING
        if self.due_at:
            return LeaseState.WAITING
        if self.failure:
            return LeaseState.FAILED
        return LeaseState.WORKED if self.worked_at else None

    def ask(self) -> None:
        """Want it done now. Asking again while it waits or runs changes nothing."""
        if self.due_at is None:
            self.due_at, self.attempts = now(), 0

    def ask_again(self) -> bool:
        """Want it now, also where it waits after a failure; False where that is so already."""
        if self.due_at is not None and self.due_at <= now():
            return False
        self.due_at, self.attempts = now(), 0
        return True

    def extend(self) -> None:
        """Have it for a while longer; services.leasing.take is how it is had at first."""
        self.leased_until = now() + self.lease

    def finish(self) -> None:
        """It worked."""
        self.worked_at, self.due_at, self.leased_until, self.failure = now(), None, None, ""

    def fail(self, code: str, *, is_passing: bool, pause: int | None) -> None:
        """It did not. ``pause`` is what the platform asks for, in seconds."""
        self.failed_at, self.failure, self.leased_until = now(), code, None
        self.attempts += 1
        may_retry = is_passing and self.attempts < self.most_attempts
        self.due_at = now() + self._pause(pause) if may_retry else None

    def _pause(self, asked: int | None) -> timedelta:
        doubled = timedelta(minutes=2 ** min(self.attempts - 1, 16))
        return max(min(doubled, LONGEST_PAUSE), timedelta(seconds=asked or 0))
