"""Score: what a student got in an Activity, and what it said before."""

from datetime import datetime
from typing import Self

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity import Activity
from app.models.base import Base, Numbered, now
from app.models.membership import Membership

LONGEST_COMMENT = 2000
"""In characters."""


class Score(Numbered, Base):
    """One for each student and Activity; grading anew leaves the earlier one as a ScoreRevision.

    Version 0 is a place where nothing was graded yet.
    """

    __tablename__ = "scores"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    points: Mapped[float | None]
    """None where the grade was taken back."""
    maximum: Mapped[float | None]
    """What the Activity was worth when it was graded."""
    comment: Mapped[str] = mapped_column(Text, default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    """The Post that the grade is for; None where it is for all that the student did."""
    graded_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    graded_at: Mapped[datetime | None]

    activity: Mapped[Activity] = relationship()
    member: Mapped[Membership] = relationship(foreign_keys=member_id)

    @property
    def is_graded(self) -> bool:
        """Whether there is a grade now."""
        return self.points is not None

    def says(
        self, points: float | None, maximum: float | None, comment: str, post_id: int | None
    ) -> bool:
        """Whether this grade is the current one."""
        now_is = (self.points, self.maximum, self.comment, self.post_id)
        return self.version > 0 and now_is == (points, maximum, comment, post_id)

    def grade(
        self, points: float | None, *, maximum: float | None, comment: str,
        post_id: int | None, by: Membership,
    ) -> "ScoreRevision | None":  # fmt: skip
        """Give it another grade, and give back the earlier one, if there was any."""
        earlier = ScoreRevision.of(self) if self.version else None
        self.version += 1
        self.points, self.maximum, self.comment = points, maximum, comment
        self.post_id, self.graded_by_id, self.graded_at = post_id, by.id, now()
        return earlier


class ScoreRevision(Numbered, Base):
    """An earlier grade; created_at is when it was replaced."""

    __tablename__ = "score_revisions"
    __table_args__ = (UniqueConstraint("score_id", "version"),)

    score_id: Mapped[int] = mapped_column(ForeignKey("scores.id"))
    version: Mapped[int]
    points: Mapped[float | None]
    maximum: Mapped[float | None]
    comment: Mapped[str] = mapped_column(Text)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    graded_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    graded_at: Mapped[datetime | None]

    @classmethod
    def of(cls, score: Score) -> Self:
        """The Score as it stands."""
        return cls(
            score_id=score.id,
            version=score.version,
            points=score.points,
            maximum=score.maximum,
            comment=score.comment,
            post_id=score.post_id,
            graded_by_id=score.graded_by_id,
            graded_at=score.graded_at,
        )
