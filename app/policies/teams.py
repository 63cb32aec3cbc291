"""Who sees the Teams of a class, and gives them discussions.

docs/permissions.md is the same as a table; a test compares.
"""

from app.models.membership import Membership, Role


def can_see_teams(actor: Membership) -> bool:
    """Students see those that they are in, and that the LMS does not keep from them."""
    return actor.is_staff or actor.role is Role.STUDENT


def can_see_all_teams(actor: Membership) -> bool:
    """Those who answer for the class; they see why the LMS's groups could not be read too."""
    return actor.is_staff


def can_open_discussions(actor: Membership) -> bool:
    """They give each Team of the class a discussion of its own."""
    return actor.is_staff
