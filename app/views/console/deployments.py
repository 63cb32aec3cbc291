"""A Deployment: letting it in, and saying which School it is."""

from flask import g, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, select

from app.extensions import db
from app.models import Deployment, School
from app.models.base import NAME_LENGTH
from app.models.wording import one_line
from app.policies import stewarding as policy
from app.queries import reach, stewardship
from app.services import registering, stewarding
from app.views import forms, loading
from app.views.console.blueprint import bp
from app.views.forms import Form
from app.views.stewards import requires_steward


@bp.post("/deployments/<int:deployment_id>/approval")
@requires_steward
def approve_deployment(deployment_id: int) -> ResponseReturnValue:
    """Let it in; where nobody has said yet which School it is, ask that first."""
    deployment = _to_change(deployment_id)
    loading.allow(policy.can_approve_deployment(g.steward))
    if deployment.school_id is None:
        return redirect(f"/console/deployments/{deployment_id}/school", 303)
    stewarding.approve_deployment(deployment, by=g.steward.actor)
    path = f"/console/platforms/{deployment.platform_id}"
    db.session.commit()
    return redirect(path, 303)


@bp.get("/deployments/<int:deployment_id>/school")
@requires_steward
def ask_for_school(deployment_id: int) -> str:
    """The Schools to choose from, and what goes with the Deployment."""
    (deployment,) = loading.one(_query(deployment_id))
    return _page(deployment, Form.blank(school_id=str(deployment.school_id or ""), name=""))


@bp.post("/deployments/<int:deployment_id>/school")
@requires_steward
def assign(deployment_id: int) -> ResponseReturnValue:
    """Say which School it is: one that there is, or a new one."""
    deployment = _to_change(deployment_id)
    loading.allow(policy.can_assign_deployment(g.steward))
    form = Form.sent("school_id", "name")
    school = _chosen(form)
    if school is None:
        return _page(deployment, form), 422
    stewarding.assign_deployment(deployment, school, by=g.steward.actor)
    path = f"/console/platforms/{deployment.platform_id}"
    db.session.commit()
    return redirect(path, 303)


def _chosen(form: Form) -> School | None:
    """The School that is meant; notes an error where none is."""
    name = one_line(form.values["name"])
    if len(name) > NAME_LENGTH:
        form.errors["name"] = _("Shorten the name to %(limit)d characters.", limit=NAME_LENGTH)
        return None
    if name:
        return registering.school_named(name)
    number = forms.whole(form.values["school_id"])
    school = db.session.get(School, number) if number else None
    if school is None:
        form.errors["school_id"] = _("Choose a school, or name a new one.")
    return school


def _page(deployment: Deployment, form: Form) -> str:
    loading.allow(policy.can_assign_deployment(g.steward))
    return render_template(
        "console/assignment.html",
        deployment=deployment,
        form=form,
        schools=db.session.scalars(select(School).order_by(School.name)).all(),
        platform=deployment.platform,
    )


def _query(deployment_id: int) -> Select[Deployment]:
    return stewardship.deployment(g.steward, loading.row_id(deployment_id))


def _to_change(deployment_id: int) -> Deployment:
    """Nobody else changes it until this request is done."""
    return loading.one(reach.locked(_query(deployment_id), Deployment))[0]
