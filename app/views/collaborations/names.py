"""By which name partner classes know the students of a class."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.models import Collaboration, Membership, SpaceContext
from app.policies import collaborating as policy
from app.policies.naming import can_offer_first_names
from app.services import collaborating
from app.views import loading
from app.views.collaborations.blueprint import back, bp
from app.views.forms import Form
from app.views.guards import requires_session


@bp.get("/<int:collaboration_id>/names")
@requires_session
def show_names(context_id: int, collaboration_id: int) -> str:
    """What holds, and why it may not be changed."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    loading.allow(policy.can_set_names(actor, place, collaboration))
    return _page(collaboration, place, actor, Form.blank())


@bp.post("/<int:collaboration_id>/names")
@requires_session
def set_names(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """From now on; where first names end, partner classes read none any more."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    loading.allow(policy.can_set_names(actor, place, collaboration))
    form = Form.sent("first_names")
    wished = form.values["first_names"] == "1"
    if wished and not can_offer_first_names(place.context.deployment.school):
        form.errors["first_names"] = _("Your school does not allow first names.")
        return _page(collaboration, place, actor, form), 422
    collaborating.set_names(place, wished, by=actor)
    return back(context_id, collaboration_id)


def _page(collaboration: Collaboration, place: SpaceContext, actor: Membership, form: Form) -> str:
    return render_template(
        "collaborations/names.html",
        collaboration=collaboration,
        charter=collaborating.newest(collaboration),
        context=place.context,
        place=place,
        school=place.context.deployment.school,
        actor=actor,
        form=form,
    )
