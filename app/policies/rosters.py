"""Who may see who is in a class. docs/routes.md has it by address."""

from app.models.membership import Membership


def can_see_roster(actor: Membership) -> bool:
    """Those who answer for the class; they may have it asked for again too."""
    return actor.is_staff
