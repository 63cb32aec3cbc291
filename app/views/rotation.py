"""Classes take turns in an Activity: the schedule, who reads whom, and what lacks readers."""

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Activity, Membership, Rotation, SpaceContext, now
from app.policies import rotating as policy
from app.queries import reviews, rotations
from app.services import rotating, timetables
from app.views import forms, loading, rotation_form
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("rotation", __name__)

TURNS_SHOWN = 6


@bp.get("/activities/<int:activity_id>/rotation")
@requires_session
def show(activity_id: int) -> str:
    """The turns to come, and the newest Topics of the featured class with their readers."""
    activity, actor = loading.activity(activity_id)
    loading.allow(policy.can_see_rotation(actor, activity))
    rotation, before = rotating.find(activity), forms.number("before")
    rows = rotating.page(rotation, actor, before) if rotation else []
    return render_template(
        "rotation/show.html",
        activity=activity,
        actor=actor,
        rotation=rotation,
        turns=rotation.turns_from(now(), TURNS_SHOWN) if rotation and rotation.is_on else [],
        is_outdated=_is_outdated(rotation, _places(activity)),
        rows=rows[: rotations.PAGE],
        before=before,
        next_key=rows[rotations.PAGE - 1].id if len(rows) > rotations.PAGE else None,
    )


def _places(activity: Activity) -> list[SpaceContext]:
    """The classes that take part, as they came."""
    found = db.session.scalars(reviews.places(activity.space_id))
    return sorted(found, key=lambda place: (place.number, place.id))


def _is_outdated(rotation: Rotation | None, places: list[SpaceContext]) -> bool:
    """Whether the turns are not those of the classes that take part now."""
    joined = {place.context_id for place in places}
    return rotation is not None and joined != set(rotation.context_ids)


@bp.get("/activities/<int:activity_id>/rotation/edit")
@requires_session
def edit(activity_id: int) -> str:
    """The form, as it was settled last."""
    activity, actor = loading.activity(activity_id)
    loading.allow(policy.can_set_rotation(actor, activity))
    rotation = rotating.find(activity)
    if rotation:
        return _edit_page(activity, actor, Form.blank(**rotation_form.values_of(rotation)))
    told = timetables.find(actor.context_id)
    zone = told.time_zone if told else ""
    today = told.school_time.today(now()) if told else now().date()
    form = Form.blank(**rotation_form.blank(_places(activity), zone, today))
    return _edit_page(activity, actor, form)


def _edit_page(activity: Activity, actor: Membership, form: Form) -> str:
    joined = {place.context_id for place in _places(activity)}
    marks = [mark for mark in g.class_marks.values() if mark.context_id in joined]
    return render_template(
        "rotation/edit.html", activity=activity, actor=actor, form=form, marks=marks
    )


@bp.post("/activities/<int:activity_id>/rotation")
@requires_session
def settle(activity_id: int) -> ResponseReturnValue:
    """Begin it, or change it."""
    activity, actor = loading.activity(activity_id, to_write=True)
    loading.allow(policy.can_set_rotation(actor, activity))
    form = Form.sent(*rotation_form.FIELDS)
    terms = rotation_form.read(form, _places(activity))
    if terms is None:
        return _edit_page(activity, actor, form), 422
    rotating.settle(activity, terms, by=actor)
    return _saved(activity)


@bp.post("/activities/<int:activity_id>/rotation/readers")
@requires_session
def fill(activity_id: int) -> ResponseReturnValue:
    """Give readers to what lacks them."""
    activity, actor = loading.activity(activity_id, to_write=True)
    loading.allow(policy.can_set_rotation(actor, activity))
    rotating.fill(activity, by=actor)
    return _saved(activity)


@bp.post("/activities/<int:activity_id>/rotation/ending")
@requires_session
def end(activity_id: int) -> ResponseReturnValue:
    """Nobody is asked any more; what was written stays."""
    activity, actor = loading.activity(activity_id, to_write=True)
    loading.allow(policy.can_set_rotation(actor, activity))
    rotating.end(activity, by=actor)
    return _saved(activity)


def _saved(activity: Activity) -> ResponseReturnValue:
    path = f"/activities/{activity.id}/rotation"
    db.session.commit()
    return redirect(path, 303)
