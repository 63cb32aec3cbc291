"""Space and SpaceContext: where one or more Contexts work together."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Choice, Numbered
from app.models.context import Context
from app.models.review_rule import ReviewRule


class Relation(StrEnum):
    """A Context's place in a Space."""

    HOST = "host"
    PARTNER = "partner"


class Space(Numbered, Base):
    """A class's own Space is made at its first launch; home_of says whose it is."""

    __tablename__ = "spaces"

    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    home_of_id: Mapped[int | None] = mapped_column(ForeignKey("contexts.id"), unique=True)

    frozen_at: Mapped[datetime | None]
    """Since when nobody writes here: a partner class stopped it, or the Collaboration ended."""

    home_of: Mapped[Context | None] = relationship(back_populates="home")

    @property
    def is_frozen(self) -> bool:
        """Whether it can only be read."""
        return self.frozen_at is not None

    @property
    def is_shared(self) -> bool:
        """Whether classes meet here."""
        return self.home_of_id is None


class SpaceContext(Numbered, Base):
    """One Context in one Space, as host or as partner.

    A class that was invited and has not signed is here without ``joined_at``: its staff read the
    Charter, and nobody of it sees the Space.
    """

    __tablename__ = "space_contexts"
    __table_args__ = (UniqueConstraint("space_id", "context_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), index=True)
    relation: Mapped[Relation] = mapped_column(Choice(Relation))
    number: Mapped[int] = mapped_column(default=0)
    """Counts the Space's classes: each has a colour and a shape by it."""
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    parts_at: Mapped[datetime | None] = mapped_column(index=True)
    """When what the class wrote is erased here, after a departure or the end; None before one,
    and once it is done."""
    thawed_at: Mapped[datetime | None]
    """When its staff agreed that a frozen Space should go on."""
    review_rule: Mapped[ReviewRule] = mapped_column(Choice(ReviewRule), default=ReviewRule.NOTHING)
    screens_arrivals: Mapped[bool] = mapped_column(default=False)
    """Whether the host's staff also read what students of partner classes write, before others."""

    shows_first_names: Mapped[bool] = mapped_column(default=False)
    """Whether the class wishes its students to be known by them, as far as School and families
    allow it."""

    space: Mapped[Space] = relationship()
    context: Mapped[Context] = relationship()

    @property
    def is_joined(self) -> bool:
        """Whether the class takes part."""
        return self.joined_at is not None and self.left_at is None

    @property
    def rule(self) -> ReviewRule:
        """What has to wait here: the class's own rule, or its School's where that is stricter."""
        return ReviewRule.strictest([self.review_rule, self._least_rule])

    @property
    def _least_rule(self) -> ReviewRule:
        school = self.context.deployment.school if self.space.is_shared else None
        return school.least_review if school else ReviewRule.NOTHING

    def allows(self, rule: ReviewRule) -> bool:
        """Whether the class may choose it: its School may demand more."""
        return ReviewRule.strictest([rule, self._least_rule]) == rule

    @property
    def is_considering(self) -> bool:
        """Whether its staff have the Charter before them, and have not signed."""
        return self.joined_at is None and self.left_at is None
