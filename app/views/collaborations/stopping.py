"""Freeze, go on, leave and end."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models.base import NAME_LENGTH
from app.models.wording import shortened
from app.policies import collaborating as policy
from app.queries import collaborations
from app.services import collaborating, stopping
from app.views import loading
from app.views.collaborations.blueprint import back, bp, to_all
from app.views.forms import Form
from app.views.guards import requires_session


@bp.post("/<int:collaboration_id>/freeze")
@requires_session
def freeze(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Stop all writing, at once and for all. Freezing what is frozen changes nothing."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    if not (collaboration.space.is_frozen and actor.is_staff and place.is_joined):
        loading.allow(policy.can_freeze(actor, place, collaboration))
        reason = shortened(Form.sent("reason").values["reason"], NAME_LENGTH)
        stopping.freeze(collaboration, place, reason=reason, by=actor)
    return back(context_id, collaboration_id)


@bp.post("/<int:collaboration_id>/thaw")
@requires_session
def thaw(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Agree, for one's own class, that it goes on. Agreeing twice is agreeing once."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    if not (place.thawed_at and policy.can_collaborate(actor)):
        loading.allow(policy.can_thaw(actor, place, collaboration))
        stopping.thaw(collaboration, place, by=actor)
    return back(context_id, collaboration_id)


@bp.get("/<int:collaboration_id>/departure")
@requires_session
def confirm_departure(context_id: int, collaboration_id: int) -> str:
    """Ask first; the host, who ends it for all, is asked about that."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    is_end = policy.can_end(actor, place, collaboration)
    loading.allow(is_end or policy.can_leave(actor, place, collaboration))
    return render_template(
        "collaborations/departure.html",
        collaboration=collaboration,
        charter=db.session.scalars(collaborations.agreed(collaboration)).one(),
        context=place.context,
        place=place,
        actor=actor,
        is_end=is_end,
        is_last=stopping.is_over_without(place, collaborating.places_of(collaboration)),
    )


@bp.post("/<int:collaboration_id>/departure")
@requires_session
def depart(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Leave, or say no to what was offered; the host ends it."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    if policy.can_end(actor, place, collaboration):
        stopping.end(collaboration, by=actor)
    else:
        loading.allow(policy.can_leave(actor, place, collaboration))
        stopping.leave(collaboration, place, by=actor)
    return to_all(context_id)
