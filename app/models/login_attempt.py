"""LoginAttempt: one OIDC login that was begun, and is used up by one launch."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.platform import Platform

LIFETIME = timedelta(minutes=10)


class LoginAttempt(Numbered, Base):
    """Ties a launch to the login that asked for it (1EdTech Security Framework 1.0, 5.1.1)."""

    __tablename__ = "login_attempts"

    platform_id: Mapped[int] = mapped_column(ForeignKey("platforms.id"))
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    nonce_hash: Mapped[str] = mapped_column(String(64))
    target_link_uri: Mapped[str] = mapped_column(String(2048))
    storage_target: Mapped[str] = mapped_column(String(255), default="")
    """lti_storage_target, the frame that stores for us; some platforms name it at login only."""
    storage_hash: Mapped[str] = mapped_column(String(64), default="")
    """Of the secret that the platform was asked to store; "" where it offers no storage."""
    expires_at: Mapped[datetime] = mapped_column(default=lambda: now() + LIFETIME, index=True)
    consumed_at: Mapped[datetime | None]

    platform: Mapped[Platform] = relationship()

    @property
    def is_expired(self) -> bool:
        """Whether the person took too long between login and launch."""
        return now() >= self.expires_at
