"""Parting: what a class took along from a shared Space, and what of it was erased there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Numbered, now
from app.models.collaboration import Collaboration
from app.models.context import Context


class Parting(Numbered, Base):
    """The receipt of a class, with its Archive until its staff erase our copy of that.

    One for each departure: a class that came back parts again.
    """

    __tablename__ = "partings"
    __table_args__ = (UniqueConstraint("collaboration_id", "context_id", "number"),)

    collaboration_id: Mapped[int] = mapped_column(ForeignKey("collaborations.id"))
    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    """Counts the partings of this class from this Collaboration, from 1."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kept: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """What the Archive holds, counted by the words of services.receipt_words."""
    erased: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """What of this class was erased in the Space, counted likewise."""
    erased_at: Mapped[datetime | None]
    """When that was; None as long as the others can still read it."""
    archive: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """A zip file; None once the class's staff had it erased here."""
    archive_size: Mapped[int] = mapped_column(default=0)
    """Bytes."""
    archive_hash: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the file, in hexadecimal, by which a saved copy is known."""
    archive_erased_at: Mapped[datetime | None]

    collaboration: Mapped[Collaboration] = relationship()
    context: Mapped[Context] = relationship()

    def note_erasure(self, counts: dict[str, Any]) -> None:
        """What the class wrote stands nowhere in the Space any more."""
        self.erased, self.erased_at = counts, now()

    def erase_archive(self) -> None:
        """Its staff have saved the file, or don't want it: we keep the receipt alone."""
        self.archive, self.archive_erased_at = None, self.archive_erased_at or now()
