"""RosterSync: what a Context's roster owes us, and how asking for it went."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.context import Context

LEASE = timedelta(minutes=5)
"""How long a worker has a sync to itself; after that it is taken for dead, and another goes on."""

LONGEST_PAUSE = timedelta(hours=6)
"""The first pause is a minute, and each is twice the one before."""

MOST_ATTEMPTS = 8
"""The pauses between them add up to two hours. Then the next regular one tries again."""


class SyncState(StrEnum):
    """What staff are told."""

    WAITING = "waiting"
    RUNNING = "running"
    WORKED = "worked"
    FAILED = "failed"


class RosterSync(Numbered, Base):
    """One a Context. ``due_at`` is the durable wish; whoever carries it out holds a lease."""

    __tablename__ = "roster_syncs"

    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), unique=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    seen_count: Mapped[int] = mapped_column(default=0)
    """People read so far, while it runs; in the end, all of them."""
    worked_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(40), default="")
    """The code of the last failure, a key of app.lti.failures.KINDS; "" where it worked since."""

    context: Mapped[Context] = relationship()

    @property
    def state(self) -> SyncState | None:
        """Running, waiting for its turn, worked or failed; None where it was never asked for."""
        if self.leased_until and self.leased_until > now():
            return SyncState.RUNNING
        if self.due_at:
            return SyncState.WAITING
        if self.failure:
            return SyncState.FAILED
        return SyncState.WORKED if self.worked_at else None

    def ask(self) -> None:
        """Want it done now. Asking again while it waits or runs changes nothing."""
        if self.due_at is None:
            self.due_at, self.attempts = now(), 0

    def begin(self) -> None:
        """Take it for a while."""
        self.leased_until, self.seen_count = now() + LEASE, 0

    def go_on(self, count: int) -> None:
        """Note progress, and keep it."""
        self.seen_count += count
        self.leased_until = now() + LEASE

    def finish(self) -> None:
        """It worked."""
        self.worked_at, self.due_at, self.leased_until, self.failure = now(), None, None, ""

    def fail(self, code: str, *, is_passing: bool, pause: int | None) -> None:
        """It did not. ``pause`` is what the platform asks for, in seconds."""
        self.failed_at, self.failure, self.leased_until = now(), code, None
        self.attempts += 1
        may_retry = is_passing and self.attempts < MOST_ATTEMPTS
        self.due_at = now() + self._pause(pause) if may_retry else None

    def _pause(self, asked: int | None) -> timedelta:
        own = min(timedelta(minutes=2 ** (self.attempts - 1)), LONGEST_PAUSE)
        return max(own, timedelta(seconds=asked or 0))
