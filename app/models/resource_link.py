"""ResourceLink: one placement of the tool in a Context; opens one Activity."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered

LAUNCH_NOTED_EVERY = timedelta(days=1)
"""So that a class that opens a link at once does not wait for one row."""


class ResourceLink(Numbered, Base):
    """Keyed within its Context: some platforms repeat ids across courses. LTI 1.3 core, 5.3.5."""

    __tablename__ = "resource_links"
    __table_args__ = (UniqueConstraint("context_id", "lti_id"),)

    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The resource_link claim's id."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    lineitem_url: Mapped[str] = mapped_column(String(2048), default="")
    """Its one line item, where the LMS names it (Assignment and Grade Services 2.0, 3.1)."""
    lti11_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH), default="")
    """Its id in LTI 1.1, as the platform says it; see app.lti.migration."""
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"), index=True)
    launched_at: Mapped[datetime | None]
    """When somebody opened it last, to the day: it is written once in LAUNCH_NOTED_EVERY."""
    members_read_at: Mapped[datetime | None]
    """When the LMS last said to whom it gives the link; None where it does not say."""
