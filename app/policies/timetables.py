"""Who says when a class is at school."""

from app.models.membership import Membership


def can_set_timetable(actor: Membership) -> bool:
    """Staff, for their own class; who acts has reached it."""
    return actor.is_staff
