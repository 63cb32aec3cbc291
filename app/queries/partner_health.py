"""Between classes that work together: who has not been answered, and how much each class writes.

Counted is what children wrote that staff of all classes can read: nothing that waits for staff, is
deleted, or whose family has said no since. An answer is a reply to it by somebody of another class.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.models import (
    Activity,
    Collaboration,
    CollaborationState,
    Context,
    Deployment,
    Membership,
    Nudge,
    Post,
    Role,
    School,
    SpaceContext,
    TeamMember,
    Topic,
    User,
    now,
)
from app.queries.collaborations import IS_JOINED, ClassMark
from app.queries.consents import is_open_to_partners
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

PAGE = 25

PATIENCE = timedelta(days=5)
"""How long a text waits for an answer before the staff of other classes are told."""

NUDGES_SHOWN = timedelta(days=7)
MOST_NUDGES = 10

_Answer, _Answerer = aliased(Post), aliased(Membership)
_Answered, _AnsweredAuthor = aliased(Post), aliased(Membership)
_Own, _Place = aliased(SpaceContext), aliased(SpaceContext)


@dataclass(frozen=True, slots=True)
class UnansweredRow:
    """One Post that nobody of another class has answered."""

    author: Author
    post_id: int
    number: int
    created_at: datetime
    topic_id: int
    topic_title: str

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the author's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])

    @property
    def is_opening(self) -> bool:
        """Whether a Topic begins with it."""
        return self.number == 1


@dataclass(frozen=True, slots=True)
class Balance:
    """What the children of one class have written."""

    context_id: int
    texts: int = 0
    answers: int = 0
    """Replies to whomever."""
    answers_across: int = 0
    """Replies to somebody of another class."""
    last_at: datetime | None = None

    @property
    def share_across(self) -> int:
        """How many of a hundred answers went to another class."""
        return round(100 * self.answers_across / self.answers) if self.answers else 0


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """How many texts of a class have waited too long for an answer of others."""

    collaboration_id: int
    mark: ClassMark
    count: int

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Take a row of waiting_for apart."""
        collaboration_id, count, *mark = tuple(row)
        return cls(collaboration_id, ClassMark.of(mark), count)


def _is_answered() -> ColumnElement[bool]:
    """Whether somebody of another class has replied to a Post, and can be read."""
    return exists().where(
        _Answer.parent_id == Post.id,
        _Answer.deleted_at.is_(None),
        _Answer.held_at.is_(None),
        _Answerer.id == _Answer.author_id,
        _Answerer.context_id != Membership.context_id,
        is_open_to_partners(_Answerer),
    )


def _is_childs() -> ColumnElement[bool]:
    """Words of a child's that stand where all classes read them."""
    return and_(
        Membership.role == Role.STUDENT,
        ~Membership.is_test,
        Post.deleted_at.is_(None),
        Post.held_at.is_(None),
        Topic.deleted_at.is_(None),
        is_open_to_partners(),
    )


def _waits() -> ColumnElement[bool]:
    """Words of a child who is still there, and can be answered and is not."""
    moment, starter = now(), aliased(Membership)
    is_topic_shown = exists().where(starter.id == Topic.author_id, is_open_to_partners(starter))
    return and_(
        _is_childs(),
        Membership.is_active,
        Topic.locked_at.is_(None),
        is_topic_shown,
        or_(Activity.opens_at.is_(None), Activity.opens_at <= moment),
        or_(Activity.closes_at.is_(None), Activity.closes_at > moment),
        _is_for_others(),
        ~_is_answered(),
    )


def _is_for_others() -> ColumnElement[bool]:
    """Whether a student of another class can answer: in a Team's discussion, one of the Team."""
    other, place = aliased(Membership), aliased(TeamMember)
    is_there = exists().where(
        place.team_id == Activity.team_id,
        other.id == place.member_id,
        other.context_id != Membership.context_id,
        other.is_active,
        is_open_to_partners(other),
    )
    return or_(Activity.team_id.is_(None), is_there)


def unanswered(space_id: int, after: int) -> Rows:
    """What children of classes that take part wait to be answered, oldest first, from an id on;
    and one more than a page."""
    query: Rows = select(
        *AUTHOR_IN_SPACE, Post.id, Post.number, Post.created_at, Topic.id, Topic.title
    )
    query = _posts(query).join(User, User.id == Membership.user_id)
    query = in_space(query, Activity.space_id)
    query = query.where(Activity.space_id == space_id, _takes_part(), _waits(), Post.id > after)
    return query.order_by(Post.id).limit(PAGE + 1)


def _posts(query: Rows) -> Rows:
    query = query.select_from(Post).join(Topic, Topic.id == Post.topic_id)
    query = query.join(Activity, Activity.id == Topic.activity_id)
    return query.join(Membership, Membership.id == Post.author_id)


def _takes_part() -> ColumnElement[bool]:
    """Whether the author's class still does."""
    return exists().where(
        SpaceContext.space_id == Activity.space_id,
        SpaceContext.context_id == Membership.context_id,
        IS_JOINED,
    )


def balances(space_id: int) -> Rows:
    """What the children of each class wrote, as Balance takes it; who wrote nothing has no row."""
    is_across = _AnsweredAuthor.context_id != Membership.context_id
    query: Rows = select(
        Membership.context_id,
        func.count(),
        func.sum(case((Post.parent_id.is_not(None), 1), else_=0)),
        func.sum(case((is_across, 1), else_=0)),
        func.max(Post.created_at),
    )
    query = _posts(query).outerjoin(_Answered, _Answered.id == Post.parent_id)
    query = query.outerjoin(_AnsweredAuthor, _AnsweredAuthor.id == _Answered.author_id)
    query = query.where(Activity.space_id == space_id, _is_childs())
    return query.group_by(Membership.context_id)


def waiting_for(context_id: int) -> Rows:
    """What other classes' children wait for too long, wherever a class works with others, as
    WaitingRow takes it."""
    mark = (_Place.context_id, _Place.number, Context.title, Context.label, School.name)
    query: Rows = select(Collaboration.id, func.count(), *mark)
    query = _posts(query).join(Collaboration, Collaboration.space_id == Activity.space_id)
    query = query.join(_Own, _Own.space_id == Activity.space_id)
    query = query.join(
        _Place,
        (_Place.space_id == Activity.space_id) & (_Place.context_id == Membership.context_id),
    )
    query = query.join(Context, Context.id == _Place.context_id).join(Context.deployment)
    query = query.outerjoin(Deployment.school).where(
        _Own.context_id == context_id,
        Membership.context_id != context_id,
        *(each.joined_at.is_not(None) & each.left_at.is_(None) for each in (_Own, _Place)),
        Collaboration.state == CollaborationState.ACTIVE,
        Post.created_at < now() - PATIENCE,
        _waits(),
    )
    return query.group_by(Collaboration.id, *mark).order_by(Collaboration.id, _Place.number)


def nudges(context_id: int, collaboration_id: int = 0) -> Select[Nudge]:
    """What other classes' staff lately asked of a class, in one Collaboration or in all that go
    on; the newest first."""
    query = (
        select(Nudge)
        .join(Nudge.collaboration)
        .options(
            joinedload(Nudge.by).joinedload(Membership.user),
            joinedload(Nudge.from_context)
            .joinedload(Context.deployment)
            .joinedload(Deployment.school),
        )
        .where(
            Nudge.to_context_id == context_id,
            Nudge.created_at > now() - NUDGES_SHOWN,
            Collaboration.state == CollaborationState.ACTIVE,
        )
    )
    query = query.where(Collaboration.id == collaboration_id) if collaboration_id else query
    return query.order_by(Nudge.id.desc()).limit(MOST_NUDGES)


def nudged_on(collaboration_id: int, context_id: int, day: date) -> Select[int]:
    """Which classes a class has nudged on a day."""
    return select(Nudge.to_context_id).where(
        Nudge.collaboration_id == collaboration_id,
        Nudge.from_context_id == context_id,
        Nudge.made_on == day,
    )
