"""Collaboration: the agreement of two or more Contexts to share a Space."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Choice, Numbered, now
from app.models.space import Space


class CollaborationState(StrEnum):
    """How far the agreement has come."""

    DRAFT = "draft"
    OFFERED = "offered"
    ACTIVE = "active"
    FROZEN = "frozen"
    ENDED = "ended"


class Collaboration(Numbered, Base):
    """One for each shared Space. Who takes part is its Space's SpaceContexts."""

    __tablename__ = "collaborations"

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), unique=True)
    state: Mapped[CollaborationState] = mapped_column(
        Choice(CollaborationState), default=CollaborationState.DRAFT
    )
    is_within_school: Mapped[bool] = mapped_column(default=False)
    """Down the corridor: only classes of the host's School can join."""
    newest_version: Mapped[int] = mapped_column(default=1)
    """Of its Charters."""
    version_in_force: Mapped[int] = mapped_column(default=0)
    """The Charter that all who take part have signed; 0 before two classes have."""
    ended_at: Mapped[datetime | None]

    space: Mapped[Space] = relationship()

    @property
    def is_running(self) -> bool:
        """Whether classes work together by a Charter that is in force."""
        return self.state in (CollaborationState.ACTIVE, CollaborationState.FROZEN)

    @property
    def is_ended(self) -> bool:
        """Whether it is over for good."""
        return self.state is CollaborationState.ENDED

    @property
    def is_settled(self) -> bool:
        """Whether its newest Charter is the one in force: nothing waits to be signed."""
        return self.newest_version == self.version_in_force

    def offer(self) -> None:
        """Somebody was invited."""
        if self.state is CollaborationState.DRAFT:
            self.state = CollaborationState.OFFERED

    def settle(self) -> None:
        """All have signed the newest Charter."""
        self.version_in_force = self.newest_version
        if not self.is_running:
            self.state = CollaborationState.ACTIVE

    def freeze(self) -> None:
        """Stop all writing, at once and for all."""
        self.state = CollaborationState.FROZEN
        self.space.frozen_at = self.space.frozen_at or now()

    def thaw(self) -> None:
        """Let writing go on; services.stopping knows when all have agreed to it."""
        self.state, self.space.frozen_at = CollaborationState.ACTIVE, None

    def end(self) -> None:
        """Nobody writes in it any more."""
        self.state, self.ended_at = CollaborationState.ENDED, self.ended_at or now()
        self.space.frozen_at = self.space.frozen_at or self.ended_at
