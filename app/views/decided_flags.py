"""What was flagged and decided on, for all of a class's staff to read."""

from flask import render_template

from app.extensions import db
from app.models import Context, PromptFlag
from app.policies.reviewing import can_review
from app.queries import flags, prompt_flags
from app.queries.flags import FlagRow
from app.views import forms, loading
from app.views.guards import requires_session
from app.views.marking import mark_classes
from app.views.prompt_flags import bp

__all__ = ["bp"]

LAST_PAGE = 100_000
"""Far beyond what there is: a number that PostgreSQL can still count to."""


@bp.get("/contexts/<int:context_id>/flags/decided")
@requires_session
def show_decided(context_id: int) -> str:
    """The newest first, a page at a time."""
    context, actor = loading.context(context_id)
    loading.allow(can_review(actor))
    page = min(max(forms.number("page", 1), 1), LAST_PAGE)
    posts, prompts, has_more = decided_of(context, page)
    mark_classes([*posts, *prompts])
    return render_template(
        "flags/decided.html",
        context=context,
        actor=actor,
        decided=posts,
        decided_prompts=prompts,
        page=page,
        has_more=has_more,
    )


def decided_of(context: Context, page: int = 1) -> tuple[list[FlagRow], list[PromptFlag], bool]:
    """Of Posts, of prompts, and whether there are more of either."""
    posts = [FlagRow.of(row) for row in db.session.execute(flags.decided(context.id, page))]
    prompts = list(db.session.scalars(prompt_flags.decided(context.id, page)))
    return posts[: flags.PAGE], prompts[: flags.PAGE], max(len(posts), len(prompts)) > flags.PAGE
