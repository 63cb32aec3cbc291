"""RegistrationInvitation: lets one LMS register itself for a School, once."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.platform import Platform
from app.models.school import School

LIFETIME = timedelta(days=7)


class RegistrationInvitation(Numbered, Base):
    """Issued by the installation's administrator; its code (256 bits) is stored as a hash."""

    __tablename__ = "registration_invitations"

    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(default=lambda: now() + LIFETIME)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platforms.id"))
    """What was registered with it."""

    school: Mapped[School] = relationship()
    platform: Mapped[Platform | None] = relationship()

    @property
    def state(self) -> str:
        """One of "used", "revoked", "expired" and "open"."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "open" if now() < self.expires_at else "expired"

    @property
    def is_open(self) -> bool:
        """Whether an LMS can still register itself with it."""
        return self.state == "open"

    def revoke(self) -> None:
        """Take it back."""
        self.revoked_at = self.revoked_at or now()
