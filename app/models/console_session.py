"""ConsoleSession: the installation's administrator in one browser."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered, now

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)

TOUCH_EVERY = timedelta(minutes=1)
"""How stale last_seen_at may grow, so that reading a page does not cost a write."""


class ConsoleSession(Numbered, Base):
    """Proves nothing about a person: only that somebody came by a ConsoleLink."""

    __tablename__ = "console_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(default=lambda: now() + ABSOLUTE)
    ended_at: Mapped[datetime | None]

    @property
    def is_live(self) -> bool:
        """Whether it still proves anything."""
        moment = now()
        is_idle = moment - self.last_seen_at >= IDLE
        return self.ended_at is None and moment < self.expires_at and not is_idle

    @property
    def needs_touch(self) -> bool:
        """Whether last_seen_at is stale enough to be written again."""
        return now() - self.last_seen_at >= TOUCH_EVERY

    def touch(self) -> None:
        """Note that somebody is still here."""
        self.last_seen_at = now()

    def end(self) -> None:
        """Stop proving anything."""
        self.ended_at = self.ended_at or now()
