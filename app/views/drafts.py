"""Drafts: what is typed is saved while it is typed."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import DraftKind, Membership
from app.models.base import NAME_LENGTH
from app.policies import discussion as policy
from app.services import drafting
from app.views import forms, loading
from app.views.guards import requires_session

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.post("/<any(topic,reply,edit):kind>/<int:place_id>")
@requires_session
def keep(kind: str, place_id: int) -> ResponseReturnValue:
    """Save what is typed for a place, or forget it where nothing is."""
    source = request.form.get("source", "").replace("\x00", "")
    if len(source) > drafting.LONGEST:
        abort(413)
    actor = _writer(DraftKind(kind), place_id)
    drafting.take_turn(actor)
    key = request.form.get("submission_key", "")
    if not drafting.is_sent(actor, DraftKind(kind), place_id, key):
        drafting.keep(
            actor,
            DraftKind(kind),
            place_id,
            source=source,
            version=forms.number("version") or None,
            title=request.form.get("title", "").replace("\x00", "")[:NAME_LENGTH],
        )
    db.session.commit()
    return "", 204


def _writer(kind: DraftKind, place_id: int) -> Membership:
    """Whoever may write, may keep a draft: it outlives a lock, so that nothing typed is lost."""
    if kind is DraftKind.TOPIC:
        actor = loading.activity(place_id)[1]
        loading.allow(policy.can_draft(actor))
        return actor
    post, _topic, actor = loading.post(place_id)
    loading.allow(
        policy.can_draft(actor) and (kind is DraftKind.REPLY or post.author_id == actor.id)
    )
    return actor
