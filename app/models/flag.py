"""Flag: somebody asks staff to look at a Post."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Numbered
from app.models.flag_facts import FlagFacts, FlagState
from app.models.membership import Membership
from app.models.post import Post

_IS_WAITING = text("state = 'waiting'")


class Flag(FlagFacts, Numbered, Base):
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

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    """The Topic's, as it was then; "" where it is about a reply."""
    version: Mapped[int]
    decided_version: Mapped[int | None]
    """Of the Post, as staff saw it; other words are looked at anew."""
    decided_title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")

    member: Mapped[Membership] = relationship(foreign_keys="Flag.member_id")
    post: Mapped[Post] = relationship()

    def decide(self, state: FlagState, note: str, *, version: int, title: str, by: int) -> None:
        """What staff made of it, having seen this version under this title."""
        self._settle(state, note, by)
        self.decided_version, self.decided_title = version, title
