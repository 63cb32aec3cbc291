"""The audit trail: what was done, by whom, and as a file."""

import json
from collections.abc import Iterator

from flask import Response, abort, g, render_template, request, stream_with_context

from app import spreadsheets
from app.extensions import db
from app.models import School
from app.queries import events, stewardship
from app.queries.events import EventRow
from app.services.recording import record
from app.views import forms
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward

BATCH = 500
COLUMNS = ("created_at", "verb", "actor", "subject", "school", "details")


@bp.get("/events")
@requires_steward
def show_events() -> str:
    """A page of them, the newest first; of one School, where the installation asks for one."""
    school = _school(request.args.get("school", ""))
    before = forms.whole(request.args.get("before", ""))
    query = events.page(g.steward, school.id if school else None, before)
    rows = [EventRow.of(row) for row in db.session.execute(query)]
    shown, more = rows[: events.PAGE], rows[events.PAGE :]
    schools = stewardship.schools(g.steward).order_by(School.name)
    return render_template(
        "console/events.html",
        events=shown,
        school=school,
        schools=db.session.scalars(schools).all(),
        is_first=before is None,
        next_before=shown[-1].id if more else None,
    )


@bp.post("/events/export")
@requires_steward
def export_events() -> Response:
    """All of them as CSV. That somebody took them is an Event, and the last line of the file."""
    school = _school(request.form.get("school", ""))
    school_id = school.id if school else None
    record("events.exported", school=school_id or g.steward.school_id, actor=g.steward.actor,
           subject="events")  # fmt: skip
    db.session.commit()
    return spreadsheets.attachment(stream_with_context(_lines(school_id)), "events")


def _school(text: str) -> School | None:
    """The School that is named, within reach; none where none is."""
    if not text:
        return None
    number = forms.whole(text)
    found = db.session.scalar(stewardship.school(g.steward, number)) if number else None
    return found or abort(404)


def _lines(school_id: int | None) -> Iterator[str]:
    """The file in batches, so that a long trail fits."""
    yield spreadsheets.line(COLUMNS)
    after = 0
    while rows := db.session.execute(events.batch(g.steward, school_id, after, BATCH)).all():
        for row in map(EventRow.of, rows):
            yield spreadsheets.line(_cells(row))
            after = row.id
        db.session.rollback()


def _cells(event: EventRow) -> tuple[str, ...]:
    """Members by number: whoever may know a name finds it in the console."""
    actor = f"member:{event.actor.id}" if event.actor else str(event.actor_kind)
    details = json.dumps(event.details, ensure_ascii=False)
    school = event.school_name or ""
    return event.created_at.isoformat(), event.verb, actor, event.subject, school, details
