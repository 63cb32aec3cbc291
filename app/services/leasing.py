"""Take a row of work, so that of two workers one does it."""

from typing import TypeVar

from sqlalchemy import ColumnElement, or_, update

from app.extensions import db
from app.models import Leased, now

Work = TypeVar("Work", bound=Leased)


def may_begin(work: type[Leased]) -> ColumnElement[bool]:
    """Whether it is due, and nobody has it."""
    free = or_(work.leased_until.is_(None), work.leased_until <= now())
    return (work.due_at <= now()) & free


def take(work: type[Work], number: int) -> Work | None:
    """Take a row that may be begun, in one atomic step; None where it is not, or another has it."""
    wanted = (work.id == number) & may_begin(work)  # type: ignore[attr-defined]
    taken = update(work).where(wanted).values(leased_until=now() + work.lease)
    if db.session.scalar(taken.returning(work.id)) is None:  # type: ignore[attr-defined]
        return None
    return db.session.get_one(work, number, populate_existing=True)
