"""What waits for a class's staff, what was flagged, and what they said of it."""

from collections.abc import Iterable

from flask import Blueprint, render_template

from app.extensions import db
from app.models import Context, Membership
from app.policies.reviewing import can_review
from app.queries import flags, prompt_flags, reviews
from app.queries.flags import FlagRow
from app.queries.reviews import NotedRow, ReviewRow
from app.richtext import render
from app.views import forms, loading
from app.views.decided_flags import decided_of
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.marking import mark_classes

bp = Blueprint("reviews", __name__)


@bp.get("/contexts/<int:context_id>/reviews")
@requires_session
def index(context_id: int) -> str:
    """The oldest first, a page at a time."""
    context, actor = loading.context(context_id)
    loading.allow(can_review(actor))
    return queue(context, actor, Form.blank(note=""))


def queue(
    context: Context, actor: Membership, form: Form, problems: Iterable[tuple[int, str]] = ()
) -> str:
    """The page; ``problems`` are Reviews that could not be let through, and why."""
    after = forms.number("after")
    rows = [ReviewRow.of(row) for row in db.session.execute(reviews.page(context.id, after))]
    shown = rows[: reviews.PAGE]
    flagged, more_flagged = _flagged(context)
    prompts = list(db.session.scalars(prompt_flags.page(context.id)))
    decided, decided_prompts, has_more_decided = ([], [], False) if after else decided_of(context)
    noted = [] if after else _noted(context)
    mark_classes([*shown, *flagged, *decided, *prompts, *decided_prompts])
    return render_template(
        "reviews/index.html",
        context=context,
        actor=actor,
        rows=shown,
        bodies=bodies(shown),
        flagged=flagged,
        flagged_prompts=prompts,
        decided_prompts=decided_prompts,
        more_flagged=more_flagged,
        decided=decided,
        has_more_decided=has_more_decided,
        school=context.deployment.school,
        noted=noted[: reviews.NOTES_PAGE],
        has_more_notes=len(noted) > reviews.NOTES_PAGE,
        form=form,
        problems=dict(problems),
        after=after,
        next_key=shown[-1].review.id if len(rows) > reviews.PAGE else None,
    )


def _flagged(context: Context) -> tuple[list[FlagRow], bool]:
    """The oldest Flags that wait, and whether there are more."""
    rows = [FlagRow.of(row) for row in db.session.execute(flags.page(context.id))]
    return rows[: flags.PAGE], len(rows) > flags.PAGE


def _noted(context: Context) -> list[NotedRow]:
    return [NotedRow.of(row) for row in db.session.execute(reviews.noted(context.id))]


def bodies(rows: Iterable[ReviewRow]) -> dict[int, str]:
    """Their words as they would be published; a title has none."""
    words = ((row.review.id, row.review.words) for row in rows)
    return {number: render(source).html for number, source in words if source}
