"""Pages of an Activity's Topics: pinned ones, then the newest activity first.

Each query is made once and asked with `of`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self, TypeVarTuple

from sqlalchemy import Row, Select, bindparam, func, or_, select, tuple_

from app.models import Activity, Membership, ReadMark, Topic, User
from app.models.ranges import holds, parse
from app.models.read_mark import Unread
from app.queries.consents import is_open_to_partners
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

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
    held_at: datetime | None
    deleted_numbers: str
    ranges: str

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the Topic's columns and the author's."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])

    @property
    def is_held(self) -> bool:
        """As on Topic."""
        return self.held_at is not None

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


_MARK = (ReadMark.topic_id == Topic.id) & (ReadMark.member_id == bindparam("reader"))

_ROWS: Rows = in_space(
    select(
        *AUTHOR_IN_SPACE,
        Topic.id,
        Topic.title,
        Topic.last_number,
        Topic.posts_count,
        Topic.last_post_at,
        Topic.pinned_at,
        Topic.locked_at,
        Topic.deleted_at,
        Topic.held_at,
        Topic.deleted_numbers,
        func.coalesce(ReadMark.ranges, ""),
    )
    .join(Membership, Membership.id == Topic.author_id)
    .join(User, User.id == Membership.user_id)
    .join(Activity, Activity.id == Topic.activity_id)
    .outerjoin(ReadMark, _MARK),
    Activity.space_id,
)


_IS_SHOWN = or_(Membership.context_id == bindparam("context"), is_open_to_partners())
"""A class reads all of its own; a Topic goes with the one who began it, where families say no."""


def of(
    activity_id: int, reader: Membership, before: tuple[datetime, int] | None = None
) -> dict[str, Any]:
    """What the queries ask for: this Activity's Topics, below a key (last_post_at, id) if any."""
    moment, topic_id = before or (None, None)
    return {
        "activity": activity_id,
        "reader": reader.id,
        "context": reader.context_id,
        "moment": moment,
        "topic": topic_id,
    }


@cache
def pinned(*, for_staff: bool) -> Rows:
    """The newest pinned Topics, newest pin first: they stand on the first page only."""
    return _newest_pins(_visible(_ROWS, for_staff=for_staff).where(_IS_SHOWN))


@cache
def page(*, for_staff: bool, is_first: bool) -> Rows:
    """The newest Topics, or those below a key, and one row more: there is a next page."""
    pins = _newest_pins(_visible(select(Topic.id), for_staff=for_staff))
    is_elsewhere = Topic.pinned_at.is_not(None) & Topic.id.in_(pins)
    query = _visible(_ROWS, for_staff=for_staff).where(_IS_SHOWN, ~is_elsewhere)
    newest = (Topic.last_post_at, Topic.id)
    if not is_first:
        query = query.where(
            tuple_(*newest)
            < tuple_(
                bindparam("moment", type_=Topic.last_post_at.type),
                bindparam("topic", type_=Topic.id.type),
            )
        )
    return query.order_by(*(column.desc() for column in newest)).limit(PAGE + 1)


def _visible(query: Select[*Columns], *, for_staff: bool) -> Select[*Columns]:
    query = query.where(Topic.activity_id == bindparam("activity"))
    return query if for_staff else query.where(Topic.deleted_at.is_(None))


def _newest_pins(query: Select[*Columns]) -> Select[*Columns]:
    query = query.where(Topic.pinned_at.is_not(None))
    return query.order_by(Topic.pinned_at.desc(), Topic.id.desc()).limit(MOST_PINNED)
