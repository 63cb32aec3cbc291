"""ContextCopy: a platform's notice that one course was copied from another."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LTI_ID_LENGTH, Base, Numbered


class ContextCopy(Numbered, Base):
    """By the ids of the context claim: when the notice comes, nobody has opened the copy yet."""

    __tablename__ = "context_copies"
    __table_args__ = (UniqueConstraint("deployment_id", "lti_id", "origin_lti_id"),)

    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The copy's."""
    origin_lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """That of what it was copied from."""
