"""A Context's roster and Teams: who is in the class, and how well we know."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.lti.failures import KINDS
from app.policies.rosters import can_see_roster
from app.policies.teams import can_see_all_teams, can_see_teams
from app.queries import roster, teams
from app.queries.roster import MemberRow
from app.queries.teams import TeamRow
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
        page="roster",
    )


@bp.get("/<int:context_id>/teams")
@requires_session
def show_teams(context_id: int) -> str:
    """The Teams that the LMS has as groups: all for staff, their own for students."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_teams(actor))
    is_all, after = can_see_all_teams(actor), forms.number("after")
    found = db.session.execute(
        teams.page(teams.of_class(context.id), None if is_all else actor.id, after)
    )
    rows = [TeamRow.of(row) for row in found]
    shown = rows[: teams.PAGE]
    teams.fill(shown, db.session.execute(teams.people(shown)))
    sync = rosters.find(context) if is_all else None
    return render_template(
        "contexts/teams.html",
        context=context,
        actor=actor,
        sets=teams.sets(shown),
        lacks_discussion=any(not row.activity_id and not row.is_hidden for row in shown),
        next_key=shown[-1].id if len(rows) > teams.PAGE else None,
        is_first=after == 0,
        sync=sync,
        failure=KINDS.get(sync.failure) if sync else None,
        groups_failure=KINDS.get(context.groups_failure),
        is_worker_alive=beating.is_worker_alive(),
        page="teams",
    )


@bp.post("/<int:context_id>/roster/syncs")
@requires_session
def ask_for_roster(context_id: int) -> ResponseReturnValue:
    """Have the LMS asked now, for the class list and with it for the groups."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_roster(actor))
    if context.memberships_url:
        sync_id = rosters.ask(context).id
        db.session.commit()
        nudge("sync_roster", sync_id)
    page = "teams" if request.form.get("page") == "teams" else "roster"
    return redirect(f"/contexts/{context_id}/{page}", 303)
