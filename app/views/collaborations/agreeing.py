"""A class's Collaborations: all of them, a new one, one of them, and signing its Charter."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.policies import collaborating as policy
from app.queries import collaborations
from app.services import collaborating, partner_health
from app.views import charter_form, forms, loading
from app.views.collaborations import page
from app.views.collaborations.blueprint import back, bp
from app.views.forms import Form
from app.views.guards import requires_session


@bp.get("")
@requires_session
def show_all(context_id: int) -> str:
    """What there is, and the two ways to begin: invite a class, or enter a code."""
    context, actor = loading.context(context_id)
    loading.allow(policy.can_see_collaborations(actor))
    rows = db.session.execute(collaborations.of_context(context.id)).all()
    partings = db.session.scalars(collaborations.partings(context.id)).all()
    return render_template(
        "collaborations/index.html",
        context=context,
        actor=actor,
        rows=rows,
        partings=partings,
        waiting=partner_health.waiting(context.id),
        nudges=partner_health.nudges(context.id),
    )


@bp.get("/new")
@requires_session
def new(context_id: int) -> str:
    """The form of a first Charter: for a class of another school, or down the corridor."""
    context, actor = loading.context(context_id)
    loading.allow(policy.can_collaborate(actor))
    form = Form.blank(**charter_form.blank(is_within_school=forms.number("within") == 1))
    return render_template("collaborations/new.html", context=context, actor=actor, form=form)


@bp.post("")
@requires_session
def create(context_id: int) -> ResponseReturnValue:
    """Draft a Collaboration."""
    context, actor = loading.context(context_id)
    loading.allow(policy.can_collaborate(actor))
    form = Form.sent(*charter_form.FIELDS)
    terms = charter_form.read(form)
    charter_form.look_through(form, actor)
    if not form.is_valid:
        page_ = render_template("collaborations/new.html", context=context, actor=actor, form=form)
        return page_, 422
    within = form.values["is_within_school"] == "1"
    made = collaborating.draft(context, terms, is_within_school=within, by=actor)
    return back(context_id, made.id)


@bp.get("/<int:collaboration_id>")
@requires_session
def show(context_id: int, collaboration_id: int) -> str:
    """The Charter in full, who takes part, and what can be done."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    return page.render(collaboration, place, actor)


@bp.post("/<int:collaboration_id>/acceptance")
@requires_session
def accept(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Sign for the class the version that was read; signing twice is signing once."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    is_signed = collaborating.has_signed(collaboration, place)
    if is_signed and policy.can_collaborate(actor):
        return back(context_id, collaboration_id)
    loading.allow(policy.can_sign(actor, place, collaboration, is_signed=is_signed))
    try:
        collaborating.sign(collaboration, place, version=forms.number("version"), by=actor)
    except collaborating.OutOfDate:
        form = Form.blank(places="1")
        form.errors["charter"] = _(
            "The charter was changed while you were reading it. Here is the newest version: "
            "read it, and sign it if you agree."
        )
        return page.render(collaboration, place, actor, form=form), 409
    return back(context_id, collaboration_id)
