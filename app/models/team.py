"""Team: some members of a Space who work together."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered


class Team(Numbered, Base):
    """One that a class's LMS has as a group (Course Groups 1.0), while it has a Context."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("context_id", "lti_id"),)

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
    """It goes inactive with its group; it is not deleted."""


class TeamMember(Numbered, Base):
    """Somebody in a Team."""

    __tablename__ = "team_members"
    __table_args__ = (UniqueConstraint("team_id", "member_id"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
