"""Consents of a class: who said yes to what, set by hand."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Consent, Context, Membership, Purpose
from app.policies.consenting import can_see_consents, can_see_own_consents
from app.queries import consents
from app.queries.consents import AnswerRow, StudentRow
from app.queries.people import Author
from app.services import consenting
from app.services.consenting import Wish
from app.views import consent_forms, forms, loading
from app.views.consent_forms import Sheet
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("consents", __name__, url_prefix="/contexts")


@bp.get("/<int:context_id>/consents")
@requires_session
def show(context_id: int) -> str:
    """The class for its staff; for a student, what was said of themselves."""
    context, actor = loading.context(context_id)
    if can_see_own_consents(actor):
        said = consenting.held_by([actor.id]).get(actor.id, {})
        return render_template(
            "consents/own.html", context=context, actor=actor, said=said, purposes=Purpose
        )
    loading.allow(can_see_consents(actor))
    return sheet_page(context, actor, Form.blank(note=""))


@bp.get("/<int:context_id>/consents/<int:member_id>")
@requires_session
def show_history(context_id: int, member_id: int) -> str:
    """Everything that was ever said for one student: by whom it was written down, when and why."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_consents(actor))
    student, before = loading.student(member_id, context.id), forms.number("before")
    rows = [AnswerRow.of(row) for row in db.session.execute(consents.history(student.id, before))]
    return render_template(
        "consents/history.html",
        context=context,
        actor=actor,
        student=student,
        answers=rows[: consents.PAGE],
        is_first=before == 0,
        next_key=rows[consents.PAGE - 1].id if len(rows) > consents.PAGE else None,
    )


@bp.post("/<int:context_id>/consents")
@requires_session
def save(context_id: int) -> ResponseReturnValue:
    """Take what was ticked. 409 where somebody else changed some of it; withdrawals ask first."""
    context, actor = loading.context_to_change(context_id)
    loading.allow(can_see_consents(actor))
    form, sheet = Form.sent("note"), Sheet.sent()
    note, wishes = consent_forms.note(form), sheet.wishes(consenting.seen_before(sheet.consent_ids))
    plan = consenting.plan(wishes, by=actor)
    if not form.is_valid:
        return sheet_page(context, actor, form, wishes), 422
    if not plan.changes:
        return redirect(_address(context), 303)
    if moved := _moved(sheet, actor):
        return sheet_page(context, actor, form, wishes, moved), 409
    if plan.has_withdrawals:
        proposal = consenting.propose(wishes, by=actor, note=note)
        db.session.commit()
        return redirect(f"/contexts/{context.id}/consents/proposals/{proposal.id}", 303)
    consenting.carry_out(plan.changes, by=actor, note=note)
    db.session.commit()
    return redirect(_address(context), 303)


def _moved(sheet: Sheet, actor: Membership) -> list[tuple[Author, Consent]]:
    people = consenting.students(sheet.member_ids, by=actor)
    return sheet.moved(people, consenting.held_by(person.id for person in people))


def _address(context: Context) -> str:
    """The page of the list from which the form came."""
    after = forms.number("after")
    return f"/contexts/{context.id}/consents" + (f"?after={after}" if after else "")


def sheet_page(
    context: Context,
    actor: Membership,
    form: Form,
    wishes: Iterable[Wish] = (),
    moved: Iterable[tuple[Author, Consent]] = (),
) -> str:
    """A page of the class, with what was ticked and is not saved."""
    after = forms.number("after")
    query = consents.page(context.id, after)
    rows = [StudentRow.of(row) for row in db.session.execute(query)]
    shown = rows[: consents.PAGE]
    held = consenting.held_by(row.person.id for row in shown)
    facts: dict[str, Any] = {
        "students": shown,
        "held": held,
        "ticked": consent_forms.ticked_in(held, wishes),
        "moved": moved,
        "after": after,
        "next_key": shown[-1].person.ordinal if len(rows) > consents.PAGE else None,
    }
    return render_template(
        "consents/show.html", context=context, actor=actor, form=form, purposes=Purpose, **facts
    )
