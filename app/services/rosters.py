"""Keep Contexts' rosters: who asks for one, when one is due, and what it changes."""

from collections.abc import Generator, Iterator, Set
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select

from app.extensions import begin_write, db
from app.lti.connector import is_same_origin
from app.lti.failures import ServiceFailure
from app.lti.groups import Group
from app.lti.names_and_roles import Member, Roster
from app.models import ActorKind, Context, Deployment, Membership, RosterSync, User, now
from app.models.membership import STAFF
from app.queries.ordinals import NEXT_ORDINAL
from app.services import absences, connecting, leasing, recording, teams
from app.services.upserting import upsert

FRESH = timedelta(hours=12)
"""How old a roster may grow while its class is in use."""

IN_USE = timedelta(days=7)
"""A class that staff opened within a week is in use."""

BATCH = 20
"""Rosters that one sweep begins to want: a start of term must not ask an LMS for all at once."""


Groups = list[Group] | None
"""Those of the class; None where its LMS tells none."""


def find(context: Context) -> RosterSync | None:
    """How it stands with a Context's roster; None where it was never asked for."""
    return db.session.scalar(select(RosterSync).where(RosterSync.context_id == context.id))


def ask(context: Context) -> RosterSync:
    """Want the roster now, and all of it: whoever asks has seen something that is not so."""
    sync = upsert(RosterSync, {"context_id": context.id}, {})
    sync.differences_url = ""
    sync.ask()
    return sync


def ask_again(context: Context, *, by: Membership | ActorKind) -> RosterSync:
    """The same for a Steward, who may have mended what it failed by: no pause is waited for."""
    sync = upsert(RosterSync, {"context_id": context.id}, {})
    sync.differences_url = ""
    if sync.ask_again():
        school_id = context.deployment.school_id
        recording.record("roster.asked", school=school_id, actor=by, subject=context)
    return sync


def want_stale() -> None:
    """Want the rosters of classes in use that have none, or an old one."""
    opened = exists().where(
        Membership.context_id == Context.id,
        Membership.role.in_(STAFF),
        Membership.launched_at > now() - IN_USE,
    )
    stale = or_(RosterSync.id.is_(None), RosterSync.due_at.is_(None) & ~_tried_since(now() - FRESH))
    query = select(Context).outerjoin(RosterSync, RosterSync.context_id == Context.id)
    query = query.where(Context.memberships_url != "", opened, stale).order_by(Context.id)
    for context in db.session.scalars(query.limit(BATCH)):
        upsert(RosterSync, {"context_id": context.id}, {}).ask()


def _tried_since(moment: datetime) -> ColumnElement[bool]:
    worked = func.coalesce(RosterSync.worked_at > moment, False)
    return worked | func.coalesce(RosterSync.failed_at > moment, False)


def due() -> list[int]:
    """The ids of what may be begun now, the oldest wish first."""
    query = select(RosterSync.id).where(leasing.may_begin(RosterSync))
    return list(db.session.scalars(query.order_by(RosterSync.due_at).limit(BATCH)))


def carry_out(sync_id: int) -> Iterator[None]:
    """Ask the platform and take what it says, a page at a time.

    Commit at every step: between two of them no transaction is open, since an answer may take
    seconds. A worker that dies leaves a lease, after which another begins again.
    """
    begin_write()
    sync = leasing.take(RosterSync, sync_id)
    if sync is None:
        return
    sync.begin_count()
    context_id, url, changes_url = sync.context_id, sync.context.memberships_url, sync.changes_url
    yield
    groups = yield from teams.read(sync_id, context_id)
    may_differ = changes_url and is_same_origin(changes_url, url)
    if may_differ and not teams.has_news(context_id, groups):
        is_done = yield from _take_changes(sync_id, context_id, changes_url, groups)
        if is_done:
            return
    yield from _take_all(sync_id, context_id, url, groups)


def _take_changes(
    sync_id: int, context_id: int, url: str, groups: Groups
) -> Generator[None, None, bool]:
    """Take what changed, when it was read to its end; False where the whole must be asked for."""
    read: list[Member] = []
    try:
        roster = Roster(connecting.of_context(context_id), url, groups is not None)
        for members in roster.pages():
            read += members
            begin_write()
            db.session.get_one(RosterSync, sync_id).go_on(0)
            yield
    except ServiceFailure:
        return False
    links = yield from absences.read(sync_id, context_id)
    begin_write()
    gone = {member.sub for member in read if not member.is_active}
    if not _active(context_id) - gone:  # a class of nobody would be a fault
        return False
    _take(context_id, read)
    if groups is not None:
        said = {member.sub: member.groups for member in read}
        teams.take(context_id, groups, said, is_whole=False)
    absences.take(context_id, links)
    sync = db.session.get_one(RosterSync, sync_id)
    sync.differences_url = roster.differences_url
    _finish(sync, len(gone), len(_active(context_id)))
    yield
    return True


def _take_all(sync_id: int, context_id: int, url: str, groups: Groups) -> Iterator[None]:
    seen: dict[str, frozenset[str] | None] = {}
    try:
        roster = Roster(connecting.of_context(context_id), url, groups is not None)
        for members in roster.pages():
            begin_write()
            _take(context_id, members)
            seen |= {member.sub: member.groups for member in members if member.is_active}
            db.session.get_one(RosterSync, sync_id).go_on(len(members))
            yield
        _check(seen.keys())
    except ServiceFailure as failure:
        yield from _fail(sync_id, context_id, url, failure, has_groups=groups is not None)
        return
    links = yield from absences.read(sync_id, context_id)
    begin_write()
    sync = db.session.get_one(RosterSync, sync_id)
    sync.differences_url, sync.whole_at = roster.differences_url, now()
    if groups is not None:
        teams.take(context_id, groups, seen, is_whole=True)
    gone = _leave_out(context_id, seen.keys())
    absences.take(context_id, links)
    _finish(sync, gone, len(seen))
    yield


def _fail(
    sync_id: int, context_id: int, url: str, failure: ServiceFailure, *, has_groups: bool
) -> Iterator[None]:
    """Note why; where asking for groups may be the reason, ask without them first."""
    begin_write()
    sync = db.session.get_one(RosterSync, sync_id)
    if not has_groups or not failure.is_of_the_question:
        sync.fail(failure.code, is_passing=failure.is_passing, pause=failure.retry_after)
        yield
        return
    teams.note_failure(context_id, failure)
    sync.begin_count()
    yield
    yield from _take_all(sync_id, context_id, url, None)


def _active(context_id: int) -> set[str]:
    """The subs of those whom the LMS counts among the class, as far as we know."""
    query = select(User.sub).join(Membership).where(
        Membership.context_id == context_id, Membership.is_active, ~Membership.is_test,
        ~Membership.is_school_administrator,
    )  # fmt: skip
    return set(db.session.scalars(query))


def _check(seen: Set[str]) -> None:
    """Somebody of the class opened it, so a roster of nobody would be a fault, and empty it."""
    if not seen:
        raise ServiceFailure("not_understood", "the roster is empty")


def _take(context_id: int, members: list[Member]) -> None:
    """Make or change the people of one page."""
    query = select(Deployment.platform_id).join(Context).where(Context.id == context_id)
    platform_id = db.session.scalars(query.with_for_update(of=Context)).one()
    for member, user in zip(members, _users(platform_id, members), strict=True):
        _take_membership(user, context_id, member)


def _users(platform_id: int, members: list[Member]) -> list[User]:
    """Theirs, in the same order. Two rosters that share people lock them in one order, by sub."""
    made = {
        member.sub: upsert(User, {"platform_id": platform_id, "sub": member.sub}, member.names)
        for member in sorted(members, key=lambda member: member.sub)
    }
    return [made[member.sub] for member in members]


def _take_membership(user: User, context_id: int, member: Member) -> None:
    query = select(Membership).where(
        Membership.user_id == user.id, Membership.context_id == context_id
    )
    found = db.session.scalar(query)
    if found is None and member.is_active:
        ordinal = db.session.scalars(select(NEXT_ORDINAL), {"in_context": context_id}).one()
        found = Membership(user_id=user.id, context_id=context_id, ordinal=ordinal)
        db.session.add(found)
    if found is not None:
        if member.is_active or member.lti_roles:  # who left may be named without roles
            found.role, found.lti_roles = member.role, member.lti_roles
        found.is_active = member.is_active
        db.session.flush()


def _leave_out(context_id: int, seen: Set[str]) -> int:
    """Whom a whole roster lacks is there no longer; nobody is deleted.

    An administrator who came by a launch is in no roster, and is here only while the launch lasts.
    """
    query = select(Membership, User.sub).join(User)
    query = query.where(
        Membership.context_id == context_id, Membership.is_active, ~Membership.is_test
    )
    gone = [
        member
        for member, sub in db.session.execute(query)
        if sub not in seen and not member.is_school_administrator
    ]
    for member in gone:
        member.is_active = False
    return len(gone)


def _finish(sync: RosterSync, gone: int, count: int) -> None:
    sync.finish()
    sync.seen_count = count
    recording.record(
        "roster.synced",
        school=sync.context.deployment.school_id,
        actor=ActorKind.JOB,
        subject=sync.context,
        people=count,
        gone=gone,
    )
