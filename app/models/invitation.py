"""Invitation: the first of a Collaboration's two keys. One teacher offers, another accepts."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.collaboration import Collaboration

LIFETIME = timedelta(days=14)
MOST_PLACES = 10
"""The most classes that one Invitation lets in."""

TRIES_TIME = timedelta(hours=1)
MOST_TRIES = 10
"""Wrong codes that one person may enter within TRIES_TIME."""


class Invitation(Numbered, Base):
    """Its code (148 bits) is stored as a hash, and good for so many classes."""

    __tablename__ = "invitations"

    collaboration_id: Mapped[int] = mapped_column(ForeignKey("collaborations.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    places: Mapped[int] = mapped_column(default=1)
    """Classes that can still enter it."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    expires_at: Mapped[datetime] = mapped_column(default=lambda: now() + LIFETIME)
    revoked_at: Mapped[datetime | None]

    collaboration: Mapped[Collaboration] = relationship()

    @property
    def state(self) -> str:
        """One of "revoked", "used", "expired" and "open"."""
        if self.revoked_at:
            return "revoked"
        if self.places < 1:
            return "used"
        return "open" if now() < self.expires_at else "expired"

    @property
    def is_open(self) -> bool:
        """Whether a class can still enter it."""
        return self.state == "open"

    def revoke(self) -> None:
        """Take it back. Who has entered it already stays."""
        self.revoked_at = self.revoked_at or now()


class InvitationTry(Numbered, Base):
    """A code that somebody entered and nobody had given out: guesses are counted."""

    __tablename__ = "invitation_tries"
    __table_args__ = (Index(None, "user_id", "created_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
