"""Whose work in an Activity somebody may look at, all in one place."""

from app.models.membership import Membership, Role


def can_see_work(actor: Membership, author: Membership) -> bool:
    """A student's own class's staff, the student, and their mentors. ``author`` has its User.

    To everyone else there is nothing, not even whether there is such a student.
    """
    if author.role is not Role.STUDENT or actor.context_id != author.context_id:
        return False
    if actor.is_staff or actor.id == author.id:
        return True
    return actor.role is Role.MENTOR and author.is_active and author.user.sub in actor.mentee_subs
