"""The one place that names people."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.models import ActorKind, Membership, Role
from app.models.steward import Steward
from app.policies.naming import AuthorLike, can_see_colleague, can_see_own_name
from app.queries.events import EventRow


def shown_name(viewer: Membership, author: AuthorLike) -> str:
    """The name under which the viewer sees the author; never empty.

    Where the platform sends no name, or the viewer may not know it, a person is their role and
    their number in the class, which is the same on every page.
    """
    if can_see_own_name(viewer, author) and author.own_name:
        return author.own_name
    return role_name(author.role, author.ordinal)


def actor_name(steward: Steward, event: EventRow) -> str:
    """Who acted, as an audit trail says it to this Steward."""
    if event.actor is None:
        return str(_ACTORS[event.actor_kind])
    if can_see_colleague(steward, event.actor_school_id) and event.actor.own_name:
        return event.actor.own_name
    name = role_name(event.actor.role, event.actor.ordinal)
    return str(_("%(name)s (member %(number)d)", name=name, number=event.actor.id))


_ACTORS = {
    ActorKind.INSTALLATION: _l("The installation's administrator"),
    ActorKind.PLATFORM: _l("The LMS"),
    ActorKind.JOB: _l("Courtyard itself"),
    ActorKind.MEMBER: _l("A member"),
}


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
