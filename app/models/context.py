"""Context: an LMS course or section; "class" is what people call it on screen."""

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered
from app.models.deployment import Deployment


class Context(Numbered, Base):
    """A course as its platform names it: (deployment, context id). LTI 1.3 core, 5.4.1."""

    __tablename__ = "contexts"
    __table_args__ = (UniqueConstraint("deployment_id", "lti_id"),)

    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The context claim's id."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    label: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    memberships_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its roster is; "" where none is offered (Names and Roles 2.0, 3.6.1.1)."""
    lineitems_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its line items are (Assignment and Grade Services 2.0, 3.1)."""
    ags_scopes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What the tool may do with line items, scores and results."""
    groups_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its groups are (Course Groups 1.0, 3.5)."""

    deployment: Mapped[Deployment] = relationship()

    @property
    def name(self) -> str:
        """What people call the class; "" where the platform says nothing."""
        return self.title or self.label
