"""Steward: one who looks after the installation, or after one School. Not a table."""

from dataclasses import dataclass

from app.models.event import ActorKind
from app.models.membership import Membership


@dataclass(frozen=True)
class Steward:
    """The installation's administrator, or a School's, who came by a launch."""

    school_id: int | None = None
    """The School of the launch; None: all of them."""
    member: Membership | None = None

    @property
    def is_installation(self) -> bool:
        """Whether this Steward looks after the whole installation."""
        return self.member is None

    @property
    def actor(self) -> Membership | ActorKind:
        """As services.recording takes it."""
        return self.member or ActorKind.INSTALLATION
