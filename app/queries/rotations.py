"""Who reads what of the featured class, and who could."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    Activity,
    FeaturedTopic,
    Membership,
    Post,
    Purpose,
    Reader,
    Review,
    ReviewState,
    Role,
    Rotation,
    SpaceContext,
    Topic,
    User,
)
from app.queries.collaborations import IS_JOINED
from app.queries.consents import has_consent, is_open_to_partners
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

PAGE = 25

MOST_TO_READ = 25
"""What a child is shown at once."""


@dataclass(slots=True)
class FeaturedRow:
    """One Topic of the featured class, with its readers."""

    author: Author
    id: int
    topic_id: int
    title: str
    created_at: datetime
    readers: "list[ReaderRow]" = field(default_factory=list)

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the author's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One reader of a Topic."""

    person: Author
    featured_id: int
    is_done: bool

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the person's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])


@dataclass(frozen=True, slots=True)
class ToReadRow:
    """What one student is asked to read and answer."""

    topic_id: int
    title: str
    is_done: bool
    is_waiting: bool
    """Whether their answer waits for staff; for their own eyes."""


def of_activity(activity_id: int) -> Select[Rotation]:
    """The Activity's, where it has one."""
    return select(Rotation).where(Rotation.activity_id == activity_id)


def _takes_part(context_id: Any) -> ColumnElement[bool]:
    """Whether a class still does, in the Activity's Space."""
    return exists().where(
        SpaceContext.space_id == Activity.space_id,
        SpaceContext.context_id == context_id,
        IS_JOINED,
    )


def _has_replied() -> ColumnElement[bool]:
    """Whether a Reader has written in the Topic what others can read."""
    there = exists().where(
        Post.topic_id == FeaturedTopic.topic_id,
        Post.author_id == Reader.member_id,
        Post.deleted_at.is_(None),
    )
    return there.correlate(FeaturedTopic, Reader)


def _can_read() -> ColumnElement[bool]:
    """Whether a student can be asked: who is in the class, and whose family lets them write."""
    return and_(
        Membership.role == Role.STUDENT,
        Membership.is_active,
        ~Membership.is_test,
        has_consent(Purpose.PARTNER_VISIBILITY, Purpose.WRITING),
    )


def candidates(rotation: Rotation, author_context_id: int, featured_id: int) -> Select[Membership]:
    """Students of the other classes who can be asked to read a Topic: who was asked least comes
    first, and of these who has waited longest. The same rows give the same order every time."""
    asked = (
        select(Reader.member_id, func.count().label("times"), func.max(Reader.id).label("last"))
        .join(FeaturedTopic, FeaturedTopic.id == Reader.featured_id)
        .where(FeaturedTopic.rotation_id == rotation.id)
        .group_by(Reader.member_id)
        .subquery()
    )
    is_asked = exists().where(Reader.featured_id == featured_id, Reader.member_id == Membership.id)
    query = (
        select(Membership)
        .join(SpaceContext, SpaceContext.context_id == Membership.context_id)
        .join(Activity, Activity.space_id == SpaceContext.space_id)
        .outerjoin(asked, asked.c.member_id == Membership.id)
        .where(Activity.id == rotation.activity_id, IS_JOINED, _can_read(), ~is_asked)
        .where(Membership.context_id != author_context_id)
    )
    order = (func.coalesce(asked.c.times, 0), func.coalesce(asked.c.last, 0), Membership.id)
    return query.order_by(*order)


def page(rotation_id: int, viewer: Membership, before: int) -> Rows:
    """The newest Topics of a Rotation, or those below an id, and one more than a page. A class
    sees all of its own, and others' as far as families agree."""
    query: Rows = select(
        *AUTHOR_IN_SPACE, FeaturedTopic.id, Topic.id, Topic.title, Topic.created_at
    )
    query = query.select_from(FeaturedTopic).join(Topic, Topic.id == FeaturedTopic.topic_id)
    query = query.join(Activity, Activity.id == Topic.activity_id)
    query = query.join(Membership, Membership.id == Topic.author_id)
    query = in_space(query.join(User, User.id == Membership.user_id), Activity.space_id)
    query = query.where(
        FeaturedTopic.rotation_id == rotation_id,
        Topic.deleted_at.is_(None),
        or_(Membership.context_id == viewer.context_id, is_open_to_partners()),
    )
    query = query.where(FeaturedTopic.id < before) if before else query
    return query.order_by(FeaturedTopic.id.desc()).limit(PAGE + 1)


def readers(featured_ids: Iterable[int]) -> Rows:
    """Who reads these: whoever still can, and whoever has answered."""
    has_replied = _has_replied()
    query: Rows = select(*AUTHOR_IN_SPACE, Reader.featured_id, has_replied.label("is_done"))
    query = _of_readers(query).join(User, User.id == Membership.user_id)
    query = in_space(query, Activity.space_id)
    stays = and_(is_open_to_partners(), or_(has_replied, _can_read()))
    query = query.where(Reader.featured_id.in_(featured_ids), stays)
    return query.order_by(Reader.featured_id, Reader.id)


def _of_readers(query: Rows) -> Rows:
    """Readers whose class takes part, with who they are and what they read."""
    query = query.select_from(Reader).join(Membership, Membership.id == Reader.member_id)
    query = query.join(FeaturedTopic, FeaturedTopic.id == Reader.featured_id)
    query = query.join(Topic, Topic.id == FeaturedTopic.topic_id)
    query = query.join(Activity, Activity.id == Topic.activity_id)
    return query.where(_takes_part(Membership.context_id))


def reader_counts(rotation_id: int) -> Rows:
    """(Featured Topic, class of its author, readers who can or did) of all that can be answered."""
    writer, place = aliased(Membership), aliased(SpaceContext)
    stays = and_(is_open_to_partners(), or_(_has_replied(), _can_read()))
    is_reader = (
        exists()
        .where(
            Membership.id == Reader.member_id,
            place.space_id == Activity.space_id,
            place.context_id == Membership.context_id,
            place.joined_at.is_not(None),
            place.left_at.is_(None),
            stays,
        )
        .correlate(Reader, Activity, FeaturedTopic)
    )
    count = func.sum(case((is_reader, 1), else_=0))
    query: Rows = select(FeaturedTopic.id, writer.context_id, count)
    query = query.select_from(FeaturedTopic).join(Topic, Topic.id == FeaturedTopic.topic_id)
    query = query.join(Activity, Activity.id == Topic.activity_id)
    query = query.join(writer, writer.id == Topic.author_id)
    query = query.outerjoin(Reader, Reader.featured_id == FeaturedTopic.id)
    query = query.where(
        FeaturedTopic.rotation_id == rotation_id,
        Topic.deleted_at.is_(None),
        Topic.locked_at.is_(None),
        is_open_to_partners(writer),
        _takes_part(writer.context_id),
    )
    return query.group_by(FeaturedTopic.id, writer.context_id).order_by(FeaturedTopic.id)


def unfeatured(rotation: Rotation) -> Select[Topic]:
    """What children began in the Activity and is not in the Rotation yet, oldest first."""
    is_featured = exists().where(FeaturedTopic.topic_id == Topic.id)
    query = (
        select(Topic)
        .join(Topic.author)
        .where(
            Topic.activity_id == rotation.activity_id,
            Topic.deleted_at.is_(None),
            Membership.role == Role.STUDENT,
            ~Membership.is_test,
            ~is_featured,
        )
    )
    return query.order_by(Topic.id)


def to_read(rotation_id: int, member: Membership) -> Rows:
    """What a student is asked to read and answer, the oldest that is not done first."""
    writer = aliased(Membership)
    has_replied = _has_replied()
    is_waiting = exists().where(
        Review.topic_id == Topic.id,
        Review.author_id == Reader.member_id,
        Review.state == ReviewState.WAITING,
    )
    query: Rows = select(Topic.id, Topic.title, has_replied.label("is_done"), is_waiting)
    query = _of_readers(query).join(writer, writer.id == Topic.author_id)
    query = query.where(
        FeaturedTopic.rotation_id == rotation_id,
        Reader.member_id == member.id,
        Topic.deleted_at.is_(None),
        Topic.held_at.is_(None),
        Topic.locked_at.is_(None),
        is_open_to_partners(writer),
        _takes_part(writer.context_id),
    )
    return query.order_by(has_replied, FeaturedTopic.id).limit(MOST_TO_READ)
