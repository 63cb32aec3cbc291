"""Flag: somebody asks staff to look at a Post."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Choice, Numbered, now
from app.models.membership import Membership
from app.models.post import Post

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


_IS_WAITING = text("state = 'waiting'")


class Flag(Numbered, Base):
    """Keeps what the Post said when it was flagged, whatever becomes of the Post.

    One of an opening Post is about the Topic's title too.
    """

    __tablename__ = "flags"
    __table_args__ = (
        Index(
            "uq_flags_waiting",
            "post_id",
            "member_id",
            unique=True,
            sqlite_where=_IS_WAITING,
            postgresql_where=_IS_WAITING,
        ),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    """Who flagged it."""
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    reason: Mapped[FlagReason] = mapped_column(Choice(FlagReason))
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    """What they add, for staff of their own class; and see policies.flagging."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    """The Topic's, as it was then; "" where it is about a reply."""
    source: Mapped[str] = mapped_column(Text)
    """What the Post said then."""
    version: Mapped[int]
    state: Mapped[FlagState] = mapped_column(Choice(FlagState), default=FlagState.WAITING)
    note: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    """What staff say to whoever flagged it."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    decided_at: Mapped[datetime | None]
    decided_version: Mapped[int | None]
    """Of the Post, as staff saw it; other words are looked at anew."""
    decided_title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")

    member: Mapped[Membership] = relationship(foreign_keys=member_id)
    post: Mapped[Post] = relationship()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is FlagState.WAITING

    @property
    def is_erased(self) -> bool:
        """Whether the words went with their class (services.flag_evidence)."""
        return not self.source

    def decide(self, state: FlagState, note: str, *, version: int, title: str, by: int) -> None:
        """What staff made of it, having seen this version under this title."""
        self.state, self.note, self.decided_by_id, self.decided_at = state, note, by, now()
        self.decided_version, self.decided_title = version, title
