"""Membership: a User in a Context."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Choice, Numbered
from app.models.context import Context
from app.models.user import User


class Role(StrEnum):
    """What a member may do, decided from their LTI roles at every launch."""

    TEACHER = "teacher"
    ASSISTANT = "assistant"
    STUDENT = "student"
    ADMINISTRATOR = "administrator"
    MENTOR = "mentor"
    VISITOR = "visitor"


STAFF = frozenset({Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR})
READ_ONLY = frozenset({Role.MENTOR, Role.VISITOR})

KNOWN_BY_NAME = frozenset({Role.TEACHER, Role.ADMINISTRATOR})
"""Whom partner classes see under their own name; everyone else has a Pseudonym there."""


class TopicView(StrEnum):
    """How a member last chose to read topics."""

    THREADED = "threaded"
    FLAT = "flat"


class Membership(Numbered, Base):
    """Goes inactive when the person leaves the Context; never deleted by a sync."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("user_id", "context_id"),
        UniqueConstraint("context_id", "ordinal"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), index=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    lti_roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The roles claim, as sent (LTI 1.3 core, 5.3.7)."""
    ordinal: Mapped[int]
    """Counts the members of the Context; a nameless person is "Student 7" by it."""
    is_active: Mapped[bool] = mapped_column(default=True)
    is_test: Mapped[bool] = mapped_column(default=False)
    """The platform's "student view" person: kept out of rosters, statistics and scores."""
    is_school_administrator: Mapped[bool] = mapped_column(default=False)
    """Whether the last launch called them an administrator of the school or of the LMS."""
    mentee_subs: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Whom a mentor may see: their children's ids at the platform (LTI 1.3 core, 5.4.7.1)."""
    launched_at: Mapped[datetime | None]
    topic_view: Mapped[TopicView] = mapped_column(Choice(TopicView), default=TopicView.THREADED)

    user: Mapped[User] = relationship()
    context: Mapped[Context] = relationship()

    @property
    def own_name(self) -> str:
        """The name that the platform gives; for services.naming alone."""
        return self.user.name

    @property
    def pseudonym(self) -> None:
        """None: it is a Space's, and comes with the rows of what was written there."""
        return None

    @property
    def is_staff(self) -> bool:
        """Whether this member answers for the class."""
        return self.role in STAFF

    @property
    def is_read_only(self) -> bool:
        """Whether this member may only look."""
        return self.role in READ_ONLY
