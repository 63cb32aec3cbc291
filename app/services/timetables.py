"""Keep when a class is at school."""

from sqlalchemy import select

from app.extensions import db
from app.models import Context, Membership, Timetable
from app.models.school_time import SchoolTime
from app.services.recording import record


def find(context_id: int) -> Timetable | None:
    """What its staff said; None before they did."""
    return db.session.scalar(select(Timetable).where(Timetable.context_id == context_id))


def keep(context: Context, told: SchoolTime, *, by: Membership) -> None:
    """Take what is said now; saying the same again changes nothing. The Context is locked."""
    timetable = find(context.id)
    if timetable and timetable.school_time == told:
        return
    timetable = timetable or Timetable(context_id=context.id)
    timetable.agree(told)
    db.session.add(timetable)
    record(
        "timetable.changed",
        school=context.deployment.school_id,
        actor=by,
        subject=context,
        time_zone=told.time_zone,
        has_term=told.has_term,
        has_hours=told.has_hours,
    )
