"""Team: some members of a Space who work together."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered


class Team(Numbered, Base):
    """One that a class's LMS has as a group (Course Groups 1.0), while it has a Context; else one
    that staff made where classes meet."""

    __tablename__ = "teams"
    __table_args__ = (
        UniqueConstraint("context_id", "lti_id"),
        UniqueConstraint("space_id", "source_id"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    context_id: Mapped[int | None] = mapped_column(ForeignKey("contexts.id"))
    """Whose LMS has it; None for one that is of no single class."""
    lti_id: Mapped[str | None] = mapped_column(String(LTI_ID_LENGTH))
    """The group's id, as its platform names it."""
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    """"" where the platform says nothing."""
    set_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    """The group set that it is of; "" for none."""
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """Whether the LMS keeps it from students."""
    is_active: Mapped[bool] = mapped_column(default=True)
    """It goes inactive with its group, or where staff remove it; it is not deleted."""
    source_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    """The Team of a class's LMS from which it was filled, where classes meet."""
    form_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the form that made it, so that sending it twice makes one."""

    @property
    def is_shared(self) -> bool:
        """Whether it is of no single class."""
        return self.context_id is None

    def remove(self) -> None:
        """It is no more. Its source may be made a Team again, which is another."""
        self.is_active, self.source_id = False, None


class TeamMember(Numbered, Base):
    """Somebody in a Team."""

    __tablename__ = "team_members"
    __table_args__ = (UniqueConstraint("team_id", "member_id"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
