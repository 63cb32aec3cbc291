"""Pages of a Context's members, by key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Row, select

from app.models import Membership, User
from app.queries.people import AUTHOR, Author, Rows

PAGE = 50


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member of a list."""

    person: Author
    is_active: bool
    launched_at: datetime | None

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the person's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR)]), *values[len(AUTHOR) :])


def page(context_id: int, after: int) -> Rows:
    """The members whose ordinal comes after a number, and one row more: there is a next page."""
    query = select(*AUTHOR, Membership.is_active, Membership.launched_at)
    query = query.join(User, User.id == Membership.user_id)
    query = query.where(
        Membership.context_id == context_id, Membership.ordinal > after, ~Membership.is_test
    )
    return query.order_by(Membership.ordinal).limit(PAGE + 1)
