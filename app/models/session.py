"""Session: server-side proof of one launch."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.deployment import Deployment
from app.models.membership import Membership
from app.models.user import User

IDLE = timedelta(hours=3)
"""A double lesson and lunch; drafts are saved while somebody writes, which keeps it alive."""

ABSOLUTE = timedelta(hours=12)
"""A school day. Then the LMS is asked again who this is."""

TICKET_LIFE = timedelta(minutes=1)
"""From the button to the new tab."""

TOUCH_EVERY = timedelta(minutes=5)
"""How stale last_seen_at may grow, so that reading a page does not cost a write."""


class Session(Numbered, Base):
    """Bound to User, Membership and Deployment; found by a hashed token that the page holds."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    login_attempt_id: Mapped[int | None] = mapped_column(
        ForeignKey("login_attempts.id", ondelete="SET NULL"), unique=True
    )
    start_page: Mapped[str] = mapped_column(String(255))
    """The path that the launch led to; a reload of the launch leads there again."""
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    ticket_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the one ticket that opens a new tab; used once."""
    ticket_expires_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
    membership: Mapped[Membership] = relationship()
    deployment: Mapped[Deployment] = relationship()

    @property
    def is_live(self) -> bool:
        """Whether the session still proves anything."""
        moment = now()
        idle = moment - self.last_seen_at
        return self.ended_at is None and moment < self.expires_at and idle < IDLE

    @property
    def needs_touch(self) -> bool:
        """Whether last_seen_at is stale enough to be written again."""
        return now() - self.last_seen_at >= TOUCH_EVERY

    def touch(self) -> None:
        """Note that the person is still here."""
        self.last_seen_at = now()

    def end(self) -> None:
        """Stop proving anything."""
        self.ended_at = self.ended_at or now()
