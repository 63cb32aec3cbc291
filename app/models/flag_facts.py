"""FlagFacts: what is true of all that staff are asked to look at."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Choice, now

WORDS_LENGTH = 500
"""The longest that somebody may add to a reason, in characters."""


class FlagReason(StrEnum):
    """Why staff should look."""

    UNKIND = "unkind"
    GIVEAWAY = "giveaway"
    UNSAFE = "unsafe"
    OTHER = "other"


class FlagState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    HIDDEN = "hidden"
    KEPT = "kept"


class FlagFacts:
    """Who asked and why, what was said then, and what staff made of it."""

    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    """Who flagged it."""
    reason: Mapped[FlagReason] = mapped_column(Choice(FlagReason))
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    """What they add, for staff of their own class; and see policies.flagging."""
    source: Mapped[str] = mapped_column(Text)
    """What was said when it was flagged, whatever becomes of it."""
    state: Mapped[FlagState] = mapped_column(Choice(FlagState), default=FlagState.WAITING)
    note: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    """What staff say to whoever flagged it."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    decided_at: Mapped[datetime | None]

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is FlagState.WAITING

    @property
    def is_erased(self) -> bool:
        """Whether the words went with their class (services.flag_evidence)."""
        return not self.source

    def _settle(self, state: FlagState, note: str, by: int) -> None:
        self.state, self.note, self.decided_by_id, self.decided_at = state, note, by, now()
