"""Decide on what waits: let it through, change it, return it; one, or several at once."""

from collections.abc import Iterable

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Context, Membership, ReviewKind
from app.models.review import NOTE_LENGTH
from app.policies.reviewing import can_change_words, can_review
from app.queries import agreements, reviews
from app.queries.reviews import ReviewRow
from app.services import deciding
from app.views import forms, loading, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.marking import mark_classes
from app.views.reviews import bodies, bp, queue

__all__ = ["bp"]


@bp.post("/contexts/<int:context_id>/reviews/decisions")
@requires_session
def decide_on_some(context_id: int) -> ResponseReturnValue:
    """The same for several. What somebody else decided on meanwhile is left as it is."""
    context, actor = loading.context(context_id)
    loading.allow(can_review(actor))
    form = Form.sent("note")
    is_approved, note = forms.is_on("is_approved"), _note(form)
    numbers = [each for each in map(forms.whole, request.form.getlist("review")) if each]
    if not numbers:
        form.errors["review"] = _("Choose what this is about.")
    if not is_approved and not note:
        form.errors.setdefault("note", _("Tell the authors what to change."))
    rows = _waiting(context, numbers)
    _look_through(form, rows, actor)
    if not form.is_valid:
        return queue(context, actor, form), 422
    problems = _carry_out(rows, note, actor, is_approved=is_approved)
    db.session.commit()
    if problems:
        return queue(context, actor, form, problems), 409
    return redirect(f"/contexts/{context_id}/reviews", 303)


def _note(form: Form) -> str:
    """What the author is told; notes an error where it is too long."""
    note = form.values["note"].replace("\x00", "").strip()
    if len(note) > NOTE_LENGTH:
        form.errors["note"] = _(
            "The note has %(actual)d characters. Shorten it to %(limit)d at most.",
            actual=len(note),
            limit=NOTE_LENGTH,
        )
    return note


def _look_through(form: Form, rows: Iterable[ReviewRow], actor: Membership) -> None:
    """A note that a child of another class will read names none of one's own."""
    others = (row.space for row in rows if row.author_context_id != actor.context_id)
    for space in {each.id: each for each in others}.values():
        publishing.look_through(form, space, actor, "note")


def _waiting(context: Context, numbers: list[int]) -> list[ReviewRow]:
    """Those that still wait, locked; agreements first, then Topics, as by all who write there."""
    loading.hold(agreements.OF_CLASS, context.id)
    db.session.execute(reviews.topics(context.id, numbers))
    found = db.session.execute(reviews.some(context.id, numbers))
    return [ReviewRow.of(row) for row in found]


def _carry_out(
    rows: Iterable[ReviewRow], note: str, actor: Membership, *, is_approved: bool
) -> list[tuple[int, str]]:
    """Decide on each; gives those that could not be let through, and why."""
    problems = []
    for row in rows:
        try:
            if is_approved:
                deciding.approve(row.review, note, by=actor)
            else:
                deciding.return_(row.review, note, by=actor)
        except deciding.CannotPublish as problem:
            problems.append((row.review.id, str(problem)))
    return problems


@bp.get("/contexts/<int:context_id>/reviews/<int:review_id>")
@requires_session
def show(context_id: int, review_id: int) -> str:
    """One of them, with what was found in it, and its words to change."""
    context, actor = loading.context(context_id)
    loading.allow(can_review(actor))
    found = db.session.execute(reviews.one(context.id, loading.row_id(review_id))).first()
    row = ReviewRow.of(found) if found else abort(404)
    words = {"title": row.review.heading, "source": row.review.words, "note": ""}
    return _page(context, actor, row, Form.blank(**words))


def _page(context: Context, actor: Membership, row: ReviewRow, form: Form) -> str:
    mark_classes([row])
    is_own = can_change_words(actor, row)
    return render_template(
        "reviews/show.html",
        context=context,
        actor=actor,
        row=row,
        body=bodies([row]).get(row.review.id, ""),
        found=deciding.found_in(row.review) if is_own else [],
        form=form,
    )


@bp.post("/contexts/<int:context_id>/reviews/<int:review_id>/decision")
@requires_session
def decide(context_id: int, review_id: int) -> ResponseReturnValue:
    """Let it through, as it is or as staff of the author's class changed it; or return it."""
    context, actor = loading.context(context_id)
    loading.allow(can_review(actor))
    found = _waiting(context, [loading.row_id(review_id)])
    if not found:
        return redirect(f"/contexts/{context_id}/reviews", 303)
    row, form = found[0], Form.sent("title", "source", "note")
    is_approved, note = forms.is_on("is_approved"), _note(form)
    if not is_approved and not note:
        form.errors.setdefault("note", _("Tell the author what to change."))
    elif is_approved and can_change_words(actor, row):
        _change(row, form, actor)
    _look_through(form, [row], actor)
    if not form.is_valid:
        return _page(context, actor, row, form), 422
    if problems := _carry_out([row], note, actor, is_approved=is_approved):
        db.session.rollback()
        return queue(context, actor, Form.blank(note=note), problems), 409
    db.session.commit()
    return redirect(f"/contexts/{context_id}/reviews", 303)


def _change(row: ReviewRow, form: Form, actor: Membership) -> None:
    """Take what staff typed in the author's place; notes an error where it can't be taken."""
    review = row.review
    title = form.title() if review.title else ""
    text = form.text() if review.kind is not ReviewKind.TITLE else None
    if form.is_valid:
        review.change(title, text.source if text else "", by=actor)
