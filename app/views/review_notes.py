"""What a class's students were told about words that waited, for all of its staff to read."""

from flask import render_template

from app.extensions import db
from app.policies.reviewing import can_review
from app.queries import reviews
from app.queries.reviews import NotedRow
from app.views import forms, loading
from app.views.guards import requires_session
from app.views.review_rules import bp

__all__ = ["bp"]


@bp.get("/contexts/<int:context_id>/reviews/notes")
@requires_session
def show_notes(context_id: int) -> str:
    """The newest first, a page at a time."""
    context, actor = loading.context(context_id)
    loading.allow(can_review(actor))
    before = forms.number("before")
    rows = [NotedRow.of(row) for row in db.session.execute(reviews.noted(context.id, before))]
    shown = rows[: reviews.NOTES_PAGE]
    return render_template(
        "reviews/notes.html",
        context=context,
        actor=actor,
        noted=shown,
        is_first=before == 0,
        next_key=shown[-1].note.id if len(rows) > len(shown) else None,
    )
