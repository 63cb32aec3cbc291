"""Nudge: a class's staff ask another's to look at what waits for an answer."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered, now
from app.models.collaboration import Collaboration
from app.models.context import Context
from app.models.membership import Membership


class Nudge(Numbered, Base):
    """One a day from a class to a class. It has no words of its own: staff read it, no child."""

    __tablename__ = "nudges"
    __table_args__ = (
        UniqueConstraint(
            "collaboration_id",
            "from_context_id",
            "to_context_id",
            "made_on",
            name="uq_nudges_once_a_day",
        ),
    )

    collaboration_id: Mapped[int] = mapped_column(ForeignKey("collaborations.id"))
    from_context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"))
    to_context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    made_on: Mapped[date] = mapped_column(default=lambda: now().date())
    """The day, in UTC."""

    collaboration: Mapped[Collaboration] = relationship()
    from_context: Mapped[Context] = relationship(foreign_keys=from_context_id)
    by: Mapped[Membership] = relationship()
