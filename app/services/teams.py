"""Keep Teams as a class's LMS has its groups."""

from collections.abc import Generator, Iterable, Mapping

from sqlalchemy import delete, select

from app.extensions import begin_write, db
from app.lti.failures import ServiceFailure
from app.lti.groups import Group, Groups
from app.models import Context, Membership, RosterSync, Space, Team, TeamMember, User, now
from app.services import connecting, team_discussions
from app.services.upserting import upsert

Said = Mapping[str, frozenset[str] | None]
"""The ids of people's groups by their subs; None for somebody of whom the LMS did not say."""

NOT_SAID = "no_enrollments"
"""The failure of an LMS that has groups, and does not say who is in them."""


def read(sync_id: int, context_id: int) -> Generator[None, None, list[Group] | None]:
    """Ask for the groups, a page at a time; None where the LMS has none to tell, or did not.

    Commit at every step. Why it did not stays with the Context, since nobody's roster fails by it.
    """
    context = db.session.get_one(Context, context_id)
    url, sets_url = context.groups_url, context.group_sets_url
    found: list[Group] = []
    if not url:
        return None
    try:
        for groups in Groups(connecting.of_context(context_id), url, sets_url).pages():
            found += groups
            begin_write()
            db.session.get_one(RosterSync, sync_id).go_on(0)
            yield
    except ServiceFailure as failure:
        note_failure(context_id, failure)
        yield
        return None
    return found


def note_failure(context_id: int, failure: ServiceFailure) -> None:
    """Keep why the groups could not be read."""
    begin_write()
    db.session.get_one(Context, context_id).groups_failure = failure.code


def has_news(context_id: int, groups: Iterable[Group] | None) -> bool:
    """Whether there are other groups than at last: then changes alone don't say who is in them."""
    if groups is None:
        return False
    query = select(Team.lti_id).where(Team.context_id == context_id, Team.is_active)
    return set(db.session.scalars(query)) != {group.lti_id for group in groups}


def take(context_id: int, groups: Iterable[Group], said: Said, *, is_whole: bool) -> None:
    """Make the Teams what the LMS says. ``is_whole``: whom it did not name is in none."""
    context = db.session.get_one(Context, context_id, with_for_update=True, populate_existing=True)
    space_id = db.session.scalar(select(Space.id).where(Space.home_of_id == context_id))
    if space_id is None:  # nobody has opened a link of the class's yet
        return
    teams = _teams(context_id, space_id, {group.lti_id: group for group in groups})
    is_said = any(ids is not None for ids in said.values())
    if is_said:
        _enrol(context_id, teams, said, is_whole=is_whole)
    if is_said or is_whole or context.groups_failure != NOT_SAID:
        context.groups_failure = NOT_SAID if is_whole and teams and not is_said else ""
    context.groups_read_at = now()


def _teams(context_id: int, space_id: int, groups: Mapping[str, Group]) -> dict[str, int]:
    """The ids of the Teams by those of their groups. One without a group is there no longer."""
    known = select(Team).where(Team.context_id == context_id)
    for team in db.session.scalars(known):
        group = groups.get(team.lti_id or "")
        team.is_active = group is not None
        if group and group.name != team.name:
            team_discussions.rename(team, group.name)
    made = {}
    for lti_id, group in sorted(groups.items()):
        said = {"name": group.name, "set_name": group.set_name, "is_hidden": group.is_hidden}
        said |= {"space_id": space_id, "is_active": True}
        made[lti_id] = upsert(Team, {"context_id": context_id, "lti_id": lti_id}, said).id
    return made


def _enrol(context_id: int, teams: Mapping[str, int], said: Said, *, is_whole: bool) -> None:
    query = select(User.sub, Membership.id).join(User).where(Membership.context_id == context_id)
    members = dict(iter(db.session.execute(query)))
    named = {sub: ids or () for sub, ids in said.items() if is_whole or ids is not None}
    wanted = {
        (teams[lti_id], members[sub])
        for sub, ids in named.items() if sub in members
        for lti_id in ids if lti_id in teams
    }  # fmt: skip
    settled = None if is_whole else {members[sub] for sub in named if sub in members}
    _settle(context_id, wanted, settled)


def _settle(context_id: int, wanted: set[tuple[int, int]], settled: set[int] | None) -> None:
    """Have these pairs of Team and Membership, and of the settled members no others (None: all)."""
    query = select(TeamMember).join(Team, Team.id == TeamMember.team_id)
    there = {
        (each.team_id, each.member_id): each.id
        for each in db.session.scalars(query.where(Team.context_id == context_id))
    }
    gone = [
        number
        for pair, number in there.items()
        if pair not in wanted and (settled is None or pair[1] in settled)
    ]
    for number in gone:
        db.session.execute(delete(TeamMember).where(TeamMember.id == number))
    new = sorted(wanted - there.keys())
    db.session.add_all(TeamMember(team_id=team, member_id=member) for team, member in new)
