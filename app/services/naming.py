"""The one place that names people."""

from flask_babel import gettext as _

from app.models import Membership, Role
from app.policies.naming import AuthorLike, can_see_own_name


def shown_name(viewer: Membership, author: AuthorLike) -> str:
    """The name under which the viewer sees the author; never empty.

    Where the platform sends no name, or the viewer may not know it, a person is their role and
    their number in the class, which is the same on every page.
    """
    if can_see_own_name(viewer, author) and author.own_name:
        return author.own_name
    return role_name(author.role, author.ordinal)


def role_name(role: Role, number: int) -> str:
    """A neutral name such as "Student 7"."""
    if role is Role.TEACHER:
        return str(_("Teacher %(number)s", number=number))
    if role is Role.STUDENT:
        return str(_("Student %(number)s", number=number))
    if role is Role.ASSISTANT:
        return str(_("Assistant %(number)s", number=number))
    if role is Role.MENTOR:
        return str(_("Mentor %(number)s", number=number))
    if role is Role.ADMINISTRATOR:
        return str(_("Administrator %(number)s", number=number))
    return str(_("Visitor %(number)s", number=number))


def class_name(name: str) -> str:
    """What a class is called; neutral where the platform gives it no name."""
    return name or str(_("Your class"))


def activity_name(title: str) -> str:
    """What an Activity is called; neutral where its link has no name."""
    return title or str(_("Discussion"))
