"""What of a class's students has to wait, in each Space of the class."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Context, Relation, ReviewRule, Space, SpaceContext
from app.policies.reviewing import can_set_review_rules
from app.queries import reviews
from app.services import rosters
from app.services.recording import record
from app.views import loading
from app.views.guards import requires_session
from app.views.reviews import bp

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
        if _take(place, space):
            record(
                "review.rules_changed",
                school=context.deployment.school_id,
                actor=actor,
                subject=space,
                rule=str(place.review_rule),
                screens_arrivals=place.screens_arrivals,
            )
    db.session.commit()
    return redirect(f"/contexts/{context_id}/reviews/rules", 303)


def _take(place: SpaceContext, space: Space) -> bool:
    """Whether the form says something else of a Space than held before; a Space that it does not
    name, or for which its School demands more, stays as it is."""
    rule = request.form.get(f"rule-{space.id}", "")
    if rule not in list(ReviewRule) or not place.allows(ReviewRule(rule)):
        return False
    before = place.review_rule, place.screens_arrivals
    place.review_rule = ReviewRule(rule)
    is_host = space.is_shared and place.relation is Relation.HOST
    place.screens_arrivals = is_host and request.form.get(f"arrivals-{space.id}") == "1"
    return before != (place.review_rule, place.screens_arrivals)
