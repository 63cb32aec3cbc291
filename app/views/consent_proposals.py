"""Look at changes of consents before they are made: what they change, and what they hide."""

from collections.abc import Iterable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import ConsentProposal, Membership, Purpose
from app.policies.consenting import can_see_consents
from app.services import consenting
from app.services.consenting import Plan, Wish
from app.views import consent_forms, forms, loading
from app.views.consent_files import bp as bp
from app.views.consent_forms import Sheet
from app.views.consents import sheet_page
from app.views.forms import Form
from app.views.guards import requires_session


@bp.post("/<int:context_id>/consents/proposals")
@requires_session
def propose_for_all(context_id: int) -> ResponseReturnValue:
    """One answer for everybody on the page, and what was ticked beside it; nothing is done yet."""
    context, actor = loading.context_to_change(context_id)
    loading.allow(can_see_consents(actor))
    form, sheet, is_given = Form.sent("note", "purpose"), Sheet.sent(), forms.is_on("is_given")
    own, note = sheet.wishes(consenting.seen_before(sheet.consent_ids)), consent_forms.note(form)
    purpose = _purpose(form)
    if not form.is_valid or purpose is None:
        return sheet_page(context, actor, form, own), 422
    for_all = [Wish(member_id, purpose, is_given) for member_id in sheet.member_ids]
    proposal = consenting.propose([*own, *for_all], by=actor, note=note)
    db.session.commit()
    return redirect(f"/contexts/{context_id}/consents/proposals/{proposal.id}", 303)


def _purpose(form: Form) -> Purpose | None:
    """The one that was chosen by its place in the list."""
    place = forms.whole(form.values["purpose"]) or 0
    if 0 < place <= len(Purpose):
        return list(Purpose)[place - 1]
    form.errors["purpose"] = _("Choose what everybody's answer is about.")
    return None


@bp.get("/<int:context_id>/consents/proposals/<int:proposal_id>")
@requires_session
def show_proposal(context_id: int, proposal_id: int) -> str:
    """What it would change, as things are now; or that it is done, and what it hid."""
    proposal, actor = loading.consent_proposal(context_id, proposal_id)
    loading.allow(can_see_consents(actor))
    plan = Plan([], {}) if proposal.done_at else consenting.plan_of(proposal, by=actor)
    return _page(proposal, actor, plan)


@bp.post("/<int:context_id>/consents/proposals/<int:proposal_id>/confirmation")
@requires_session
def confirm_proposal(context_id: int, proposal_id: int) -> ResponseReturnValue:
    """Do it, once. 409 where it would change something else than the page said."""
    loading.context_to_change(context_id)
    proposal, actor = loading.consent_proposal(context_id, proposal_id, to_change=True)
    loading.allow(can_see_consents(actor))
    if not proposal.done_at:
        plan = consenting.plan_of(proposal, by=actor)
        if plan.fingerprint != request.form.get("fingerprint"):
            return _page(proposal, actor, plan, is_stale=True), 409
        consenting.accept(proposal, plan, by=actor)
        db.session.commit()
    return redirect(f"/contexts/{context_id}/consents/proposals/{proposal_id}", 303)


def _page(
    proposal: ConsentProposal, actor: Membership, plan: Plan, *, is_stale: bool = False
) -> str:
    return render_template(
        "consents/proposal.html",
        context=actor.context,
        actor=actor,
        proposal=proposal,
        plan=plan,
        withdrawn=_withdrawn(plan),
        is_stale=is_stale,
    )


def _withdrawn(plan: Plan) -> Iterable[Purpose]:
    """The purposes of which something is taken back."""
    taken = {change.purpose for change in plan.changes if change.state == "withdrawn"}
    return [purpose for purpose in Purpose if purpose in taken]
