"""RosterSync: what a Context's roster owes us, and how asking for it went."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.context import Context
from app.models.leased import Leased

LEASE = Leased.lease
WHOLE_EVERY = timedelta(days=7)
"""So that what a platform forgot to name among its changes is wrong for a week at most."""
MOST_ATTEMPTS = Leased.most_attempts
"""Then the next regular one tries again."""


class RosterSync(Numbered, Leased, Base):
    """One a Context."""

    __tablename__ = "roster_syncs"

    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), unique=True)
    seen_count: Mapped[int] = mapped_column(default=0)
    """People read so far, while it runs; in the end, all of them."""

    differences_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where to ask what changed since the last answer; "" where all must be asked for."""
    whole_at: Mapped[datetime | None]
    """When all of it was read last."""

    context: Mapped[Context] = relationship()

    @property
    def changes_url(self) -> str:
        """Where changes may be asked for now; "" where it is time for all of it."""
        is_late = self.whole_at is None or self.whole_at <= now() - WHOLE_EVERY
        return "" if is_late else self.differences_url

    def begin_count(self) -> None:
        """Count anew."""
        self.seen_count = 0

    def go_on(self, count: int) -> None:
        """Note progress, and keep it."""
        self.extend()
        self.seen_count += count
