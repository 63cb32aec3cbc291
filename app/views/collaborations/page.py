"""The page of a Collaboration: its Charter, who has signed it, and what can be done."""

from functools import partial

from flask import render_template

from app.extensions import current_settings, db
from app.models import Collaboration, Invitation, Membership, SpaceContext
from app.queries import collaborations
from app.services import class_invitations, collaborating, partner_health
from app.views.forms import Form


def render(
    collaboration: Collaboration,
    place: SpaceContext,
    actor: Membership,
    *,
    form: Form | None = None,
) -> str:
    """Codes are shown to those alone who may invite."""
    charter = collaborating.newest(collaboration)
    signatures = list(db.session.scalars(collaborations.acceptances(charter.id)))
    signed = {each.context_id: each for each in signatures}
    return render_template(
        "collaborations/show.html",
        collaboration=collaboration,
        context=place.context,
        place=place,
        actor=actor,
        charter=charter,
        charters=db.session.scalars(collaborations.charters(collaboration.id)).all(),
        places=collaborating.places_of(collaboration),
        signed=signed,
        is_signed=place.context_id in signed,
        invitations=_invitations(collaboration),
        nudges=partner_health.nudges(place.context_id, collaboration.id),
        link=partial(class_invitations.link, current_settings().base_url),
        form=form or Form.blank(places="1"),
    )


def _invitations(collaboration: Collaboration) -> list[tuple[Invitation, str]]:
    """All that were made, with the codes of those that are open."""
    found = db.session.scalars(collaborations.invitations(collaboration.id))
    return [(each, class_invitations.code_of(each) if each.is_open else "") for each in found]
