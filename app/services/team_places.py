"""Who is in which Team of a Space where classes meet."""

from collections.abc import Iterable

from sqlalchemy import Delete, delete, select

from app.extensions import db
from app.models import Membership, Space, Team, TeamMember
from app.queries import shared_teams
from app.services import pseudonyms


def put_in(team: Team, members: Iterable[Membership], space: Space) -> list[int]:
    """The new places, of who is in none yet. Other classes read their names, so these stay."""
    wanted = {member.id: member for member in members}
    places = db.session.scalars(shared_teams.places(team.id, wanted))
    there = {place.member_id for place in places}
    new = [member for number, member in wanted.items() if number not in there]
    for member in new:
        pseudonyms.settle(space, member)
    made = [TeamMember(team_id=team.id, member_id=member.id) for member in new]
    db.session.add_all(made)
    db.session.flush()
    return [place.id for place in made]


def take_out(team: Team, member_ids: Iterable[int]) -> list[int]:
    """The places that are no more."""
    gone = list(db.session.scalars(shared_teams.places(team.id, member_ids)))
    for place in gone:
        db.session.delete(place)
    db.session.flush()
    return [place.id for place in gone]


def forget_class(space_id: int, context_id: int) -> None:
    """Whose class leaves a Space is in no Team there any more; should it come back, neither."""
    teams = select(Team.id).where(Team.space_id == space_id)
    members = select(Membership.id).where(Membership.context_id == context_id)
    _execute(
        delete(TeamMember).where(TeamMember.team_id.in_(teams), TeamMember.member_id.in_(members))
    )


def forget_teams(space_id: int) -> None:
    """No class is left: there are no Teams any more, and what they were called is forgotten."""
    for team in db.session.scalars(select(Team).where(Team.space_id == space_id)):
        team.remove()
        team.name = ""


def _execute(statement: Delete) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
