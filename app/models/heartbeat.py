"""Heartbeat: when the worker last showed that it lives."""

from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered, now

OVERDUE = timedelta(minutes=3)
"""The worker beats every minute; a machine may be busy for one or two."""


class Heartbeat(Numbered, Base):
    """One row for each kind of program, so that staff are told when nothing is being sent."""

    __tablename__ = "heartbeats"

    program: Mapped[str] = mapped_column(String(20), unique=True)
    beat_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_overdue(self) -> bool:
        """Whether it has been silent for too long."""
        return now() - self.beat_at > OVERDUE
