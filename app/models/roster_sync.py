"""RosterSync: what a Context's roster owes us, and how asking for it went."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered
from app.models.context import Context
from app.models.leased import Leased

LEASE = Leased.lease
MOST_ATTEMPTS = Leased.most_attempts
"""Then the next regular one tries again."""


class RosterSync(Numbered, Leased, Base):
    """One a Context."""

    __tablename__ = "roster_syncs"

    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), unique=True)
    seen_count: Mapped[int] = mapped_column(default=0)
    """People read so far, while it runs; in the end, all of them."""

    context: Mapped[Context] = relationship()

    def begin(self) -> None:
        """Take it for a while, and count anew."""
        super().begin()
        self.seen_count = 0

    def go_on(self, count: int) -> None:
        """Note progress, and keep it."""
        super().begin()
        self.seen_count += count
