"""Partner health: who has not been answered, how much each class writes, and asking another's
staff to look."""

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Collaboration, SpaceContext
from app.policies import collaborating as policy
from app.queries import partner_health as queries
from app.queries.collaborations import ClassMark
from app.queries.partner_health import UnansweredRow
from app.services import collaborating, partner_health
from app.services.partner_health import ClassHealth
from app.views import forms, loading
from app.views.collaborations.blueprint import back, bp
from app.views.guards import requires_session


@bp.get("/<int:collaboration_id>/health")
@requires_session
def show_health(context_id: int, collaboration_id: int) -> str:
    """The oldest that waits first, a page at a time; then class by class."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    loading.allow(policy.can_see_health(actor, place, collaboration))
    after = forms.number("after")
    found = db.session.execute(queries.unanswered(collaboration.space_id, after))
    rows = [UnansweredRow.of(row) for row in found]
    classes = partner_health.of(collaboration, place)
    _mark(classes)
    return render_template(
        "collaborations/health.html",
        collaboration=collaboration,
        charter=collaborating.newest(collaboration),
        context=place.context,
        place=place,
        actor=actor,
        rows=rows[: queries.PAGE],
        after=after,
        next_key=rows[queries.PAGE - 1].post_id if len(rows) > queries.PAGE else None,
        classes=classes,
        most=max(each.balance.texts for each in classes),
        nudges=partner_health.nudges(context_id, collaboration.id),
    )


def _mark(classes: list[ClassHealth]) -> None:
    """Templates say of which class an author is."""
    places = [each.place for each in classes]
    marks = [ClassMark.of_context(place.context, place.number) for place in places]
    g.class_marks = {mark.context_id: mark for mark in marks}


@bp.post("/<int:collaboration_id>/nudges")
@requires_session
def nudge(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Ask the staff of the class that the form names. No e-mail goes, and no child reads it."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    loading.allow(policy.can_nudge(actor, place, collaboration))
    other = _other(collaboration, place, forms.number("nudged"))
    partner_health.nudge(collaboration, place, other, by=actor)
    return back(context_id, collaboration_id, "/health")


def _other(collaboration: Collaboration, own: SpaceContext, context_id: int) -> SpaceContext:
    for place in collaborating.places_of(collaboration):
        if place.context_id == context_id and place.is_joined and place is not own:
            return place
    return abort(404)
