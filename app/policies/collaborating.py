"""Who may agree, stop and leave for a class. docs/permissions.md is the same as a table.

``place`` is the SpaceContext of the actor's own class, in the Collaboration's Space.
"""

from app.models.collaboration import Collaboration, CollaborationState
from app.models.membership import Membership, Role
from app.models.space import Relation, SpaceContext

SPEAKERS = frozenset({Role.TEACHER, Role.ADMINISTRATOR})
"""Who binds a class by a signature: an assistant does not."""


def can_see_collaborations(actor: Membership) -> bool:
    """With whom the class works is its staff's to know from the beginning."""
    return actor.is_staff


def can_collaborate(actor: Membership) -> bool:
    """Draft a Collaboration, or enter a code."""
    return actor.role in SPEAKERS


def can_invite_class(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """A class that takes part invites others, while nothing is stopped."""
    stopped = (CollaborationState.FROZEN, CollaborationState.ENDED)
    return _speaks(actor, place) and place.is_joined and collaboration.state not in stopped


def can_propose(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """Every class changes the Charter, one that considers it too; all sign what was changed."""
    return _speaks(actor, place) and not collaboration.is_ended


def can_sign(
    actor: Membership, place: SpaceContext, collaboration: Collaboration, *, is_signed: bool
) -> bool:
    """Once for each version, and not while everything stands still."""
    stopped = (CollaborationState.FROZEN, CollaborationState.ENDED)
    return _speaks(actor, place) and not is_signed and collaboration.state not in stopped


def can_freeze(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """Any staff of any class, at once: assistants too."""
    return actor.is_staff and place.is_joined and collaboration.state is CollaborationState.ACTIVE


def can_thaw(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """Each class agrees for itself that it should go on."""
    is_frozen = collaboration.state is CollaborationState.FROZEN
    return _speaks(actor, place) and place.is_joined and is_frozen and place.thawed_at is None


def can_leave(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """A partner goes whenever it wants; a class that considers says no."""
    is_host = place.relation is Relation.HOST
    return _speaks(actor, place) and not is_host and not collaboration.is_ended


def can_end(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """The host ends it for all."""
    is_host = place.relation is Relation.HOST
    return _speaks(actor, place) and is_host and not collaboration.is_ended


def can_save_work(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """The class's staff take along what it wrote, from the beginning to the end."""
    is_own = actor.context_id == place.context_id and place.is_joined
    return actor.is_staff and is_own and (collaboration.is_running or collaboration.is_ended)


def can_erase_archive(actor: Membership) -> bool:
    """Who speaks for the class says that nobody needs our copy of its file."""
    return actor.role in SPEAKERS


def can_set_names(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """Who speaks for a class that takes part says how its students are known to the others."""
    return _speaks(actor, place) and place.is_joined and not collaboration.is_ended


def can_see_health(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """Staff of classes that work together see who has not been answered."""
    is_own = actor.is_staff and actor.context_id == place.context_id
    return is_own and place.is_joined and collaboration.is_running


def can_nudge(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """They ask another class's staff to look, while somebody can answer."""
    is_active = collaboration.state is CollaborationState.ACTIVE
    return can_see_health(actor, place, collaboration) and is_active


def can_see_shared_teams(
    actor: Membership, place: SpaceContext, collaboration: Collaboration
) -> bool:
    """Staff of classes that work together see every Team."""
    return can_see_health(actor, place, collaboration)


def can_change_teams(actor: Membership, place: SpaceContext, collaboration: Collaboration) -> bool:
    """They make Teams, and put students of their own class into them, while nothing is stopped."""
    return can_nudge(actor, place, collaboration)


def _speaks(actor: Membership, place: SpaceContext) -> bool:
    is_own = actor.context_id == place.context_id
    return actor.role in SPEAKERS and is_own and place.left_at is None
