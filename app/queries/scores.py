"""How it stands with the Scores of an Activity: a class's list, and one student's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, exists, func, or_, select

from app.models import (
    Activity,
    Delivery,
    LineItem,
    LinkAbsence,
    Membership,
    Post,
    ResourceLink,
    Role,
    Score,
    TeamMember,
    Topic,
    User,
    now,
)
from app.queries.people import AUTHOR, Author, Rows

PAGE = 50


class Standing(StrEnum):
    """Where a grade is, worst first: with several places to go to, the worst one counts."""

    FAILED = "failed"
    AGAIN = "again"
    NO_COLUMN = "no_column"
    SENDING = "sending"
    WAITING = "waiting"
    ARRIVED = "arrived"
    KEPT = "kept"
    """The LMS takes no grades, so it stays here."""
    NOWHERE = "nowhere"
    NONE = "none"


NOT_OFFERED = "not_offered"
"""The failure that is none: this LMS has no place for grades of ours."""

FAILED = frozenset({Standing.FAILED, Standing.AGAIN})
"""What staff may have sent again at once, for everybody."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One way that a grade goes."""

    score_id: int
    due_at: datetime | None
    leased_until: datetime | None
    failure: str
    failed_at: datetime | None
    worked_at: datetime | None
    sent_version: int
    column_url: str
    column_failure: str

    def standing(self, version: int) -> Standing:
        """How far it has come with a version of the Score."""
        if self.leased_until and self.leased_until > now():
            return Standing.SENDING
        if self._is_kept:
            return Standing.KEPT
        if not self.column_url:
            return Standing.NO_COLUMN
        if self.due_at:
            return Standing.AGAIN if self.failure else Standing.WAITING
        if self.failure:
            return Standing.FAILED
        return Standing.ARRIVED if self.sent_version == version else Standing.WAITING

    @property
    def _is_kept(self) -> bool:
        if not self.column_url:
            return self.column_failure == NOT_OFFERED
        return self.due_at is None and self.failure == NOT_OFFERED


@dataclass(slots=True)
class ScoreRow:
    """A student of the class with their Score, if there is one, and what they wrote."""

    person: Author
    is_active: bool
    is_test: bool
    id: int | None
    version: int | None
    points: float | None
    maximum: float | None
    graded_at: datetime | None
    left_out_at: datetime | None
    """When the LMS last said that it does not give them the Activity; None where it does."""
    posts_count: int = 0
    deliveries: list[DeliveryRow] = field(default_factory=list)

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the person's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR)]), *values[len(AUTHOR) :])

    @property
    def worst(self) -> DeliveryRow | None:
        """The way that needs looking at most."""
        order = list(Standing)
        ways = sorted(self.deliveries, key=lambda way: order.index(way.standing(self.version or 0)))
        return ways[0] if ways else None

    @property
    def standing(self) -> Standing:
        """Where the grade is."""
        if not self.version:
            return Standing.NONE
        return self.worst.standing(self.version) if self.worst else Standing.NOWHERE


def page(activity_id: int, context_id: int, after: int) -> Rows:
    """The students whose ordinal comes after a number, and one row more: there is a next page.

    Who has left stays as long as there is a grade. Of a Team's Activity they are its members.
    """
    query = _students(activity_id).where(
        Membership.context_id == context_id,
        Membership.role == Role.STUDENT,
        ~Membership.is_test,
        or_(Membership.is_active & _works_in(activity_id), Score.version > 0),
        Membership.ordinal > after,
    )
    return query.order_by(Membership.ordinal).limit(PAGE + 1)


def _works_in(activity_id: int) -> ColumnElement[bool]:
    """Whether an Activity is for the Membership that is selected."""
    team_id = select(Activity.team_id).where(Activity.id == activity_id).scalar_subquery()
    is_in = exists().where(TeamMember.team_id == team_id, TeamMember.member_id == Membership.id)
    return or_(team_id.is_(None), is_in.correlate(Membership))


def one(activity_id: int, member_id: int) -> Rows:
    """One student's row."""
    return _students(activity_id).where(Membership.id == member_id)


def _students(activity_id: int) -> Rows:
    query = select(
        *AUTHOR,
        Membership.is_active,
        Membership.is_test,
        Score.id,
        Score.version,
        Score.points,
        Score.maximum,
        Score.graded_at,
        _left_out_at(activity_id),
    ).join(User, User.id == Membership.user_id)
    is_its = (Score.member_id == Membership.id) & (Score.activity_id == activity_id)
    return query.outerjoin(Score, is_its)


def left_out(activity_id: int, member_id: int) -> Select[datetime | None]:
    """One row for one student: what ScoreRow.left_out_at says."""
    return select(_left_out_at(activity_id)).where(Membership.id == member_id)


def _left_out_at(activity_id: int) -> ScalarSelect[datetime | None]:
    """Of the Membership that is selected. One link of the class that they get is enough."""
    is_absent = (LinkAbsence.resource_link_id == ResourceLink.id) & (
        LinkAbsence.member_id == Membership.id
    )
    is_each = func.count(LinkAbsence.id) == func.count(ResourceLink.id)
    return (
        select(case((is_each, func.min(ResourceLink.members_read_at))))
        .select_from(ResourceLink)
        .outerjoin(LinkAbsence, is_absent)
        .where(
            ResourceLink.activity_id == activity_id,
            ResourceLink.context_id == Membership.context_id,
        )
        .correlate(Membership)
        .scalar_subquery()
    )


def deliveries(score_ids: Iterable[int]) -> Rows:
    """The ways on which these Scores go."""
    query = select(
        Delivery.score_id,
        Delivery.due_at,
        Delivery.leased_until,
        Delivery.failure,
        Delivery.failed_at,
        Delivery.worked_at,
        Delivery.sent_version,
        LineItem.url,
        LineItem.failure,
    ).join(LineItem, LineItem.id == Delivery.line_item_id)
    return query.where(Delivery.score_id.in_(score_ids)).order_by(Delivery.id)


def post_counts(activity_id: int, member_ids: Iterable[int]) -> Rows:
    """(member, posts) of those who wrote something in an Activity that still stands there."""
    return (
        select(Post.author_id, func.count())
        .join(Topic, Topic.id == Post.topic_id)
        .where(
            Topic.activity_id == activity_id,
            Topic.deleted_at.is_(None),
            Post.deleted_at.is_(None),
            Post.author_id.in_(member_ids),
        )
        .group_by(Post.author_id)
    )
