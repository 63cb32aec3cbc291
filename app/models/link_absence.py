"""LinkAbsence: a student of a class to whom its LMS does not give one link."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered


class LinkAbsence(Numbered, Base):
    """The LMS names them for the class, and not for the link (Names and Roles 2.0, ``rlid``).

    They are in the class all the same: this only says what they can't open there.
    """

    __tablename__ = "link_absences"
    __table_args__ = (UniqueConstraint("resource_link_id", "member_id"),)

    resource_link_id: Mapped[int] = mapped_column(ForeignKey("resource_links.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
