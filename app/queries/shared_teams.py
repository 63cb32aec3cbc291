"""Who is in the Teams of a Space where classes meet, and who can be put into one.

A student is, while they are in their class, the class takes part, and the family agrees that
partner classes see them: nothing is rewritten where one of these ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import aliased

from app.models import (
    Membership,
    Pseudonym,
    Purpose,
    Role,
    SpaceContext,
    Team,
    TeamMember,
    User,
)
from app.queries.collaborations import IS_JOINED
from app.queries.consents import has_consent
from app.queries.people import AUTHOR, AUTHOR_IN_SPACE, Author, Rows, in_space

MOST_STUDENTS = 500
"""Of a class, on one page."""

_IS_STUDENT = (Membership.role == Role.STUDENT) & Membership.is_active & ~Membership.is_test
_CAN_BE_SEEN = has_consent(Purpose.PARTNER_VISIBILITY)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A student of a class, as the class's own staff see them."""

    person: Author
    can_join: bool
    """Whether the family agrees that partner classes see them."""
    is_in: bool

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the person's columns and the rest."""
        values: Any = tuple(row)
        return cls(Author(*values[: len(AUTHOR)]), *values[len(AUTHOR) :])


def people(team_ids: Iterable[int]) -> Rows:
    """Who is in these Teams, class by class: the Team's id, then the columns of an Author."""
    query: Rows = select(TeamMember.team_id, *AUTHOR_IN_SPACE).select_from(TeamMember)
    query = query.join(Team, Team.id == TeamMember.team_id)
    query = query.join(Membership, Membership.id == TeamMember.member_id)
    query = in_space(query.join(User, User.id == Membership.user_id), Team.space_id)
    query = _of_joined(query, Team.space_id).where(TeamMember.team_id.in_(team_ids))
    order = (SpaceContext.number, Pseudonym.name, Membership.id)
    return query.where(_IS_STUDENT, _CAN_BE_SEEN).order_by(*order)


def _of_joined(query: Any, space_id: Any) -> Any:
    """Whose class takes part in the Space."""
    is_place = SpaceContext.context_id == Membership.context_id
    return query.join(SpaceContext, (SpaceContext.space_id == space_id) & is_place & IS_JOINED)


def candidates(context_id: int, team_id: int) -> Rows:
    """The students of a class in its own order, and whether each can be and is in a Team."""
    is_in = exists().where(TeamMember.team_id == team_id, TeamMember.member_id == Membership.id)
    query: Rows = select(*AUTHOR, _CAN_BE_SEEN, is_in).join(User, User.id == Membership.user_id)
    query = query.where(Membership.context_id == context_id, _IS_STUDENT)
    return query.order_by(Membership.ordinal).limit(MOST_STUDENTS)


def own_students(context_id: int, member_ids: Iterable[int]) -> Select[Membership]:
    """Those of them who are students of a class."""
    query = select(Membership).where(Membership.context_id == context_id, _IS_STUDENT)
    return query.where(Membership.id.in_(member_ids)).order_by(Membership.ordinal)


def places(team_id: int, member_ids: Iterable[int]) -> Select[TeamMember]:
    """The places of these members in a Team."""
    query = select(TeamMember).where(TeamMember.team_id == team_id)
    return query.where(TeamMember.member_id.in_(member_ids))


def seen(space_id: int) -> Select[Membership]:
    """The students of all classes of a Space whose families agree, class by class."""
    query = _of_joined(select(Membership), space_id).where(_IS_STUDENT, _CAN_BE_SEEN)
    students: Select[Membership] = query.order_by(SpaceContext.number, Membership.id)
    return students


def seen_people(space_id: int) -> Rows:
    """The same as Authors."""
    query = select(*AUTHOR_IN_SPACE).join(User, User.id == Membership.user_id)
    query = in_space(_of_joined(query, space_id), SpaceContext.space_id)
    query = query.where(_IS_STUDENT, _CAN_BE_SEEN)
    return query.order_by(SpaceContext.number, Membership.id)


def groups(context_id: int, space_id: int) -> Select[Team, Team | None]:
    """The groups of a class's LMS that it does not hide, each with the Team made of it already."""
    made = aliased(Team)
    is_made = (made.source_id == Team.id) & (made.space_id == space_id) & made.is_active
    query = select(Team, made).outerjoin(made, is_made)
    query = query.where(Team.context_id == context_id, Team.is_active, ~Team.is_hidden)
    return query.order_by(Team.set_name, Team.name, Team.id)


def group_members(team_ids: Iterable[int]) -> Rows:
    """(Team, whether the family agrees, then an Author) of the students of these groups."""
    query: Rows = select(TeamMember.team_id, _CAN_BE_SEEN, *AUTHOR).select_from(TeamMember)
    query = query.join(Membership, Membership.id == TeamMember.member_id)
    query = query.join(User, User.id == Membership.user_id)
    query = query.where(TeamMember.team_id.in_(team_ids), _IS_STUDENT)
    return query.order_by(Membership.ordinal)
