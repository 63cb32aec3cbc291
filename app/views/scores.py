"""The Scores of an Activity: how it stands with each student's, and sending one again."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.lti.failures import KINDS
from app.lti.grades import SCORE
from app.models import Activity, Membership
from app.policies.grading import can_see_scores
from app.queries import scores
from app.queries.people import Rows
from app.queries.scores import FAILED, DeliveryRow, ScoreRow
from app.queue import nudge
from app.services import beating, grading, line_items
from app.services.grading import Errands
from app.views import forms, loading
from app.views.guards import requires_session

bp = Blueprint("scores", __name__, url_prefix="/activities")


@bp.get("/<int:activity_id>/scores")
@requires_session
def show(activity_id: int) -> str:
    """The students of the viewer's own class."""
    activity, actor = loading.activity(activity_id)
    loading.allow(can_see_scores(actor))
    after = forms.number("after")
    rows = _rows(scores.page(activity.id, actor.context_id, after))
    shown = rows[: scores.PAGE]
    fill(activity, shown)
    return render_template(
        "scores/index.html",
        activity=activity,
        actor=actor,
        students=shown,
        next_key=shown[-1].person.ordinal if len(rows) > scores.PAGE else None,
        is_first=after == 0,
        has_failed=any(row.standing in FAILED for row in shown),
        **column_facts(activity, actor),
    )


def _rows(query: Rows) -> list[ScoreRow]:
    return [ScoreRow.of(row) for row in db.session.execute(query)]


def row_of(activity: Activity, student: Membership) -> ScoreRow:
    """One student's row, for pages about one."""
    [row] = _rows(scores.one(activity.id, student.id))
    fill(activity, [row])
    return row


def fill(activity: Activity, rows: Iterable[ScoreRow]) -> None:
    """Add what each student wrote, and how their grades go."""
    by_member = {row.person.id: row for row in rows}
    by_score = {row.id: row for row in by_member.values() if row.id}
    for member_id, count in db.session.execute(scores.post_counts(activity.id, by_member)):
        by_member[member_id].posts_count = count
    for way in db.session.execute(scores.deliveries(by_score)):
        found = DeliveryRow(*way)
        by_score[found.score_id].deliveries.append(found)


def column_facts(activity: Activity, actor: Membership) -> dict[str, Any]:
    """What a page says of the gradebook's columns, and of the program that sends there."""
    columns = line_items.of(activity.id, actor.context_id)
    return {
        "columns": columns,
        "is_offered": SCORE in actor.context.ags_scopes,
        "broken": next((item for item in columns if item.failure), None),
        "kinds": KINDS,
        "is_worker_alive": beating.is_worker_alive(),
    }


@bp.post("/<int:activity_id>/scores/deliveries")
@requires_session
def send_all_again(activity_id: int) -> ResponseReturnValue:
    """Have every grade of the class sent once more that could not be sent."""
    activity, actor = loading.activity(activity_id)
    loading.allow(can_see_scores(actor))
    errands = grading.send_again(*grading.failed_of(activity, actor.context_id))
    db.session.commit()
    run(errands)
    return redirect(f"/activities/{activity_id}/scores", 303)


@bp.post("/<int:activity_id>/scores/<int:member_id>/deliveries")
@requires_session
def send_again(activity_id: int, member_id: int) -> ResponseReturnValue:
    """Have a student's grade sent to the LMS once more."""
    activity, actor = loading.activity(activity_id)
    loading.allow(can_see_scores(actor))
    student = loading.student(member_id, actor.context_id)
    score = grading.place(activity, student)
    errands = grading.send_again(score) if score.version else Errands([], [])
    db.session.commit()
    run(errands)
    return redirect(f"/activities/{activity_id}/scores/{member_id}", 303)


def run(errands: Errands) -> None:
    """Tell the worker, after the commit."""
    for item_id in errands.line_item_ids:
        nudge("tend_line_item", item_id)
    for delivery_id in errands.delivery_ids:
        nudge("send_score", delivery_id)
