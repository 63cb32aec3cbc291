"""Grade one student: look at their work, give points, see what goes, have it sent."""

from flask import abort, redirect
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import DraftKind
from app.models.base import NAME_LENGTH
from app.services import drafting, grading
from app.services.grading import Grade, GradeConflict
from app.views import loading, score_forms
from app.views.forms import Form
from app.views.grading_pages import Desk
from app.views.guards import requires_session
from app.views.scores import bp as bp
from app.views.scores import run


@bp.get("/<int:activity_id>/scores/<int:member_id>")
@requires_session
def show_one(activity_id: int, member_id: int) -> str:
    """What the student wrote, how it stands with their grade, and the form for another."""
    desk = Desk.load(activity_id, member_id)
    return desk.page(desk.form())


@bp.post("/<int:activity_id>/scores/<int:member_id>")
@requires_session
def draft(activity_id: int, member_id: int) -> ResponseReturnValue:
    """Take what was typed, to be seen once more before it goes."""
    desk, form = Desk.load(activity_id, member_id), Form.sent(*score_forms.FIELDS)
    given = desk.read(form)
    if given is None or not desk.may_grade:
        return desk.page(form), 422 if desk.may_grade else 403
    drafting.keep(
        desk.actor,
        DraftKind.GRADE,
        grading.place(desk.activity, desk.student).id,
        title=form.values["points"].strip(),
        source=given.comment,
        version=score_forms.version_of(form),
    )
    db.session.commit()
    query = f"?post={given.post_id}" if given.post_id else ""
    return redirect(f"{desk.path}/preview{query}", 303)


@bp.post("/<int:activity_id>/scores/<int:member_id>/draft")
@requires_session
def keep(activity_id: int, member_id: int) -> ResponseReturnValue:
    """Save what is typed, as it is."""
    desk, form = Desk.load(activity_id, member_id), Form.sent(*score_forms.FIELDS)
    points, comment = (form.values[name].replace("\x00", "") for name in ("points", "comment"))
    if len(comment) > drafting.LONGEST:
        abort(413)
    grading.keep_draft(
        grading.place(desk.activity, desk.student),
        points=points[:NAME_LENGTH],
        comment=comment,
        by=desk.actor,
        version=score_forms.version_of(form),
    )
    db.session.commit()
    return "", 204


@bp.get("/<int:activity_id>/scores/<int:member_id>/preview")
@requires_session
def preview(activity_id: int, member_id: int) -> str:
    """What would go, as it would go; the form, where nothing was typed yet."""
    desk = Desk.load(activity_id, member_id)
    form = desk.form()
    given = desk.read(form) if desk.draft else None
    if desk.score is None or given is None or not desk.may_grade:
        return desk.page(form)
    return desk.preview(form, given, desk.score)


@bp.post("/<int:activity_id>/scores/<int:member_id>/confirmation")
@requires_session
def confirm(activity_id: int, member_id: int) -> ResponseReturnValue:
    """Give the grade, and have it sent. 409 where somebody else has graded meanwhile."""
    desk, form = Desk.load(activity_id, member_id), Form.sent(*score_forms.FIELDS)
    given = desk.read(form)
    if given is None or not desk.may_grade:
        return desk.page(form), 422 if desk.may_grade else 403
    score = grading.place(desk.activity, desk.student)
    try:
        errands = grading.grade(score, given, by=desk.actor, version=score_forms.version_of(form))
    except GradeConflict:
        return desk.preview(form, given, score), 409
    db.session.commit()
    run(errands)
    return redirect(desk.path, 303)


@bp.get("/<int:activity_id>/scores/<int:member_id>/deletion")
@requires_session
def confirm_deletion(activity_id: int, member_id: int) -> str:
    """Ask before a grade is taken back; the form, where there is none."""
    desk = Desk.load(activity_id, member_id)
    score = desk.score
    if score is None or not score.is_graded:
        return desk.page(desk.form())
    return desk.deletion(score, is_stale=False)


@bp.post("/<int:activity_id>/scores/<int:member_id>/deletion")
@requires_session
def delete(activity_id: int, member_id: int) -> ResponseReturnValue:
    """Take a grade back, and have the LMS empty its own. 409 where it is another by now."""
    desk, form = Desk.load(activity_id, member_id), Form.sent("seen_version")
    loading.allow(desk.may_grade)
    score = grading.place(desk.activity, desk.student)
    if not score.is_graded:
        return redirect(desk.path, 303)
    try:
        version = score_forms.version_of(form)
        errands = grading.grade(score, Grade(None), by=desk.actor, version=version)
    except GradeConflict:
        return desk.deletion(score, is_stale=True), 409
    db.session.commit()
    run(errands)
    return redirect(desk.path, 303)
