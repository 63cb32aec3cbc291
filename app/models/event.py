"""Event: what somebody did, in the past tense; the audit trail."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Choice, Numbered
from app.models.membership import Membership
from app.models.school import School


class ActorKind(StrEnum):
    """Who acted: a member, the installation's administrator, an LMS, or a task of ours."""

    MEMBER = "member"
    INSTALLATION = "installation"
    PLATFORM = "platform"
    JOB = "job"


class Event(Numbered, Base):
    """Never changed and never deleted: triggers of the database refuse both.

    Written by services.recording alone, which knows the verbs.
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "school_id", "id"), Index(None, "subject", "id"))

    verb: Mapped[str] = mapped_column(String(60))
    """Such as platform.approved."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """The School whose administrators may read it; none where it concerns the installation."""
    actor_kind: Mapped[ActorKind] = mapped_column(Choice(ActorKind))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    """The member, where one acted."""
    subject: Mapped[str] = mapped_column(String(80))
    """What it was done to, such as platform:4."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Numbers and short names. Never a body, a token or an e-mail address."""

    school: Mapped[School | None] = relationship()
    actor: Mapped[Membership | None] = relationship()
