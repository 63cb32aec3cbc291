"""Revision: an earlier body of a Post."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered
from app.models.membership import Membership


class Revision(Numbered, Base):
    """created_at is when it was replaced."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("post_id", "version"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    version: Mapped[int]
    """Counts the bodies of the Post from 1."""
    source: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    sanitizer_version: Mapped[int]
    replaced_by_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))

    replaced_by: Mapped[Membership] = relationship()
