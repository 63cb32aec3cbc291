"""Deployment: one place in a Platform where the tool was put; always resolves to one School."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LTI_ID_LENGTH, Base, Numbered
from app.models.platform import Platform
from app.models.school import School


class Deployment(Numbered, Base):
    """A deployment_id of a Platform (LTI 1.3 core, 3.1.3)."""

    __tablename__ = "deployments"
    __table_args__ = (UniqueConstraint("platform_id", "lti_id"),)

    platform_id: Mapped[int] = mapped_column(ForeignKey("platforms.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The deployment_id, as the platform names it."""
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)

    platform: Mapped[Platform] = relationship()
    school: Mapped[School] = relationship()
