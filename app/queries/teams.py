"""Pages of Teams with who is in them, in the order of their sets and names: a class's, as its LMS
has them, or those of a Space in which classes meet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, select, tuple_
from sqlalchemy.orm import aliased

from app.models import Activity, Membership, Team, TeamMember, User
from app.queries.people import AUTHOR, Author, Rows
from app.queries.team_discussions import IS_SEEN

PAGE = 50

_ORDER = (Team.set_name, Team.name, Team.id)

Place = Callable[[Any], ColumnElement[bool]]
"""Whose Teams, said of Team or an alias of it."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One Team of a list."""

    id: int
    name: str
    set_name: str
    is_hidden: bool
    activity_id: int | None
    """Its discussion; None where it has none."""
    people: list[Author] = field(default_factory=list)

    @classmethod
    def of(cls, row: Row[*tuple[Any, ...]]) -> Self:
        """Take a row of `page` apart; nobody is in it yet."""
        return cls(*row)


def of_class(context_id: int) -> Place:
    """Those that a class's LMS has as groups."""
    return lambda team: team.context_id == context_id


def of_space(space_id: int) -> Place:
    """All of a Space."""
    return lambda team: team.space_id == space_id


def page(place: Place, member_id: int | None, after: int = 0) -> Rows:
    """The Teams after the one with this id (0: from the first), and one more: there is a next page.

    ``member_id``: only those that this member is in and may know of; None: all.
    """
    query = select(Team.id, Team.name, Team.set_name, Team.is_hidden, Activity.id)
    query = query.outerjoin(Activity, Activity.team_id == Team.id)
    query = query.where(place(Team), Team.is_active)
    if member_id is not None:
        query = query.join(TeamMember, TeamMember.team_id == Team.id)
        query = query.join(Membership, Membership.id == TeamMember.member_id)
        query = query.where(Membership.id == member_id, ~Team.is_hidden, IS_SEEN)
    if after:
        last = aliased(Team)
        query = query.join(last, (last.id == after) & place(last))
        query = query.where(tuple_(*_ORDER) > tuple_(last.set_name, last.name, last.id))
    return query.order_by(*_ORDER).limit(PAGE + 1)


def one(space_id: int, team_id: int) -> Select[Team]:
    """One of a Space."""
    return select(Team).where(Team.space_id == space_id, Team.id == team_id)


def people(rows: Iterable[TeamRow]) -> Rows:
    """Who is in these Teams of a class: the Team's id, then the columns of an Author."""
    query = select(TeamMember.team_id, *AUTHOR).join(
        TeamMember, TeamMember.member_id == Membership.id
    )
    query = query.join(User, User.id == Membership.user_id)
    query = query.where(TeamMember.team_id.in_([row.id for row in rows]))
    query = query.where(Membership.is_active, ~Membership.is_test)
    return query.order_by(Membership.ordinal)


def fill(rows: Iterable[TeamRow], found: Iterable[Row[*tuple[Any, ...]]]) -> None:
    """Put the rows of people into their Teams."""
    teams = {row.id: row for row in rows}
    for team_id, *columns in found:
        teams[team_id].people.append(Author(*columns))


def sets(rows: Sequence[TeamRow]) -> list[tuple[str, list[TeamRow]]]:
    """The same by the names of their sets, "" for Teams of none."""
    return [(name, list(of_set)) for name, of_set in groupby(rows, lambda row: row.set_name)]
