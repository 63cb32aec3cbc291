"""Take a row of work, so that of two workers one does it."""

from datetime import timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, or_, update
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db
from app.models import Leased, Membership, now
from app.models.membership import STAFF

Work = TypeVar("Work", bound=Leased)

AGAIN = timedelta(hours=12)
"""When what failed for good is tried once more, if staff came since."""


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


def may_work_now(work: type[Leased], context_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether it failed for good, and a launch since may have brought the rights it lacked."""
    came = exists().where(
        Membership.context_id == context_id,
        Membership.role.in_(STAFF),
        Membership.launched_at > work.failed_at,
    )
    has_failed = (work.failure != "") & work.due_at.is_(None)
    return has_failed & (work.failed_at < now() - AGAIN) & came
