"""What of a class's students has to wait, in each Space of the class."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Context, Relation, ReviewRule
from app.policies.reviewing import can_set_review_rules
from app.queries import reviews
from app.services import review_rules, rosters
from app.views import loading
from app.views.guards import requires_session
from app.views.review_decisions import bp

__all__ = ["bp"]


@bp.get("/contexts/<int:context_id>/reviews/rules")
@requires_session
def show_rules(context_id: int) -> str:
    """A choice for each Space."""
    context, actor = loading.context(context_id)
    loading.allow(can_set_review_rules(actor))
    return render_template(
        "reviews/rules.html",
        context=context,
        actor=actor,
        places=db.session.execute(reviews.places_of(context.id)).all(),
        rules=ReviewRule,
        host=Relation.HOST,
        is_list_known=_is_list_known(context),
    )


def _is_list_known(context: Context) -> bool:
    """Whether the LMS has named the whole class at some time: texts are searched for its names."""
    sync = rosters.find(context)
    return sync is not None and sync.whole_at is not None


@bp.post("/contexts/<int:context_id>/reviews/rules")
@requires_session
def save_rules(context_id: int) -> ResponseReturnValue:
    """Take what was chosen. What waits already goes on waiting."""
    context, actor = loading.context_to_change(context_id)
    loading.allow(can_set_review_rules(actor))
    for place, space in db.session.execute(reviews.places_of(context.id)):
        rule = request.form.get(f"rule-{space.id}", "")
        if rule in list(ReviewRule):  # a Space that the form does not name stays as it is
            arrivals = request.form.get(f"arrivals-{space.id}") == "1"
            review_rules.choose(place, ReviewRule(rule), screens_arrivals=arrivals, by=actor)
    db.session.commit()
    return redirect(f"/contexts/{context_id}/reviews/rules", 303)
