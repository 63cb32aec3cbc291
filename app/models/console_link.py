"""ConsoleLink: lets the installation's administrator into the console, once."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered, now

LIFETIME = timedelta(minutes=15)


class ConsoleLink(Numbered, Base):
    """Made on the server's own command line; its code (256 bits) is stored as a hash."""

    __tablename__ = "console_links"

    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(default=lambda: now() + LIFETIME)
    used_at: Mapped[datetime | None]

    @property
    def is_live(self) -> bool:
        """Whether it still opens the console."""
        return self.used_at is None and now() < self.expires_at
