"""Who says what the LMS's links open. docs/permissions.md has it as a line of a table."""

from app.models.membership import Membership


def can_choose_links(actor: Membership) -> bool:
    """Staff, of what the LMS is to show in a course, when it asks."""
    return actor.is_staff


def can_relink(actor: Membership) -> bool:
    """Staff, of the links in their own class's course."""
    return actor.is_staff
