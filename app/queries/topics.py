"""Pages of an Activity's Topics: pinned ones, then the newest activity first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVarTuple

from sqlalchemy import Row, Select, func, select, tuple_

from app.models import Membership, ReadMark, Topic, User
from app.models.ranges import holds, parse
from app.models.read_mark import Unread
from app.queries.people import AUTHOR, Author, Rows

Columns = TypeVarTuple("Columns")

PAGE = 25

MOST_PINNED = 50
"""More than this and none of them stands out: the pins before them stand with the other Topics."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One Topic of a list, with what its reader has left to read."""

    author: Author
    id: int
    title: str
    last_number: int
    posts_count: int
    last_post_at: datetime
    pinned_at: datetime | None
    locked_at: datetime | None
    deleted_at: datetime | None
    deleted_numbers: str
    ranges: str

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the Topic's columns and the author's."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR)]), *values[len(AUTHOR) :])

    @property
    def replies_count(self) -> int:
        """Posts after the opening one that can be read."""
        return self.posts_count - (not holds(parse(self.deleted_numbers), 1))

    @property
    def unread_count(self) -> int:
        """Posts that this reader has not seen."""
        return self._unread.count

    @property
    def first_unread(self) -> int | None:
        """The number of the first Post that this reader has not seen."""
        return self._unread.first

    @property
    def _unread(self) -> Unread:
        return Unread.of(
            read=self.ranges, deleted=self.deleted_numbers, last_number=self.last_number
        )


def _rows(activity_id: int, reader: Membership) -> Rows:
    query = select(
        *AUTHOR,
        Topic.id,
        Topic.title,
        Topic.last_number,
        Topic.posts_count,
        Topic.last_post_at,
        Topic.pinned_at,
        Topic.locked_at,
        Topic.deleted_at,
        Topic.deleted_numbers,
        func.coalesce(ReadMark.ranges, ""),
    )
    mark = (ReadMark.topic_id == Topic.id) & (ReadMark.member_id == reader.id)
    query = query.join(Membership, Membership.id == Topic.author_id)
    query = query.join(User, User.id == Membership.user_id).outerjoin(ReadMark, mark)
    return _visible(query, activity_id, reader)


def _visible(query: Select[*Columns], activity_id: int, reader: Membership) -> Select[*Columns]:
    query = query.where(Topic.activity_id == activity_id)
    return query if reader.is_staff else query.where(Topic.deleted_at.is_(None))


def pinned(activity_id: int, reader: Membership) -> Rows:
    """The newest pinned Topics, newest pin first: they stand on the first page only."""
    return _newest_pins(_rows(activity_id, reader))


def _newest_pins(query: Select[*Columns]) -> Select[*Columns]:
    query = query.where(Topic.pinned_at.is_not(None))
    return query.order_by(Topic.pinned_at.desc(), Topic.id.desc()).limit(MOST_PINNED)


def page(activity_id: int, reader: Membership, before: tuple[datetime, int] | None) -> Rows:
    """The Topics below a key (last_post_at, id), and one row more: there is a next page."""
    pins = _newest_pins(_visible(select(Topic.id), activity_id, reader))
    is_elsewhere = Topic.pinned_at.is_not(None) & Topic.id.in_(pins)
    query = _rows(activity_id, reader).where(~is_elsewhere)
    newest = (Topic.last_post_at, Topic.id)
    if before:
        query = query.where(
            tuple_(*newest) < tuple_(*before, types=[Topic.last_post_at.type, Topic.id.type])
        )
    return query.order_by(*(column.desc() for column in newest)).limit(PAGE + 1)
