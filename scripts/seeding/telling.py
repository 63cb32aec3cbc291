"""What every step of the story stands on: people, days, and what was made so far."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from app.extensions import db
from app.models import Base, Collaboration, Membership, SpaceContext
from app.models.clock import turned_to
from app.services import collaborating
from scripts.seeding.calendar import SchoolDays, in_utc
from scripts.seeding.people import People
from scripts.seeding.story import Step

Entity = TypeVar("Entity", bound=Base)


class NotAllowed(Exception):
    """The story has somebody do what the tool lets nobody do."""


@dataclass
class Telling:
    """A story as it is being told. ``made`` has the ids of things by their names in it."""

    people: People
    days: SchoolDays
    made: dict[str, int] = field(default_factory=dict)

    def moment(self, step: Step, *, later: int = 0) -> datetime:
        """When a step happens, or so many minutes later."""
        zone = self.people.class_of(step.who).zone
        return in_utc(self.days.moment(step.ago, step.at, zone)) + timedelta(minutes=later)

    def at(self, step: Step, *, later: int = 0) -> AbstractContextManager[None]:
        """Turn the clock to it."""
        return turned_to(self.moment(step, later=later))

    def keep(self, name: str, thing: Any) -> None:
        """Remember what the story calls so."""
        db.session.flush()
        self.made[name] = thing.id

    def find(self, kind: type[Entity], name: str) -> Entity:
        """What the story called so. Raises KeyError for a name that it did not give yet."""
        return db.session.get_one(kind, self.made[name])

    def place(self, collaboration: Collaboration, member: Membership) -> SpaceContext:
        """The member's class in it."""
        places = collaborating.places_of(collaboration)
        return next(each for each in places if each.context_id == member.context_id)


Deed = Callable[[Telling, Step], None]


def allow(is_allowed: bool, step: Step) -> None:
    """Stop where the tool would have said no. Raises NotAllowed."""
    if not is_allowed:
        raise NotAllowed(f"{step.who} can't do this: {step.does}, {step.more}")
