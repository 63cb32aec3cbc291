"""Invitations: making one, taking it back, and entering a code."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Context, Invitation, Membership
from app.models.invitation import MOST_PLACES
from app.policies import collaborating as policy
from app.queries import collaborations
from app.services import class_invitations
from app.services.class_invitations import CodeRefused, NotEntered
from app.views import forms, loading
from app.views.collaborations import page
from app.views.collaborations.blueprint import back, bp
from app.views.collaborations.refusals import words_of
from app.views.forms import Form
from app.views.guards import requires_session


@bp.post("/<int:collaboration_id>/invitations")
@requires_session
def invite(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Make one; the page that follows shows its code, as long as it is open."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    loading.allow(policy.can_invite_class(actor, place, collaboration))
    form = Form.sent("places")
    places = forms.number("places")
    if not 1 <= places <= MOST_PLACES:
        form.errors["places"] = _(
            "Say how many classes may enter the code: 1 to %(most)d.", most=MOST_PLACES
        )
        return page.render(collaboration, place, actor, form=form), 422
    class_invitations.invite(collaboration, places=places, by=actor)
    return back(context_id, collaboration_id)


@bp.post("/<int:collaboration_id>/invitations/<int:class_invitation_id>/revocation")
@requires_session
def revoke(context_id: int, collaboration_id: int, class_invitation_id: int) -> ResponseReturnValue:
    """Take one back."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    query = collaborations.invitations(collaboration.id)
    one = query.where(Invitation.id == loading.row_id(class_invitation_id))
    invitation = loading.one(one.with_for_update())[0]
    loading.allow(policy.can_collaborate(actor) and place.is_joined)
    class_invitations.revoke(invitation, by=actor)
    return back(context_id, collaboration_id)


@bp.get("/entrance")
@requires_session
def ask_code(context_id: int) -> str:
    """Where a teacher types the code that a colleague sent."""
    context, actor = loading.context(context_id)
    loading.allow(policy.can_collaborate(actor))
    return _entrance(context, actor, Form.blank(code=""))


@bp.post("/entrance")
@requires_session
def enter(context_id: int) -> ResponseReturnValue:
    """Lay the Charter before the class; nothing is signed by it."""
    context, actor = loading.context(context_id)
    loading.allow(policy.can_collaborate(actor))
    form = Form.sent("code")
    try:
        collaboration = class_invitations.enter(form.values["code"], context, by=actor)
    except CodeRefused as refused:
        db.session.commit()
        form.errors["code"] = words_of(refused.reason)
        status = 429 if refused.reason is NotEntered.TOO_MANY else 422
        return _entrance(context, actor, form), status
    return back(context_id, collaboration.id)


def _entrance(context: Context, actor: Membership, form: Form) -> str:
    return render_template("collaborations/entrance.html", context=context, actor=actor, form=form)
