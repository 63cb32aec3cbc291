"""Say what of a class's students has to wait in one Space."""

from app.models import Membership, Relation, ReviewRule, SpaceContext
from app.services.recording import record


def choose(
    place: SpaceContext, rule: ReviewRule, *, screens_arrivals: bool, by: Membership
) -> None:
    """From now on; what waits already goes on waiting. The host alone reads what arrives.

    Where the class's School demands more, all stays as it is.
    """
    if not place.allows(rule):
        return
    is_host = place.space.is_shared and place.relation is Relation.HOST
    before = place.review_rule, place.screens_arrivals
    place.review_rule, place.screens_arrivals = rule, is_host and screens_arrivals
    if before != (place.review_rule, place.screens_arrivals):
        record(
            "review.rules_changed",
            school=by.context.deployment.school_id,
            actor=by,
            subject=place.space,
            rule=str(place.review_rule),
            screens_arrivals=place.screens_arrivals,
        )
