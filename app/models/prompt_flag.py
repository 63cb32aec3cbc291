"""PromptFlag: somebody asks staff to look at a teacher's words above an Activity's Topics."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity import Activity
from app.models.base import Base, Numbered
from app.models.flag_facts import FlagFacts, FlagState
from app.models.membership import Membership
from app.models.space import Space

_IS_WAITING = text("state = 'waiting'")


class PromptFlag(FlagFacts, Numbered, Base):
    """Keeps what the prompt said. A prompt has no author: it is for all classes of its Space."""

    __tablename__ = "prompt_flags"
    __table_args__ = (
        Index(
            "uq_prompt_flags_waiting",
            "activity_id",
            "member_id",
            unique=True,
            sqlite_where=_IS_WAITING,
            postgresql_where=_IS_WAITING,
        ),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    decided_seen: Mapped[str] = mapped_column(String(16), default="")
    """Which words staff saw (services.prompt_flagging.seen): others are looked at anew."""

    member: Mapped[Membership] = relationship(foreign_keys="PromptFlag.member_id")
    activity: Mapped[Activity] = relationship()

    @property
    def space(self) -> Space:
        """Where the prompt stands."""
        return self.activity.space

    @property
    def flagger(self) -> Membership:
        """Who flagged it, for the pages."""
        return self.member

    @property
    def flagger_context_id(self) -> int:
        """The class of who flagged it, for the policies."""
        return self.member.context_id

    def decide(self, state: FlagState, note: str, *, seen: str, by: int) -> None:
        """What staff made of it, having seen these words."""
        self._settle(state, note, by)
        self.decided_seen = seen
