"""What members of a class may do with a Space, and with their own Pseudonym in it."""

from app.models.membership import KNOWN_BY_NAME, Membership
from app.models.space import Space


def can_add_activity(actor: Membership, space: Space) -> bool:
    """Staff, where classes meet: in a class's own Space the LMS adds them."""
    return actor.is_staff and space.is_shared and not space.is_frozen


def can_have_pseudonym(actor: Membership, space: Space) -> bool:
    """Whoever writes where classes meet, and is not known there by their own name."""
    return space.is_shared and not actor.is_read_only and actor.role not in KNOWN_BY_NAME
