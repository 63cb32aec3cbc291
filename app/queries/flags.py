"""What was flagged: for the staff concerned, and for whoever flagged it."""

from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from app.models import (
    Activity,
    Context,
    Deployment,
    Flag,
    FlagState,
    Membership,
    Post,
    Space,
    SpaceContext,
    Topic,
    User,
)
from app.queries.collaborations import IS_JOINED
from app.queries.consents import is_open_to_partners
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

PAGE = 25

_Flagger = aliased(Membership)


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One Flag as staff see it, with what it is about."""

    author: Author
    flag: Flag
    post: Post
    topic: Topic
    activity: Activity
    space: Space
    flagger: Membership
    is_open_to_partners: bool

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the author's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])

    @property
    def author_context_id(self) -> int:
        """The class of who wrote it, for the policies."""
        return self.author.context_id

    @property
    def words(self) -> str:
        """What the flagger added."""
        return self.flag.words

    @property
    def flagger_context_id(self) -> int:
        """The class of who flagged it."""
        return self.flagger.context_id


def _concerns(context_id: int) -> ColumnElement[bool]:
    """What a class's own wrote or flagged, in Spaces where it still takes part."""
    is_there = exists().where(
        SpaceContext.space_id == Activity.space_id, SpaceContext.context_id == context_id, IS_JOINED
    )
    is_theirs = or_(Membership.context_id == context_id, _Flagger.context_id == context_id)
    return is_there & is_theirs


def _joined(query: Rows) -> Rows:
    query = query.join(Post, Post.id == Flag.post_id)
    query = query.join(Membership, Membership.id == Post.author_id)
    query = query.join(_Flagger, _Flagger.id == Flag.member_id)
    query = query.join(Topic, Topic.id == Post.topic_id)
    return query.join(Activity, Activity.id == Topic.activity_id)


def _rows(context_id: int) -> Rows:
    is_open = case((Space.home_of_id.is_not(None), true()), else_=is_open_to_partners())
    query: Rows = select(*AUTHOR_IN_SPACE, Flag, Post, Topic, Activity, Space, _Flagger, is_open)
    query = _joined(query.select_from(Flag)).join(User, User.id == Membership.user_id)
    query = in_space(query.join(Space, Space.id == Activity.space_id), Activity.space_id)
    query = query.options(joinedload(_Flagger.user, innerjoin=True))
    return query.where(_concerns(context_id))


def page(context_id: int, after: int = 0) -> Rows:
    """The oldest that wait for a class, from an id on, and one more than a page."""
    query = _rows(context_id).where(Flag.state == FlagState.WAITING, Flag.id > after)
    return query.order_by(Flag.id).limit(PAGE + 1)


def decided(context_id: int, page: int = 1) -> Rows:
    """Those that were decided on, the newest first: what a child was told, a second adult can
    read. One more than a page."""
    query = _rows(context_id).where(Flag.state != FlagState.WAITING)
    query = query.order_by(Flag.decided_at.desc(), Flag.id.desc())
    return query.limit(PAGE + 1).offset((page - 1) * PAGE)


def one(context_id: int, flag_id: int) -> Rows:
    """One that concerns a class, decided or not."""
    return _rows(context_id).where(Flag.id == flag_id)


def count(context_id: int) -> Select[int]:
    """How many wait for a class."""
    query: Any = _joined(select(func.count()).select_from(Flag))
    counted: Select[int] = query.where(Flag.state == FlagState.WAITING, _concerns(context_id))
    return counted


def waiting(post_id: int) -> Select[Flag]:
    """All that wait on one Post."""
    return select(Flag).where(Flag.post_id == post_id, Flag.state == FlagState.WAITING)


def has_waiting(post_id: int) -> Select[bool]:
    """Whether one does."""
    is_it = (Flag.post_id == post_id) & (Flag.state == FlagState.WAITING)
    return select(exists().where(is_it))


def by(member_id: int, post_id: int) -> Select[Flag]:
    """What a member flagged and nobody has decided on."""
    return waiting(post_id).where(Flag.member_id == member_id)


def own(member_id: int) -> Select[Flag]:
    """What a member flagged, the newest first."""
    query = select(Flag).where(Flag.member_id == member_id)
    return query.order_by(Flag.id.desc()).limit(PAGE)


def was_kept(post: Post, title: str) -> Select[bool]:
    """Whether staff of the author's class looked at these very words and kept them."""
    kept = (Flag.post_id == post.id) & (Flag.state == FlagState.KEPT)
    same = (Flag.decided_version == post.version) & (Flag.decided_title == title)
    return select(exists().where(kept, same))


def schools(space_id: int) -> Select[int | None]:
    """The Schools whose classes take part in a Space."""
    return _schools(space_id).where(IS_JOINED)


def schools_read(space_id: int) -> Select[int | None]:
    """The same, and those of classes that have left, and whose words stand there yet."""
    return _schools(space_id).where(or_(IS_JOINED, SpaceContext.parts_at.is_not(None)))


def _schools(space_id: int) -> Select[int | None]:
    query = select(Deployment.school_id).join(Context, Context.deployment_id == Deployment.id)
    query = query.join(SpaceContext, SpaceContext.context_id == Context.id)
    return query.where(SpaceContext.space_id == space_id).distinct()


def school_of(context_id: int) -> Select[int | None]:
    """The School of a class."""
    query = select(Deployment.school_id).join(Context, Context.deployment_id == Deployment.id)
    return query.where(Context.id == context_id)
