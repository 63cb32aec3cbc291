"""When a class is at school: its own staff say, and staff of the classes it works with read."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Context, Membership
from app.policies.timetables import can_set_timetable
from app.services import timetables
from app.views import forms, loading, timetable_form
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("timetable", __name__)


@bp.get("/contexts/<int:context_id>/timetable")
@requires_session
def edit(context_id: int) -> str:
    """The form, as it was filled in last."""
    context, actor = loading.context(context_id)
    loading.allow(can_set_timetable(actor))
    found = timetables.find(context.id)
    form = Form.blank(**timetable_form.values_of(found))
    form.values["collaboration"] = str(forms.number("collaboration") or "")
    return _page(context, actor, form, timetable_form.day_values(found))


@bp.post("/contexts/<int:context_id>/timetable")
@requires_session
def update(context_id: int) -> ResponseReturnValue:
    """Keep what was said, and go back to where it was asked for."""
    context, actor = loading.context_to_change(context_id)
    loading.allow(can_set_timetable(actor))
    form = Form.sent(*timetable_form.FIELDS)
    told = timetable_form.read(form)
    if not form.is_valid:
        return _page(context, actor, form, timetable_form.days_sent()), 422
    timetables.keep(context, told, by=actor)
    db.session.commit()
    return redirect(_back(context_id, forms.number("collaboration")), 303)


def _back(context_id: int, collaboration_id: int) -> str:
    path = f"/contexts/{context_id}/collaborations"
    return f"{path}/{collaboration_id}/health" if collaboration_id else path


def _page(context: Context, actor: Membership, form: Form, days: frozenset[int]) -> str:
    return render_template(
        "timetable/edit.html",
        context=context,
        actor=actor,
        form=form,
        days=days,
        back=_back(context.id, forms.number("collaboration")),
    )
