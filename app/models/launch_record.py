"""LaunchRecord: how one login or launch ended, for whoever must find out why it failed."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered

OPENED = "opened"
NO_CONTEXT = "no_context"
"""Taken, but it came from outside any course."""

TAKEN = (OPENED, NO_CONTEXT)
"""The outcomes of launches by which somebody got in."""

DETAIL_LENGTH = 300


class LaunchRecord(Numbered, Base):
    """Holds nothing of anybody's: app.lti.redaction says what is left of the claims.

    A login that began leaves none; its LoginAttempt and the launch that follows do.
    """

    __tablename__ = "launch_records"
    __table_args__ = (Index(None, "platform_id", "id"),)

    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platforms.id"))
    """None where the LMS is not registered, or did not say which one it is."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """The School that may see it; none where a shared registration leaves that open."""
    login_attempt_id: Mapped[int | None]
    """The LoginAttempt that it answers, by its number: that row goes after a day."""
    message_type: Mapped[str] = mapped_column(String(60), default="")
    """The message type claim where it is one that we know; "" for a login."""
    outcome: Mapped[str] = mapped_column(String(40))
    """OPENED, NO_CONTEXT, or the code of the Refusal."""
    detail: Mapped[str] = mapped_column(String(DETAIL_LENGTH), default="")
    claims: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """(path, kind, value) for each claim, as app.lti.redaction makes them."""

    @property
    def is_taken(self) -> bool:
        """Whether the person got in."""
        return self.outcome in TAKEN
