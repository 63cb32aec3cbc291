"""ReviewNote: what staff said to a student about words that waited."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Numbered
from app.models.membership import Membership
from app.models.review import NOTE_LENGTH, Review


class ReviewNote(Numbered, Base):
    """Rows are added alone, so that other staff can read what the student's next sending replaces:
    no adult says to a child what no other adult can read."""

    __tablename__ = "review_notes"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    words: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    is_returned: Mapped[bool]
    """Whether the words were given back with it, and not let through."""

    review: Mapped[Review] = relationship()
    by: Mapped[Membership] = relationship()
