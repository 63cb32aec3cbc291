"""What waits for a class's staff, and what an author has waiting."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.models import (
    Activity,
    Context,
    Deployment,
    Membership,
    Post,
    Relation,
    Review,
    ReviewNote,
    ReviewStage,
    ReviewState,
    Space,
    SpaceContext,
    Topic,
    User,
    now,
)
from app.queries.collaborations import IS_JOINED
from app.queries.consents import is_open_to_partners
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

PAGE = 25
NOTES_PAGE = 10

_TopicAuthor = aliased(Membership)

NOTES_SHOWN = timedelta(days=14)
"""How long an author finds a note to what was let through on the activity's page."""

_WITH_SCHOOL = (
    joinedload(SpaceContext.context).joinedload(Context.deployment).joinedload(Deployment.school)
)
"""For SpaceContext.rule, which asks what the School demands."""

OPEN = (ReviewState.WAITING, ReviewState.RETURNED)
"""Where an author may still do something."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One Review of the queue, and where its words belong."""

    author: Author
    review: Review
    activity: Activity
    space: Space
    topic_title: str | None

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the author's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])

    @property
    def stage(self) -> ReviewStage:
        """As on Review, for the policies."""
        return self.review.stage

    @property
    def author_context_id(self) -> int:
        """The class of who wrote it."""
        return self.author.context_id


def _is_for(context_id: int) -> ColumnElement[bool]:
    """Words of the class's own, and in Spaces that it hosts those that have come so far."""
    is_host = exists().where(
        SpaceContext.space_id == Activity.space_id,
        SpaceContext.context_id == context_id,
        SpaceContext.relation == Relation.HOST,
        IS_JOINED,
    )
    own = (Review.stage == ReviewStage.OWN) & (Membership.context_id == context_id)
    return or_(own, (Review.stage == ReviewStage.HOST) & is_host)


_IS_NOTED = Review.note != ""


def _waiting(context_id: int) -> Rows:
    return _rows(context_id).where(Review.state == ReviewState.WAITING, _is_for(context_id))


def _rows(context_id: int) -> Rows:
    """As staff of a class read them. A title is its author's words: no other class reads it where
    their family has taken its yes back."""
    is_shown = or_(
        Space.home_of_id.is_not(None),
        _TopicAuthor.context_id == context_id,
        is_open_to_partners(_TopicAuthor),
    )
    title = case((is_shown, Topic.title), else_=None)
    query = select(*AUTHOR_IN_SPACE, Review, Activity, Space, title)
    query = query.join(Membership, Membership.id == Review.author_id)
    query = query.join(User, User.id == Membership.user_id)
    query = query.join(Activity, Activity.id == Review.activity_id)
    query = query.join(Space, Space.id == Activity.space_id)
    query = in_space(query, Activity.space_id).outerjoin(Topic, Topic.id == Review.topic_id)
    return query.outerjoin(_TopicAuthor, _TopicAuthor.id == Topic.author_id)


def page(context_id: int, after: int = 0) -> Rows:
    """The oldest that wait for a class, from an id on, and one more than a page."""
    query = _waiting(context_id).where(Review.id > after)
    return query.order_by(Review.id).limit(PAGE + 1)


def one(context_id: int, review_id: int) -> Rows:
    """One that waits for a class."""
    return _waiting(context_id).where(Review.id == review_id)


def topics(context_id: int, review_ids: list[int]) -> Select[int]:
    """The Topics of those of them that wait for a class, to be locked before they are."""
    asked = _waiting(context_id).where(Review.id.in_(review_ids))
    found = asked.with_only_columns(Review.topic_id)
    query = select(Topic.id).where(Topic.id.in_(found)).order_by(Topic.id)
    return query.with_for_update(key_share=True)


def some(context_id: int, review_ids: list[int]) -> Rows:
    """Those of them that wait for a class; nobody else decides on them meanwhile."""
    query = _waiting(context_id).where(Review.id.in_(review_ids)).order_by(Review.id)
    return query.with_for_update(of=Review, key_share=True)


def count(context_id: int) -> Select[int]:
    """How many wait for a class."""
    return (
        select(func.count())
        .select_from(Review)
        .join(Membership, Membership.id == Review.author_id)
        .join(Activity, Activity.id == Review.activity_id)
        .where(Review.state == ReviewState.WAITING, _is_for(context_id))
    )


def sent_by(author: Membership, key: str) -> Select[Review]:
    """What an author's form with this key has made."""
    return select(Review).where(Review.author_id == author.id, Review.submission_key == key)


def own(author: Membership, activity_id: int) -> Select[Review]:
    """What an author has waiting in an Activity, was given back, or was lately told something
    about; the newest first."""
    is_told = (Review.state == ReviewState.PUBLISHED) & _IS_NOTED
    is_told &= Review.decided_at > now() - NOTES_SHOWN
    query = select(Review).where(
        Review.author_id == author.id, or_(Review.state.in_(OPEN), is_told)
    )
    return query.where(Review.activity_id == activity_id).order_by(Review.id.desc()).limit(PAGE)


@dataclass(frozen=True, slots=True)
class NotedRow:
    """What a student was told, about what, and by whom."""

    author: Author
    note: ReviewNote
    activity: Activity

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the author's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])


def noted(context_id: int, before: int = 0) -> Rows:
    """What the class's students were told, by whoever it was, the newest first: no adult writes to
    a child what no other adult can read. One more than a page."""
    query = select(*AUTHOR_IN_SPACE, ReviewNote, Activity)
    query = query.join(ReviewNote.review).join(Membership, Membership.id == Review.author_id)
    query = query.join(User, User.id == Membership.user_id)
    query = query.join(Activity, Activity.id == Review.activity_id)
    query = in_space(query, Activity.space_id).where(Membership.context_id == context_id)
    query = query.options(joinedload(ReviewNote.by).joinedload(Membership.user))
    if before:
        query = query.where(ReviewNote.id < before)
    return query.order_by(ReviewNote.id.desc()).limit(NOTES_PAGE + 1)


def has_posted(author: Membership, space_id: int) -> Select[bool]:
    """Whether something of the author's stands in a Space, or stood there."""
    there = (
        exists()
        .where(Post.author_id == author.id, Post.topic_id == Topic.id)
        .where(Topic.activity_id == Activity.id, Activity.space_id == space_id)
    )
    return select(there)


def was_reviewed(post_id: int) -> Select[bool]:
    """Whether a Post came through a Review."""
    published = (Review.post_id == post_id) & (Review.state == ReviewState.PUBLISHED)
    return select(exists().where(published))


def places(space_id: int) -> Select[SpaceContext]:
    """The classes that take part in a Space, with what each has said must wait."""
    query = select(SpaceContext).where(SpaceContext.space_id == space_id, IS_JOINED)
    return query.options(_WITH_SCHOOL)


def places_of(context_id: int) -> Select[SpaceContext, Space]:
    """The Spaces of a class, its own first."""
    query = select(SpaceContext, Space).join(SpaceContext.space).options(_WITH_SCHOOL)
    query = query.where(SpaceContext.context_id == context_id, IS_JOINED)
    return query.order_by(Space.home_of_id.is_(None), Space.id)
