"""Welcome a class to a Collaboration: it has the Charter before it, and has not joined yet.

Whoever calls has locked the Collaboration's row (services.class_invitations).
"""

from sqlalchemy import select

from app.extensions import db
from app.models import Collaboration, Context, Membership, Relation, ReviewRule, SpaceContext
from app.models.charter_terms import CharterTerms
from app.services import first_names
from app.services.collaborating import add_version, newest, note


def welcome(collaboration: Collaboration, context: Context, *, by: Membership) -> SpaceContext:
    """A class that was invited has the Charter before it.

    Where others work together already, they agree to it too: its coming is a new version, which
    all of them sign.
    """
    place = _place_for(collaboration, context)
    note("collaboration.considered", collaboration, by=by)
    if collaboration.is_running:
        terms = CharterTerms.of(newest(collaboration))
        collaboration.newest_version += 1
        add_version(collaboration, terms, by)
    return place


def _place_for(collaboration: Collaboration, context: Context) -> SpaceContext:
    """A class that left earlier, or said no, comes anew. Until it joins, its time runs on."""
    query = select(SpaceContext).where(
        SpaceContext.space_id == collaboration.space_id, SpaceContext.context_id == context.id
    )
    place = db.session.scalar(query)
    if place is None:
        place = SpaceContext(space_id=collaboration.space_id, context_id=context.id)
        db.session.add(place)
    place.relation, place.joined_at, place.left_at = Relation.PARTNER, None, None
    if place.shows_first_names:
        place.shows_first_names = False
        first_names.forget_in(place.space_id, place.context_id)
    place.review_rule = ReviewRule.EVERYTHING
    place.number = place.number or _next_number(collaboration)
    db.session.flush()
    return place


def _next_number(collaboration: Collaboration) -> int:
    query = select(SpaceContext.number).where(SpaceContext.space_id == collaboration.space_id)
    return max(db.session.scalars(query), default=-1) + 1
