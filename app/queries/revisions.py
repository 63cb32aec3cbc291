"""The earlier bodies of a Post, newest first, by key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Row, select

from app.models import Activity, Membership, Post, Revision, Topic, User
from app.queries.people import AUTHOR_IN_SPACE, Author, Rows, in_space

PAGE = 10
"""Each is compared with the one before it, and may be as long as a body may be."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One earlier body, and who replaced it when."""

    replaced_by: Author
    version: int
    source: str
    body_html: str
    replaced_at: datetime

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the Revision's columns and the person's."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR_IN_SPACE)]), *values[len(AUTHOR_IN_SPACE) :])


def page(post_id: int, before: int) -> Rows:
    """The Revisions below a version, and one row more: what the last of them was made from."""
    query: Rows = select(
        *AUTHOR_IN_SPACE, Revision.version, Revision.source, Revision.body_html, Revision.created_at
    )
    query = query.join(Membership, Membership.id == Revision.replaced_by_id)
    query = query.join(User, User.id == Membership.user_id)
    query = query.join(Post, Post.id == Revision.post_id).join(Topic, Topic.id == Post.topic_id)
    query = in_space(query.join(Activity), Activity.space_id)
    query = query.where(Revision.post_id == post_id, Revision.version < before)
    return query.order_by(Revision.version.desc()).limit(PAGE + 1)
