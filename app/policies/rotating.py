"""Who lets classes take turns, and sees who reads whom."""

from app.models.activity import Activity
from app.models.membership import Membership


def can_see_rotation(actor: Membership, activity: Activity) -> bool:
    """Staff of every class, where classes meet; no Team's, which the others don't read."""
    return actor.is_staff and activity.space.is_shared and activity.team_id is None


def can_set_rotation(actor: Membership, activity: Activity) -> bool:
    """They settle it, while nobody has stopped the writing."""
    return can_see_rotation(actor, activity) and not activity.is_frozen
