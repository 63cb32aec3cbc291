"""Stop a Collaboration and go on, leave it, end it: each class may at once, none needs another.

Whoever calls has locked the Collaboration's row (views.loading).
"""

from app.extensions import db
from app.models import Collaboration, CollaborationState, Membership, SpaceContext, now
from app.services import moving_links, parting, team_places
from app.services.collaborating import LEAST_CLASSES, newest, note, places_of, settle


def freeze(
    collaboration: Collaboration, place: SpaceContext, *, reason: str, by: Membership
) -> None:
    """Stop all writing at once. The reason is the freezing School's own to keep."""
    for each in places_of(collaboration):
        each.thawed_at = None
    collaboration.freeze()
    note("collaboration.frozen", collaboration, by=by, own_details={"reason": reason})


def thaw(collaboration: Collaboration, place: SpaceContext, *, by: Membership) -> None:
    """A class agrees to go on; it does once every class has."""
    place.thawed_at = now()
    note("collaboration.thaw_agreed", collaboration, by=by)
    _thaw_if_agreed(collaboration, by)


def _thaw_if_agreed(collaboration: Collaboration, by: Membership) -> None:
    joined = [each for each in places_of(collaboration) if each.is_joined]
    if all(each.thawed_at for each in joined):
        collaboration.thaw()
        note("collaboration.thawed", collaboration, by=by)


def leave(collaboration: Collaboration, place: SpaceContext, *, by: Membership) -> None:
    """A class goes, or says no. Where one alone would be left of those who joined, it is over for
    both, and both can read until they part."""
    was_joined = place.is_joined
    note("collaboration.left" if was_joined else "collaboration.declined", collaboration, by=by)
    if was_joined and is_over_without(place, places_of(collaboration)):
        end(collaboration, by=by)
    else:
        _go(collaboration, place, by, was_joined=was_joined)


def _go(
    collaboration: Collaboration, place: SpaceContext, by: Membership, *, was_joined: bool
) -> None:
    """The others go on. Whoever took part has its Archive at once."""
    if was_joined:
        parting.keep(collaboration, place.context)
        parting.set_date(collaboration, [place])
        moving_links.bring_home(place.context, collaboration.space_id)
        team_places.forget_class(collaboration.space_id, place.context_id)
    place.left_at = now()
    db.session.flush()
    if collaboration.is_running:
        settle(collaboration, newest(collaboration), by)
    if collaboration.state is CollaborationState.FROZEN:
        _thaw_if_agreed(collaboration, by)


def is_over_without(place: SpaceContext, places: list[SpaceContext]) -> bool:
    """Whether too few of those who joined would be left for a collaboration."""
    joined = [each for each in places if each.is_joined and each is not place]
    return len(joined) < LEAST_CLASSES


def end(collaboration: Collaboration, *, by: Membership) -> None:
    """It is over, for all: the Space can only be read, until the classes part."""
    collaboration.end()
    parting.set_date(collaboration, (each for each in places_of(collaboration) if each.is_joined))
    note("collaboration.ended", collaboration, by=by)
