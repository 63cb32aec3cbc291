"""What dealing a Space's students into Teams would come to: looked at first, and then done."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from secrets import randbelow

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.extensions import db
from app.models import Collaboration, Team
from app.models.base import LARGEST_ID
from app.models.dealing import deal, teams_of_at_most
from app.queries import shared_teams
from app.queries.people import Author
from app.services import pseudonyms

MOST_TEAMS = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """So many Teams, or so many students in each at most; and the luck by which they are dealt."""

    by: str
    number: int
    seed: int

    def count(self, total: int) -> int:
        """How many Teams that makes of so many students."""
        return self.number if self.by == "teams" else teams_of_at_most(self.number, total)


@dataclass(frozen=True, slots=True)
class Dealt:
    """Teams with their names, as they would be."""

    teams: list[tuple[str, list[Author]]]

    @property
    def total(self) -> int:
        """How many students are dealt."""
        return sum(len(people) for _name, people in self.teams)

    @property
    def is_named(self) -> bool:
        """Whether other classes have a name to read for everybody (see `name_everybody`)."""
        return all(person.pseudonym for _name, people in self.teams for person in people)

    @property
    def fingerprint(self) -> str:
        """Another wherever somebody is in another Team."""
        facts = [(name, [person.id for person in people]) for name, people in self.teams]
        return sha256(repr(facts).encode()).hexdigest()[:32]


def new_seed() -> int:
    """Luck, as the address of a preview carries it."""
    return randbelow(LARGEST_ID) + 1


def total(collaboration: Collaboration) -> int:
    """How many students can be dealt."""
    seen = shared_teams.seen(collaboration.space_id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(seen)) or 0


def name_everybody(collaboration: Collaboration) -> None:
    """Whoever is shown to other classes has a Pseudonym there, and no number that follows them."""
    for member in db.session.scalars(shared_teams.seen(collaboration.space_id)):
        pseudonyms.of(collaboration.space, member)


def plan(collaboration: Collaboration, wish: Wish) -> Dealt:
    """The same wish comes to the same as long as the same students are there."""
    classes = defaultdict[int, list[Author]](list)
    for row in db.session.execute(shared_teams.seen_people(collaboration.space_id)):
        person = Author(*row)
        classes[person.context_id].append(person)
    count = wish.count(sum(map(len, classes.values())))
    dealt = deal(classes.values(), count, seed=wish.seed)
    return Dealt(list(zip(_names(collaboration, count), dealt, strict=True)))


def _names(collaboration: Collaboration, count: int) -> list[str]:
    """Numbers that no Team of the Space has yet."""
    query = select(Team.name).where(Team.space_id == collaboration.space_id, Team.is_active)
    taken, names, number = set(db.session.scalars(query)), list[str](), 0
    while len(names) < count:
        number += 1
        name = str(_("Team %(number)d", number=number))
        if name not in taken:
            names.append(name)
    return names
