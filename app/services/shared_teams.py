"""Make Teams where classes meet, and say who of one's own class is in them.

Whoever calls has locked the Collaboration's row (views.loading).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.models import Collaboration, Membership, Team
from app.models.secret import hashed
from app.queries import shared_teams, team_discussions
from app.richtext import RichText
from app.services import collaborating, team_places
from app.services import team_discussions as discussions
from app.services.dealing import Dealt


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a class's LMS that is to be a Team, under a name that staff have read."""

    source: Team
    made: Team | None
    """The Team that it is already."""
    name: str
    members: list[Membership]


def make(collaboration: Collaboration, name: str, *, by: Membership, key: str) -> Team:
    """A Team with nobody in it; the same form again (by its key) gives the same one."""
    form_hash = _hash(collaboration, by, key)
    team = db.session.scalar(select(Team).where(Team.form_hash == form_hash))
    if team is None:
        team = _add(collaboration, name, form_hash=form_hash)
        collaborating.note("team.made", collaboration, by=by, team=team.id)
    return team


def _hash(collaboration: Collaboration, by: Membership, key: str) -> str:
    return hashed(f"{collaboration.space_id}:{by.id}:{key}")


def _add(
    collaboration: Collaboration, name: str, *, form_hash: str | None = None, source_id: int = 0
) -> Team:
    team = Team(space_id=collaboration.space_id, name=name, form_hash=form_hash)
    team.source_id = source_id or None
    db.session.add(team)
    db.session.flush()
    return team


def rename(collaboration: Collaboration, team: Team, name: str, *, by: Membership) -> None:
    """Another name, for its discussion too."""
    if team.name != name:
        discussions.rename(team, name)
        team.name = name
        collaborating.note("team.renamed", collaboration, by=by, team=team.id)


def remove(collaboration: Collaboration, team: Team, *, by: Membership) -> None:
    """It is no more; removing it twice is removing it once."""
    if team.is_active:
        team.remove()
        collaborating.note("team.removed", collaboration, by=by, team=team.id)


def change_members(
    collaboration: Collaboration,
    team: Team,
    *,
    wanted: Iterable[Membership],
    unwanted: Iterable[int],
    by: Membership,
) -> None:
    """Put students of one's own class in, and take others out."""
    came = team_places.put_in(team, wanted, collaboration.space)
    gone = team_places.take_out(team, unwanted)
    _note_members(collaboration, team, by, came, gone)


def _note_members(
    collaboration: Collaboration, team: Team, by: Membership, came: list[int], gone: list[int]
) -> None:
    """By the numbers of their places, for their own School: an Event names no child."""
    if came or gone:
        own = {"places_in": " ".join(map(str, came)), "places_out": " ".join(map(str, gone))}
        collaborating.note(
            "team.members_changed", collaboration, by=by, own_details=dict(own),
            team=team.id, put_in=len(came), taken_out=len(gone),
        )  # fmt: skip


def take_groups(collaboration: Collaboration, groups: Iterable[Group], *, by: Membership) -> None:
    """A Team for each group, or whom the Team that it is already lacks."""
    for group in groups:
        team = group.made
        if team is None:
            team = _add(collaboration, group.name, source_id=group.source.id)
            collaborating.note("team.made", collaboration, by=by, team=team.id)
        rename(collaboration, team, group.name, by=by)
        came = team_places.put_in(team, group.members, collaboration.space)
        _note_members(collaboration, team, by, came, [])


def was_dealt(collaboration: Collaboration, *, by: Membership, key: str) -> bool:
    """Whether the form with this key has dealt already."""
    query = select(Team.id).where(Team.form_hash == _hash(collaboration, by, f"{key}:0"))
    return db.session.scalar(query) is not None


def deal(collaboration: Collaboration, dealt: Dealt, *, by: Membership, key: str) -> None:
    """All that was looked at, at once. Ask first whether it was done."""
    query = shared_teams.seen(collaboration.space_id)
    members = {member.id: member for member in db.session.scalars(query)}
    for number, (name, people) in enumerate(dealt.teams):
        form_hash = _hash(collaboration, by, f"{key}:{number}")
        team = _add(collaboration, name, form_hash=form_hash)
        still = [members[each.id] for each in people if each.id in members]  # a no came meanwhile
        team_places.put_in(team, still, collaboration.space)
    facts = {"teams": len(dealt.teams), "students": dealt.total}
    collaborating.note("team.dealt", collaboration, by=by, own_details=None, **facts)


def open_discussions(
    collaboration: Collaboration, prompt: RichText | None, *, by: Membership
) -> None:
    """Every Team that has no discussion gets one; twice is once."""
    lacking = team_discussions.lacking(collaboration.space_id)
    if count := discussions.open_for(lacking, prompt):
        collaborating.note("team.discussions_opened", collaboration, by=by, teams=count)
