"""What a class took along from a shared Space: its receipt, and its file."""

from flask import Blueprint, Response, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Collaboration, Context, Membership, Parting, now
from app.policies import collaborating as policy
from app.queries import collaborations
from app.services import archive_files, archiving, receipt_words, recording
from app.views import loading
from app.views.collaborations.blueprint import bp as collaborations_bp
from app.views.guards import requires_session

bp = Blueprint("partings", __name__, url_prefix="/contexts/<int:context_id>/partings")


@bp.get("/<int:parting_id>")
@requires_session
def show(context_id: int, parting_id: int) -> str:
    """The receipt, with what every class kept and what was erased of it."""
    parting, actor = loading.parting(context_id, parting_id)
    return render_template(
        "partings/show.html",
        parting=parting,
        context=parting.context,
        actor=actor,
        partings=db.session.scalars(collaborations.partings_of(parting.collaboration_id)).all(),
        lines=receipt_words.lines,
    )


@bp.post("/<int:parting_id>/archive")
@requires_session
def save(context_id: int, parting_id: int) -> Response:
    """The file. That somebody took it is an Event. 404 once it is erased here."""
    parting, actor = loading.parting(context_id, parting_id)
    if parting.archive is None:
        abort(404)
    return _saved(parting.archive, parting.context, actor, parting)


@bp.post("/<int:parting_id>/erasure")
@requires_session
def erase(context_id: int, parting_id: int) -> ResponseReturnValue:
    """Keep the receipt alone. Erasing what is erased changes nothing."""
    parting, actor = loading.parting(context_id, parting_id, to_change=True)
    loading.allow(policy.can_erase_archive(actor))
    if parting.archive_erased_at is None:
        parting.erase_archive()
        recording.record("archive.erased", school=parting.context.deployment.school_id,
                         actor=actor, subject=parting)  # fmt: skip
    db.session.commit()
    return redirect(f"/contexts/{context_id}/partings/{parting_id}", 303)


@collaborations_bp.post("/<int:collaboration_id>/archive")
@requires_session
def save_now(context_id: int, collaboration_id: int) -> Response:
    """The class's work as it stands, while it still works with others."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    loading.allow(policy.can_save_work(actor, place, collaboration))
    data = archive_files.zipped(archiving.collect(collaboration, place.context))
    return _saved(data, place.context, actor, collaboration)


def _saved(
    data: bytes, context: Context, actor: Membership, subject: Parting | Collaboration
) -> Response:
    school_id = context.deployment.school_id
    recording.record("archive.saved", school=school_id, actor=actor, subject=subject)
    db.session.commit()
    answer = Response(data, mimetype="application/zip")
    name = f"courtyard-work-{now().date().isoformat()}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
