"""Who reaches the discussion of a Team; stands in every query that lists or finds Activities."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    STAFF,
    Activity,
    Membership,
    Purpose,
    Role,
    Team,
    TeamMember,
)
from app.queries.consents import has_consent

_Team, _Member = aliased(Team), aliased(TeamMember)

IS_FOR_ALL = Activity.team_id.is_(None)
"""What is no Team's: the one kind that a link of the LMS opens."""

IS_SEEN = or_(Team.context_id.is_not(None), has_consent(Purpose.PARTNER_VISIBILITY))
"""Whether somebody may stand in a Team: where classes meet, as far as their family agrees."""

_IS_IN_TEAM = (
    exists()
    .where(
        _Member.team_id == Activity.team_id,
        _Member.member_id == Membership.id,
        _Team.id == _Member.team_id,
        _Team.is_active,
        ~_Team.is_hidden,
        or_(_Team.context_id.is_not(None), has_consent(Purpose.PARTNER_VISIBILITY)),
    )
    .correlate(Activity, Membership)
)

_IS_THEIRS = and_(Membership.role == Role.STUDENT, ~Membership.is_test, _IS_IN_TEAM)

IS_REACHED: ColumnElement[bool] = or_(IS_FOR_ALL, Membership.role.in_(STAFF), _IS_THEIRS)
"""Whether a Membership that reaches the Space reaches an Activity of it: what is a Team's is for
its students, and for staff of the classes that meet there."""


def of_space(space_id: int, viewer: Membership) -> Select[Activity, Team | None]:
    """The Activities that somebody of a Space reaches, the oldest first, each with its Team."""
    query = select(Activity, Team).outerjoin(Team, Team.id == Activity.team_id)
    query = query.join(Membership, Membership.id == viewer.id)
    query = query.where(Activity.space_id == space_id, IS_REACHED)
    return query.order_by(Activity.id)


def reached(activity: Activity, member: Membership) -> Select[int]:
    """An Activity's id, if a Membership reaches it still: for what has waited."""
    query = select(Activity.id).join(Membership, Membership.id == member.id)
    return query.where(Activity.id == activity.id, IS_REACHED, Membership.is_active)


def of_team(team_id: int) -> Select[Activity]:
    """A Team's discussion."""
    return select(Activity).where(Activity.team_id == team_id)


def lacking(space_id: int) -> Select[Team]:
    """The Teams of a Space that have no discussion yet, in the order of their lists; not those
    that an LMS hides, whose members could not come."""
    query = select(Team).outerjoin(Activity, Activity.team_id == Team.id)
    query = query.where(Team.space_id == space_id, Activity.id.is_(None))
    query = query.where(Team.is_active, ~Team.is_hidden)
    return query.order_by(Team.set_name, Team.name, Team.id)
