"""How class lists and grades go between a Platform and us, and asking again."""

from collections import defaultdict

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.lti.failures import KINDS
from app.models import Platform
from app.policies import stewarding as policy
from app.queries import notice_health, roster_health, score_health, stewardship
from app.queries.notice_health import SubscriptionRow
from app.queries.people import Rows
from app.queries.score_health import ScoreHealth
from app.queue import nudge
from app.services import beating, rosters, subscribing
from app.views import forms, loading
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward

Codes = dict[int | None, list[tuple[str, int]]]
"""By School: what went wrong, and how often."""


@bp.get("/platforms/<int:platform_id>/services")
@requires_steward
def show_services(platform_id: int) -> str:
    """The classes of one Platform, as far as they are the Steward's School's."""
    query = stewardship.platform(g.steward, loading.row_id(platform_id))
    platform = loading.one(query)[0]
    state = request.args.get("state", "")
    state = state if state in roster_health.STATES else ""
    after = forms.whole(request.args.get("after", "")) or 0
    found = roster_health.page(g.steward, platform.id, state=state, after=after)
    rows = db.session.execute(found).all()
    shown, more = rows[: roster_health.PAGE], rows[roster_health.PAGE :]
    counts = dict(db.session.execute(roster_health.states(g.steward, platform.id)).all())
    return render_template(
        "console/services.html",
        platform=platform,
        classes=shown,
        state=state,
        counts=[(each, counts[each]) for each in roster_health.STATES if each in counts],
        kinds=KINDS,
        is_first=after == 0,
        next_after=shown[-1][0].id if more else None,
        is_worker_alive=beating.is_worker_alive(),
        subscriptions=_subscriptions(platform),
        **_scores(platform),
    )


def _subscriptions(platform: Platform) -> list[SubscriptionRow]:
    """What notices are asked for, for each Deployment, and when it last said hello."""
    found = db.session.execute(notice_health.of_platform(g.steward, platform.id))
    return [SubscriptionRow(*row) for row in found]


@bp.post("/contexts/<int:context_id>/roster/syncs")
@requires_steward
def ask_for_roster_again(context_id: int) -> ResponseReturnValue:
    """Have a class's list asked for now, whatever pause it is in."""
    context = loading.one(stewardship.context(g.steward, loading.row_id(context_id)))[0]
    loading.allow(policy.can_ask_for_roster(g.steward))
    path = f"/console/platforms/{context.deployment.platform_id}/services"
    if context.memberships_url:
        sync_id = rosters.ask_again(context, by=g.steward.actor).id
        db.session.commit()
        nudge("sync_roster", sync_id)
    return redirect(path, 303)


@bp.post("/deployments/<int:deployment_id>/subscriptions")
@requires_steward
def ask_for_notices_again(deployment_id: int) -> ResponseReturnValue:
    """Have the LMS asked for notices now, whatever pause it is in."""
    query = stewardship.deployment(g.steward, loading.row_id(deployment_id))
    deployment = loading.one(query)[0]
    loading.allow(policy.can_ask_for_notices(g.steward))
    path = f"/console/platforms/{deployment.platform_id}/services"
    subscribing.ask_again(deployment, by=g.steward.actor)
    subscription_ids = [each.id for each in subscribing.of(deployment)]
    db.session.commit()
    for subscription_id in subscription_ids:
        nudge("subscribe_to_notices", subscription_id)
    return redirect(path, 303)


def _scores(platform: Platform) -> dict[str, object]:
    """How grades go, for each School."""
    ids = [platform.id]
    names = stewardship.names_on(g.steward, platform.id)
    found = db.session.execute(score_health.by_platform_and_school(g.steward, ids))
    return {
        "scores": [ScoreHealth(*row) for row in found],
        "score_codes": _codes(score_health.failures(g.steward, ids)),
        "column_codes": _codes(score_health.column_failures(g.steward, ids)),
        "schools_by_id": dict(db.session.execute(names).all()),
    }


def _codes(query: Rows) -> Codes:
    found: Codes = defaultdict(list)
    for _platform_id, school_id, code, count in db.session.execute(query):
        found[school_id].append((code, count))
    return found
