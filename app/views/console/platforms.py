"""A Platform: what is registered, whose it is, and the switches."""

from flask import g, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func
from sqlalchemy.orm import joinedload

from app.extensions import current_settings, db
from app.models import Deployment, Platform
from app.policies import stewarding as policy
from app.queries import events, launches, reach, stewardship
from app.queries.events import EventRow
from app.services import sessions, stewarding
from app.services.recording import name_of
from app.views import forms, loading
from app.views.console.blueprint import bp
from app.views.console.schools import healths
from app.views.stewards import requires_steward


@bp.get("/platforms/<int:platform_id>")
@requires_steward
def show_platform(platform_id: int) -> str:
    """Its fields, its Deployments, how launches go, and what was done to it last."""
    platform = _platform(platform_id)
    placed = stewardship.deployments(g.steward).where(Deployment.platform_id == platform.id)
    placed = placed.options(joinedload(Deployment.school)).order_by(Deployment.id)
    found = db.session.scalars(placed).all()
    rows = db.session.execute(events.about(g.steward, name_of(platform)))
    return render_template(
        "console/platform.html",
        platform=platform,
        deployments=found,
        schools_by_id={each.school_id: each.school.name for each in found if each.school},
        healths=healths([platform]),
        events=[EventRow.of(row) for row in rows],
        **_for_its_owner(platform),
        launch_url=current_settings().launch_url,
    )


@bp.post("/platforms/<int:platform_id>/approval")
@requires_steward
def approve_platform(platform_id: int) -> ResponseReturnValue:
    """Let it in."""
    platform = _platform_to_change(platform_id)
    stewarding.approve_platform(platform, by=g.steward.actor)
    db.session.commit()
    return redirect(f"/console/platforms/{platform_id}", 303)


@bp.get("/platforms/<int:platform_id>/suspension")
@requires_steward
def ask_to_suspend(platform_id: int) -> str:
    """Say what switching it off does, before it is done."""
    platform = _platform(platform_id)
    loading.allow(_can_switch(platform))
    live = sessions.live(platform).with_only_columns(func.count())
    return render_template(
        "console/suspension.html",
        platform=platform,
        sessions_count=db.session.scalar(live) or 0,
        is_own=g.get("session") is not None and g.session.deployment.platform_id == platform.id,
    )


@bp.post("/platforms/<int:platform_id>/suspension")
@requires_steward
def suspend(platform_id: int) -> ResponseReturnValue:
    """Switch it off, or on again."""
    platform = _platform_to_change(platform_id)
    if forms.is_on("is_disabled"):
        stewarding.disable_platform(platform, by=g.steward.actor)
    else:
        stewarding.enable_platform(platform, by=g.steward.actor)
    db.session.commit()
    return redirect(f"/console/platforms/{platform_id}", 303)


def _platform(platform_id: int) -> Platform:
    return loading.one(stewardship.platform(g.steward, loading.row_id(platform_id)))[0]


def _platform_to_change(platform_id: int) -> Platform:
    """The same, allowed to be switched, and nobody else changes it until this is done."""
    query = stewardship.platform(g.steward, loading.row_id(platform_id))
    platform = loading.one(reach.locked(query, Platform))[0]
    loading.allow(_can_switch(platform))
    return platform


def _for_its_owner(platform: Platform) -> dict[str, object]:
    """Logins name no deployment, so on a shared Platform they are the installation's to see."""
    is_owner = _can_switch(platform)
    unanswered = db.session.scalar(launches.unanswered_logins(platform.id)) if is_owner else 0
    return {"can_switch": is_owner, "unanswered": unanswered}


def _can_switch(platform: Platform) -> bool:
    schools = set(filter(None, db.session.scalars(stewardship.schools_on(platform.id))))
    return policy.can_switch_platform(g.steward, platform, schools)
