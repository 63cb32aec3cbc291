"""The name under which partner classes see a student: theirs to know, and to draw again."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import begin_write, db
from app.models import Membership, Pseudonym, Space
from app.policies.spaces import can_have_pseudonym
from app.queries import collaborations
from app.services import pseudonyms
from app.views import loading
from app.views.guards import requires_session
from app.views.spaces import bp

__all__ = ["bp"]


@bp.get("/<int:space_id>/pseudonym")
@requires_session
def show_pseudonym(space_id: int) -> str:
    """The name; drawn at the first look."""
    space, actor = loading.space(space_id)
    loading.allow(can_have_pseudonym(actor, space))
    pseudonym = db.session.scalar(collaborations.pseudonym(space.id, actor.id))
    if pseudonym is None:
        begin_write()
        space, actor = loading.space(space_id, to_write=True)
        pseudonym = pseudonyms.of(space, actor)
        db.session.commit()
    return _page(space, actor, pseudonym)


@bp.post("/<int:space_id>/pseudonym")
@requires_session
def draw_again(space_id: int) -> ResponseReturnValue:
    """Another name, in place of the one that was shown: pressing twice draws once."""
    space, actor = loading.space(space_id, to_write=True)
    loading.allow(can_have_pseudonym(actor, space))
    pseudonym = pseudonyms.of(space, actor)
    if pseudonym.is_settled:
        return _page(space, actor, pseudonym), 409
    if request.form.get("name") == pseudonym.name:
        pseudonyms.draw_again(pseudonym, space)
    db.session.commit()
    return redirect(f"/spaces/{space_id}/pseudonym", 303)


def _page(space: Space, actor: Membership, pseudonym: Pseudonym) -> str:
    name = pseudonym.shown
    if not pseudonym.is_settled:
        name = pseudonyms.allowed_first_name(space, actor) or name
    return render_template(
        "spaces/pseudonym.html", space=space, actor=actor, pseudonym=pseudonym, name=name
    )
