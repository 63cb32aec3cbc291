"""Who lets classes take turns, and sees who reads whom."""

from app.models.membership import Membership
from app.models.space import Space


def can_see_rotation(actor: Membership, space: Space) -> bool:
    """Staff of every class, where classes meet."""
    return actor.is_staff and space.is_shared


def can_set_rotation(actor: Membership, space: Space) -> bool:
    """They settle it, while nobody has stopped the writing."""
    return can_see_rotation(actor, space) and not space.is_frozen
