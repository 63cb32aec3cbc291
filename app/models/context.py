"""Context: an LMS course or section; "class" is what people call it on screen."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
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

    deployment: Mapped[Deployment] = relationship()

    @property
    def name(self) -> str:
        """What people call the class; "" where the platform says nothing."""
        return self.title or self.label
