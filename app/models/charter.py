"""Charter: what the classes of a Collaboration agree on; a new version whenever it changes."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Numbered
from app.models.collaboration import Collaboration
from app.models.context import Context
from app.models.membership import Membership

RETENTION_DAYS = (30, 90, 180, 365)
"""How long the Space may be kept after the end, of which the teachers choose."""


class Charter(Numbered, Base):
    """Never changed: another version is another row, and is signed anew."""

    __tablename__ = "charters"
    __table_args__ = (UniqueConstraint("collaboration_id", "version"),)

    collaboration_id: Mapped[int] = mapped_column(ForeignKey("collaborations.id"))
    version: Mapped[int]
    """Counts the Collaboration's Charters, from 1."""
    author_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    """The teacher who proposed it."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))
    aims: Mapped[str] = mapped_column(Text)
    norms: Mapped[str] = mapped_column(Text, default="")
    contact_rules: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    retention_days: Mapped[int] = mapped_column(default=RETENTION_DAYS[0])
    """How long the Space may be kept after the end."""

    collaboration: Mapped[Collaboration] = relationship()
    author: Mapped[Membership] = relationship()


class Acceptance(Numbered, Base):
    """A teacher's signature for their class, given in their own LMS."""

    __tablename__ = "acceptances"
    __table_args__ = (UniqueConstraint("charter_id", "context_id"),)

    charter_id: Mapped[int] = mapped_column(ForeignKey("charters.id"))
    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))

    charter: Mapped[Charter] = relationship()
    context: Mapped[Context] = relationship()
    member: Mapped[Membership] = relationship()
