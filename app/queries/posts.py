"""Pages of a Topic's Posts, by key: the cost of a page does not grow with the Topic."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Row, ScalarSelect, Select, case, select, true
from sqlalchemy.orm import aliased

from app.models import Activity, Membership, Post, Space, Topic, User
from app.queries.consents import is_open_to_partners
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

PAGE = 25

BEFORE_TARGET = 3
"""How many Posts a thread shows before the one that a link names, to say what it answers."""

_Parent = aliased(Post)


@dataclass(frozen=True, slots=True)
class PostRow:
    """One Post of a page. A deleted one carries no body."""

    author: Author
    id: int
    number: int
    depth: int
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    locked_at: datetime | None
    deleted_at: datetime | None
    deleted_by_id: int | None
    parent_number: int | None
    held_at: datetime | None
    is_open_to_partners: bool

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the Post's columns and the author's."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])

    @property
    def author_id(self) -> int:
        """As on Post, for the policies."""
        return self.author.id

    @property
    def author_context_id(self) -> int:
        """As on Post."""
        return self.author.context_id

    @property
    def is_locked(self) -> bool:
        """As on Post."""
        return self.locked_at is not None

    @property
    def is_deleted(self) -> bool:
        """As on Post."""
        return self.deleted_at is not None

    @property
    def is_erased(self) -> bool:
        """As on Post."""
        return self.is_deleted and self.deleted_by_id is None

    @property
    def is_held(self) -> bool:
        """As on Post."""
        return self.held_at is not None


def _rows() -> Rows:
    body = case((Post.deleted_at.is_(None), Post.body_html), else_="")
    query = select(
        *AUTHOR_IN_SPACE,
        Post.id,
        Post.number,
        Post.depth,
        body,
        Post.created_at,
        Post.edited_at,
        Post.locked_at,
        Post.deleted_at,
        Post.deleted_by_id,
        _Parent.number,
        Post.held_at,
        case((Space.home_of_id.is_not(None), true()), else_=is_open_to_partners()),
    )
    query = query.join(Membership, Membership.id == Post.author_id).join(
        User, User.id == Membership.user_id
    )
    query = query.join(Topic, Topic.id == Post.topic_id).join(Activity).join(Activity.space)
    query = in_space(query, Activity.space_id)
    return query.outerjoin(_Parent, _Parent.id == Post.parent_id)


def one(post_id: int) -> Rows:
    """The row of one Post."""
    return _rows().where(Post.id == post_id)


def numbered(topic_id: int, number: int) -> Rows:
    """The row of the Post that has this number."""
    return _rows().where(Post.topic_id == topic_id, Post.number == number)


def flat_page(topic_id: int, page: int) -> Rows:
    """Page ``page`` (from 1) in order of time: a range of numbers, which have no gaps."""
    first = (page - 1) * PAGE + 1
    numbers = Post.number.between(first, first + PAGE - 1)
    return _rows().where(Post.topic_id == topic_id, numbers).order_by(Post.number)


def page_of(number: int) -> int:
    """The flat page that shows a Post."""
    return (number - 1) // PAGE + 1


def thread_page(topic_id: int, start: int) -> Rows:
    """The page in thread order from the Post ``start`` on, and one row more: the next start."""
    here = (Post.topic_id == topic_id) & (Post.path >= _path(topic_id, start))
    return _rows().where(here).order_by(Post.path).limit(PAGE + 1)


def numbers_before(topic_id: int, start: int) -> Select[int]:
    """The numbers of up to a page of Posts before ``start`` in thread order, nearest first."""
    earlier = (Post.topic_id == topic_id) & (Post.path < _path(topic_id, start))
    return select(Post.number).where(earlier).order_by(Post.path.desc()).limit(PAGE)


def _path(topic_id: int, number: int) -> ScalarSelect[str]:
    return (
        select(Post.path).where(Post.topic_id == topic_id, Post.number == number).scalar_subquery()
    )
