"""Activity: something to do in a Space. Every class starts with a discussion."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity_terms import ActivityTerms
from app.models.base import NAME_LENGTH, Base, Choice, Numbered, now
from app.models.held import Held
from app.models.space import Space
from app.richtext import SANITIZER_VERSION, RichText


class Kind(StrEnum):
    """The kinds of Activity there are."""

    DISCUSSION = "discussion"


class Phase(StrEnum):
    """Where an Activity stands between the dates on which it opens and closes."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class Activity(Held, Numbered, Base):
    """Holds Topics. Its prompt is the teacher's words that greet whoever opens it."""

    __tablename__ = "activities"

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Choice(Kind), default=Kind.DISCUSSION)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    """Named after its link; "" where the platform gives the link no title."""
    prompt_source: Mapped[str] = mapped_column(Text, default="")
    prompt_html: Mapped[str] = mapped_column(Text, default="")
    sanitizer_version: Mapped[int] = mapped_column(default=SANITIZER_VERSION)

    points_possible: Mapped[float | None]
    """The most points a student may get; None where it is not graded."""
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    form_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the form that added it here, so that sending it twice adds one."""
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"))
    """The Activity whose settings it began with."""
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), unique=True)
    """The Team whose own discussion it is: nobody else of the students reaches it."""

    space: Mapped[Space] = relationship()

    def revise(self, *, title: str, prompt: RichText | None) -> None:
        """Give it another title and prompt; no prompt is fine."""
        self.title = title
        self.prompt_source = prompt.source if prompt else ""
        self.prompt_html = prompt.html if prompt else ""
        self.sanitizer_version = SANITIZER_VERSION

    def agree(self, terms: ActivityTerms) -> None:
        """Settle what it is worth, and when it is open."""
        self.points_possible = terms.points_possible
        self.opens_at, self.due_at, self.closes_at = terms.opens_at, terms.due_at, terms.closes_at

    @property
    def terms(self) -> ActivityTerms:
        """What was settled."""
        return ActivityTerms(self.points_possible, self.opens_at, self.due_at, self.closes_at)

    @property
    def phase(self) -> Phase:
        """Whether students may read and write here yet, and still. Its due date closes nothing."""
        moment = now()
        if self.opens_at and moment < self.opens_at:
            return Phase.WAITING
        return Phase.CLOSED if self.closes_at and self.closes_at <= moment else Phase.OPEN

    @property
    def is_frozen(self) -> bool:
        """Whether nobody writes in its Space."""
        return self.space.is_frozen

    def copy(self, *, into: Space) -> "Activity":
        """Another with these settings and none of the work. Dates that are past are left out."""
        terms, moment = self.terms, now()
        dates = (terms.opens_at, terms.due_at, terms.closes_at)
        opens, due, closes = (date if date and date > moment else None for date in dates)
        twin = Activity(
            space_id=into.id,
            kind=self.kind,
            title=self.title,
            prompt_source=self.prompt_source,
            prompt_html=self.prompt_html,
            sanitizer_version=self.sanitizer_version,
            copied_from_id=self.id,
        )
        twin.agree(ActivityTerms(terms.points_possible, opens, due, closes))
        return twin

    def follow(self, *, old_title: str, new_title: str) -> None:
        """Take the link's new name, unless a teacher has chosen another name here."""
        if self.title == old_title:
            self.title = new_title
