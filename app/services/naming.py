"""The one place that names people."""

import re
from collections.abc import Mapping
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.lti.claims import Launch
from app.models import ActorKind, Membership, Role
from app.models.pseudonym import FIRST_NAME_LENGTH
from app.models.steward import Steward
from app.policies.naming import AuthorLike, can_see_colleague, can_see_own_name
from app.policies.sharing import Holdable, can_see_held
from app.queries.collaborations import ClassMark
from app.queries.events import EventRow


class Titled(Holdable, Protocol):
    """A Topic, or a row of one."""

    @property
    def title(self) -> str: ...


def shown_name(viewer: Membership, author: AuthorLike) -> str:
    """The name under which the viewer sees the author; never empty.

    Partner classes see a pseudonym. Where the platform sends no name, or there is no pseudonym, a
    person is their role and their number in the class, which is the same on every page.
    """
    if can_see_own_name(viewer, author):
        return author.own_name or role_name(author.role, author.ordinal)
    if author.pseudonym:
        return author.pseudonym
    return role_name(author.role, author.ordinal)


class Redaction:
    """Names for what a class takes along: its own people's, and of others what they were.

    Whoever is of another class is numbered as they come, so that neither their name nor the
    pseudonym under which they may still write elsewhere goes along.
    """

    def __init__(self, context_id: int, marks: Mapping[int, ClassMark]) -> None:
        self._context_id, self._marks = context_id, marks
        self._numbers: dict[int, int] = {}

    def name(self, author: Membership) -> str:
        """What the class's Archive calls somebody; never empty."""
        if author.context_id == self._context_id:
            return author.own_name or role_name(author.role, author.ordinal)
        number = self._numbers.setdefault(author.id, len(self._numbers) + 1)
        mark = self._marks.get(author.context_id)
        person = role_name(author.role, number)
        return f"{person} – {class_and_school(mark)}" if mark else person


def first_name(member: Membership) -> str:
    """The one that may go to partner classes where all agree (services.pseudonyms); "" where the
    LMS sends none, or the whole name or an address in its place."""
    name = member.user.given_name
    words, whole = _words(name), _words(member.user.name)
    is_whole = words >= whole and len(whole) > 1
    is_address = any(character in name for character in "@/0123456789")
    return "" if is_whole or is_address or len(name) > FIRST_NAME_LENGTH - len(" 99") else name


def _words(name: str) -> set[str]:
    """Whatever their order and case, and what stands between them."""
    return {*re.split(r"[\s,.;]+", name.casefold())} - {""}


def launched_name(launch: Launch) -> str:
    """What the platform calls whoever launches, for their own eyes; "" where it does not say."""
    return launch.name


def actor_name(steward: Steward, event: EventRow) -> str:
    """Who acted, as an audit trail says it to this Steward."""
    if event.actor is None:
        return str(_ACTORS[event.actor_kind])
    if can_see_colleague(steward, event.actor_school_id) and event.actor.own_name:
        return event.actor.own_name
    name = role_name(event.actor.role, event.actor.ordinal)
    if event.actor.role is Role.STUDENT:  # a child's number is their own School's
        return name
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


def topic_title(viewer: Membership, topic: Titled) -> str:
    """What a Topic is called; neutral where its title is for staff alone."""
    if can_see_held(viewer, topic):
        return topic.title
    return str(_("A teacher is looking at this."))


def class_and_school(mark: ClassMark) -> str:
    """A class as partner classes read it: its name, and its School's."""
    name = mark.name or str(_("A class"))
    if not mark.school_name:
        return name
    return str(_("%(class_)s, %(school)s", class_=name, school=mark.school_name))


def activity_name(title: str) -> str:
    """What an Activity is called; neutral where its link has no name."""
    return title or str(_("Discussion"))
