"""Consents as a file: taken along as CSV, and brought back to be looked at before it counts."""

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import spreadsheets
from app.extensions import db
from app.models import Context, Membership, Purpose
from app.policies.consenting import can_see_consents
from app.services import consent_files, consenting, recording
from app.services.consent_files import LONGEST, MOST_LINES, Reading, Unreadable
from app.views import consent_forms, loading
from app.views.consents import bp as bp
from app.views.forms import Form
from app.views.guards import requires_session


@bp.get("/<int:context_id>/consents/csv")
@requires_session
def show_file(context_id: int) -> str:
    """Where the file is saved, and where it comes back."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_consents(actor))
    return _page(context, actor, Form.blank(source="", note=""))


@bp.post("/<int:context_id>/consents/csv/export")
@requires_session
def export(context_id: int) -> Response:
    """The class as it is now. That somebody took it is an Event."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_consents(actor))
    recording.record("consents.exported", school=context.deployment.school_id, actor=actor,
                     subject=context)  # fmt: skip
    db.session.commit()
    return spreadsheets.attachment(list(consent_files.written(actor)), "consents")


@bp.post("/<int:context_id>/consents/csv")
@requires_session
def propose_file(context_id: int) -> ResponseReturnValue:
    """Read a file, and lead to what it would change; nothing is done yet."""
    context, actor = loading.context(context_id)
    loading.allow(can_see_consents(actor))
    form = Form.sent("source", "note")
    note, reading = consent_forms.note(form), _read(form, actor)
    if reading is None or not form.is_valid:
        return _page(context, actor, form), 422
    proposal = consenting.propose(
        reading.wishes, by=actor, note=note, problems=[list(each) for each in reading.problems]
    )
    db.session.commit()
    return redirect(f"/contexts/{context_id}/consents/proposals/{proposal.id}", 303)


def _read(form: Form, actor: Membership) -> Reading | None:
    """What the file, or else the pasted text, says; notes an error where it can't be read."""
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    try:
        if data:
            form.values["source"] = consent_files.decoded(data)
        return consent_files.read(form.values["source"], actor)
    except Unreadable as problem:
        form.errors["source"] = _words(problem.code)
        return None


def _words(code: str) -> str:
    if code == "encoding":
        return str(_("The file is no text. Save it in your spreadsheet as CSV, UTF-8."))
    if code == "too_long":
        return str(
            _(
                "This is too long: %(characters)d characters and %(lines)d lines at most.",
                characters=LONGEST,
                lines=MOST_LINES,
            )
        )
    if code == "lines":
        return str(_("The lines can't be told apart. Save the file in your spreadsheet as CSV."))
    return str(
        _(
            "The first line must name the columns, each once: id or name, and at least one of "
            "%(columns)s.",
            columns=", ".join(Purpose),
        )
    )


def _page(context: Context, actor: Membership, form: Form) -> str:
    return render_template(
        "consents/file.html", context=context, actor=actor, form=form, columns=consent_files.COLUMNS
    )
