"""Notice and NoticeSubscription: what platforms tell us, and that we asked them to."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LTI_ID_LENGTH, Base, Numbered
from app.models.deployment import Deployment
from app.models.leased import Leased


class Notice(Numbered, Base):
    """One that was taken: it is taken once, however often it is sent."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("deployment_id", "lti_id"),)

    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The notice claim's id (Platform Notification Service 1.0, 4.2)."""
    kind: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """Such as LtiHelloWorldNotice."""


class NoticeSubscription(Numbered, Leased, Base):
    """That a Deployment's platform sends us notices of one kind is work that is owed."""

    __tablename__ = "notice_subscriptions"
    __table_args__ = (UniqueConstraint("deployment_id", "kind"),)

    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    kind: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))

    deployment: Mapped[Deployment] = relationship()
