"""A Context's roster: who is in the class, and how well we know."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.lti.failures import KINDS
from app.policies.rosters import can_see_roster
from app.queries import roster
from app.queries.roster import MemberRow
from app.queue import nudge
from app.services import beating, rosters
from app.views import forms, loading
from app.views.guards import requires_session

bp = Blueprint("contexts", __name__, url_prefix="/contexts")


@bp.get("/<int:context_id>/roster")
@requires_session
def show_roster(context_id: int) -> str:
    """The people, and when the LMS last said who they are."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_roster(actor))
    after = forms.number("after")
    rows = [MemberRow.of(row) for row in db.session.execute(roster.page(context.id, after))]
    sync = rosters.find(context)
    return render_template(
        "contexts/roster.html",
        context=context,
        actor=actor,
        members=rows[: roster.PAGE],
        next_key=rows[roster.PAGE - 1].person.ordinal if len(rows) > roster.PAGE else None,
        is_first=after == 0,
        sync=sync,
        failure=KINDS.get(sync.failure) if sync else None,
        is_worker_alive=beating.is_worker_alive(),
    )


@bp.post("/<int:context_id>/roster/syncs")
@requires_session
def ask_for_roster(context_id: int) -> ResponseReturnValue:
    """Have the LMS asked now."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_roster(actor))
    if context.memberships_url:
        sync_id = rosters.ask(context).id
        db.session.commit()
        nudge("sync_roster", sync_id)
    return redirect(f"/contexts/{context_id}/roster", 303)
