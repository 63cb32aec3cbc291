"""ResourceLink: one placement of the tool in a Context; opens one Activity."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered


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
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"), index=True)
