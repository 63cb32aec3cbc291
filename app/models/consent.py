"""Consent: what may leave the class of one student's, as their family said; and changes of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Choice, Numbered, now
from app.models.membership import Membership

NOTE_LENGTH = 200
"""The longest note on where a consent comes from, in characters."""


class Purpose(StrEnum):
    """What a consent is for, in the order in which people read them."""

    PARTNER_VISIBILITY = "partner_visibility"
    WRITING = "writing"
    FIRST_NAME = "first_name"
    IMAGES = "images"
    VOICE = "voice"
    LIBRARY_DISPLAY = "library_display"


class ConsentState(StrEnum):
    """What was said. Where nothing was said there is no row, and that is no consent."""

    GIVEN = "given"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


class Consent(Numbered, Base):
    """One answer for a Membership and Purpose. Rows are added alone; the newest counts (ADR 8)."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "member_id", "purpose", "id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    purpose: Mapped[Purpose] = mapped_column(Choice(Purpose))
    state: Mapped[ConsentState] = mapped_column(Choice(ConsentState))
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    """Where it comes from, such as "signed form of 3 March"; for staff of the class alone."""
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    """Who wrote it down."""

    member: Mapped[Membership] = relationship(foreign_keys=member_id)
    decided_by: Mapped[Membership] = relationship(foreign_keys=decided_by_id)


class ConsentProposal(Numbered, Base):
    """Changes that its author looks at before they are made. Theirs alone, and made once."""

    __tablename__ = "consent_proposals"

    author_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    wishes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """[membership, purpose, yes or no] of what is wished for; what that changes is found anew."""
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """[line, code, words] of the lines of a file that can't be taken; gone when it is done."""
    changed_count: Mapped[int] = mapped_column(default=0)
    hidden_count: Mapped[int] = mapped_column(default=0)
    """Posts that partner classes could read before."""
    done_at: Mapped[datetime | None]

    author: Mapped[Membership] = relationship()

    def finish(self, *, changed: int, hidden: int) -> None:
        """Say that it was done, and keep no words of it that it no longer needs."""
        self.changed_count, self.hidden_count, self.done_at = changed, hidden, now()
        self.problems = []


def next_state(was: ConsentState | None, is_given: bool) -> ConsentState | None:
    """What a yes or a no makes of an answer; None where it says so already.

    A no to what was given withdraws it; to what nobody answered, it withholds it.
    """
    if is_given:
        return None if was is ConsentState.GIVEN else ConsentState.GIVEN
    if was is None:
        return ConsentState.WITHHELD
    return ConsentState.WITHDRAWN if was is ConsentState.GIVEN else None
