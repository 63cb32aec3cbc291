"""Choose activities for the LMS (Deep Linking 2.0): pick, look at it, send it back."""

import structlog
from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.lti.failures import ServiceFailure
from app.models import Activity, DeepLinkRequest, Membership
from app.policies import linking as policy
from app.services import deep_linking
from app.services.deep_linking import Choice
from app.views import loading, picking
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("deep_links", __name__, url_prefix="/deep-links")

log = structlog.get_logger()


@bp.get("/<int:request_id>")
@requires_session
def show(request_id: int) -> str:
    """The picker, with what was chosen before; the answer, where it was given."""
    return page(*_open(request_id))


def page(asked: DeepLinkRequest, actor: Membership) -> str:
    """Where the teacher stands; a launch shows it too."""
    if asked.answered_at:
        return _answer_page(asked, actor)
    form, activities = picking.form_of(asked), deep_linking.choosable(actor)
    return _picker(asked, actor, form, activities)


def _picker(
    asked: DeepLinkRequest, actor: Membership, form: Form, activities: list[Activity]
) -> str:
    return render_template(
        "deep_links/show.html",
        asked=asked,
        actor=actor,
        form=form,
        activities=activities,
        picked=picking.picked(asked),
    )


def _answer_page(asked: DeepLinkRequest, actor: Membership) -> str:
    """The form that takes the answer to the platform."""
    try:
        token = deep_linking.token(asked)
    except ServiceFailure as failure:
        log.warning("deep_link_not_signed", code=failure.code)
        abort(503)
    return render_template("deep_links/answer.html", asked=asked, actor=actor, token=token)


@bp.post("/<int:request_id>")
@requires_session
def choose(request_id: int) -> ResponseReturnValue:
    """Keep what was typed and ticked, whatever it is, and show what would be added."""
    asked, actor = _open(request_id, to_change=True)
    if asked.answered_at:
        return redirect(f"/deep-links/{request_id}/answer", 303)
    asked.choose(picking.sent())
    form, activities = picking.form_of(asked), deep_linking.choosable(actor)
    choice = picking.read(asked, form, activities)
    answer = _picker(asked, actor, form, activities) if choice is None else ""
    db.session.commit()
    return (answer, 422) if answer else redirect(f"/deep-links/{request_id}/preview", 303)


@bp.get("/<int:request_id>/preview")
@requires_session
def preview(request_id: int) -> str:
    """What would be added, before it is."""
    asked, actor = _open(request_id)
    if asked.answered_at or asked.choice is None:
        return page(asked, actor)
    form, activities = picking.form_of(asked), deep_linking.choosable(actor)
    choice = picking.read(asked, form, activities)
    if choice is None:
        return _picker(asked, actor, form, activities)
    return render_template("deep_links/preview.html", asked=asked, actor=actor, choice=choice)


@bp.post("/<int:request_id>/answer")
@requires_session
def answer(request_id: int) -> ResponseReturnValue:
    """Make what is new, and settle the answer. Once: a second press finds it settled."""
    asked, actor = _open(request_id, to_change=True)
    if not asked.answered_at:
        form, activities = picking.form_of(asked), deep_linking.choosable(actor)
        choice = picking.read(asked, form, activities) if asked.choice else None
        if choice is None:
            return _picker(asked, actor, form, activities), 422
        deep_linking.answer(asked, choice, by=actor)
        db.session.commit()
    return redirect(f"/deep-links/{request_id}/answer", 303)


@bp.post("/<int:request_id>/cancellation")
@requires_session
def cancel(request_id: int) -> ResponseReturnValue:
    """Go back with nothing."""
    asked, actor = _open(request_id, to_change=True)
    if not asked.answered_at:
        deep_linking.answer(asked, Choice(), by=actor)
        db.session.commit()
    return redirect(f"/deep-links/{request_id}/answer", 303)


@bp.get("/<int:request_id>/answer")
@requires_session
def show_answer(request_id: int) -> str:
    """The way back to the platform; the picker, while there is no answer."""
    return page(*_open(request_id))


def _open(request_id: int, *, to_change: bool = False) -> tuple[DeepLinkRequest, Membership]:
    asked, actor = loading.deep_link(request_id, to_change=to_change)
    loading.allow(policy.can_choose_links(actor))
    return asked, actor
