"""Draft: words that someone has typed and not sent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import NAME_LENGTH, Base, Choice, Numbered, now


class DraftKind(StrEnum):
    """What the words are to become."""

    TOPIC = "topic"
    REPLY = "reply"
    EDIT = "edit"
    GRADE = "grade"


class Draft(Numbered, Base):
    """One for each person and place, kept as typed: richtext's limits are for sending."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("author_id", "kind", "place_id"),)

    author_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    kind: Mapped[DraftKind] = mapped_column(Choice(DraftKind))
    place_id: Mapped[int]
    """The Activity of a new Topic; the Post that is answered or edited; the Score to be given."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int | None]
    """The version of the Post or Score that an edit or a grade started from."""
    saved_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
