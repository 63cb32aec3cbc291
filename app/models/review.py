"""Review: words of a student that wait until staff have read them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity import Activity
from app.models.base import NAME_LENGTH, Base, Choice, Numbered, now
from app.models.membership import Membership
from app.models.topic import Topic

NOTE_LENGTH = 500
"""The longest note to an author, in characters."""


class ReviewKind(StrEnum):
    """What becomes of the words when they are published."""

    TOPIC = "topic"
    REPLY = "reply"
    EDIT = "edit"
    TITLE = "title"


class ReviewReason(StrEnum):
    """Why they wait: a rule, what may give somebody away, or the host's look at what arrives."""

    RULE = "rule"
    GIVEAWAY = "giveaway"
    ARRIVAL = "arrival"


class ReviewStage(StrEnum):
    """For whom they wait: staff of the author's own class, who come first, or of the host."""

    OWN = "own"
    HOST = "host"


class ReviewState(StrEnum):
    """Where they are."""

    WAITING = "waiting"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Review(Numbered, Base):
    """No Post until it is published, so nothing that lists, counts or finds Posts can show it."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("author_id", "submission_key"),
        Index("ix_reviews_waiting", "state", "activity_id", "id"),
    )

    author_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    """Of a reply, an edit, a title."""
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    """The Post that is answered or edited; of what is published, the Post that came of it."""
    kind: Mapped[ReviewKind] = mapped_column(Choice(ReviewKind))
    reason: Mapped[ReviewReason] = mapped_column(Choice(ReviewReason))
    stage: Mapped[ReviewStage] = mapped_column(Choice(ReviewStage))
    state: Mapped[ReviewState] = mapped_column(Choice(ReviewState), default=ReviewState.WAITING)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    """As the author typed it."""
    changed_title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    changed_source: Mapped[str] = mapped_column(Text, default="")
    """As staff of the author's class changed it; "" where they did not."""
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    """What staff say to the author, as of now; ReviewNote keeps all of it."""
    submission_key: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime | None]

    author: Mapped[Membership] = relationship(foreign_keys=author_id)
    changed_by: Mapped[Membership | None] = relationship(foreign_keys=changed_by_id)
    activity: Mapped[Activity] = relationship()
    topic: Mapped[Topic | None] = relationship()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is ReviewState.WAITING

    @property
    def words(self) -> str:
        """What would be published."""
        return self.changed_source or self.source

    @property
    def heading(self) -> str:
        """The title that would be published; "" where there is none."""
        return self.changed_title or self.title

    def change(self, title: str, source: str, *, by: Membership) -> None:
        """Other words in the author's place; what they wrote is kept, for their own class."""
        if (title, source) != (self.heading, self.words):
            self.changed_title = title if title != self.title else ""
            self.changed_source = source if source != self.source else ""
            self.changed_by_id = by.id

    def pass_on(self, note: str) -> None:
        """The own class has read it; the host has not."""
        self.note = note
        self.stage, self.reason = ReviewStage.HOST, ReviewReason.ARRIVAL

    def return_(self, note: str) -> None:
        """Give it back to its author."""
        self.state, self.note, self.decided_at = ReviewState.RETURNED, note, now()

    def publish(self, post_id: int | None, note: str) -> None:
        """Its words are a Post now (or a title), and are kept there."""
        self.state, self.post_id, self.decided_at = ReviewState.PUBLISHED, post_id, now()
        self.note = note or self.note

    def withdraw(self) -> None:
        """Its author took it back: nothing is kept of it."""
        self.state, self.decided_at = ReviewState.WITHDRAWN, now()
        self.title = self.source = self.changed_title = self.changed_source = ""

    def send_again(self, title: str, source: str, stage: ReviewStage, reason: ReviewReason) -> None:
        """The author's next attempt."""
        self.title, self.source = title, source
        self.changed_title = self.changed_source = self.note = ""
        self.changed_by_id = self.decided_at = None
        self.stage, self.reason, self.state = stage, reason, ReviewState.WAITING
