"""Deployment: one place in a Platform where the tool was put; once let in, of one School."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LTI_ID_LENGTH, Base, Numbered, now
from app.models.platform import Platform
from app.models.school import School


class Deployment(Numbered, Base):
    """A deployment_id of a Platform (LTI 1.3 core, 3.1.3)."""

    __tablename__ = "deployments"
    __table_args__ = (
        UniqueConstraint("platform_id", "lti_id"),
        CheckConstraint("approved_at IS NULL OR school_id IS NOT NULL", name="placed"),
    )

    platform_id: Mapped[int] = mapped_column(ForeignKey("platforms.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The deployment_id, as the platform names it."""
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"), index=True)
    """None only while it waits, on a Platform that many Schools share."""
    notices_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where notices are asked for (Platform Notification Service 1.0, 3.1)."""
    lti11_key: Mapped[str] = mapped_column(String(LTI_ID_LENGTH), default="")
    """Its consumer key in LTI 1.1, as the platform says it; see app.lti.migration."""
    approved_at: Mapped[datetime | None]
    """When an administrator let it in; launches are refused until then."""

    platform: Mapped[Platform] = relationship()
    school: Mapped[School | None] = relationship()

    @property
    def is_approved(self) -> bool:
        """Whether an administrator has let this deployment in."""
        return self.approved_at is not None

    def approve(self) -> None:
        """Let it in. Raises ValueError while nobody has said which School it is."""
        if self.school_id is None:
            raise ValueError("a deployment of no school")
        self.approved_at = self.approved_at or now()

    def assign(self, school: School) -> None:
        """Say which School it is. Its classes and what they wrote go with it."""
        self.school_id = school.id
