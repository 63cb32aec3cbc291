"""Which Activity the LMS's links open."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Activity, Membership
from app.policies.linking import can_relink
from app.queries import agreements, links
from app.queue import nudge
from app.services import line_items, relinking
from app.views import forms, loading
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("links", __name__, url_prefix="/activities")


@bp.get("/<int:activity_id>/links")
@requires_session
def show(activity_id: int) -> str:
    """The links of the actor's own class that open this Activity."""
    activity, actor = loading.activity(activity_id)
    loading.allow(can_relink(actor))
    return _page(activity, actor, Form.blank())


def _page(activity: Activity, actor: Membership, form: Form) -> str:
    return render_template(
        "links/index.html",
        activity=activity,
        actor=actor,
        form=form,
        links=line_items.links_of(activity.id, actor.context_id),
        choices=db.session.scalars(links.openable(actor.context_id)).all(),
    )


@bp.post("/<int:activity_id>/links/<int:link_id>")
@requires_session
def move(activity_id: int, link_id: int) -> ResponseReturnValue:
    """Have one of them open another Activity. The class leaves no Space until this is done: a link
    to what it shared would open nothing any more."""
    activity, actor = loading.activity(activity_id)
    loading.allow(can_relink(actor))
    loading.hold(agreements.OF_CLASS, actor.context_id)
    query = links.one(loading.row_id(link_id), actor.context_id)
    link = loading.one(query.with_for_update())[0]
    wanted = loading.row_id(forms.number("activity"))
    chosen = db.session.scalar(links.openable(actor.context_id).where(Activity.id == wanted))
    form = Form.blank()
    if chosen is None:
        form.errors["link"] = _("Choose the activity that the link should open.")
        return _page(activity, actor, form), 422
    try:
        relinking.move(link, seen=activity, to=chosen, by=actor)
    except relinking.MovedMeanwhile:
        form.errors["link"] = _(
            "Somebody else changed this link meanwhile. Look at what it opens now in the LMS."
        )
        return _page(activity, actor, form), 409
    item_ids = line_items.follow(chosen)
    db.session.commit()
    for item_id in item_ids:
        nudge("tend_line_item", item_id)
    return redirect(f"/activities/{activity_id}/links", 303)
