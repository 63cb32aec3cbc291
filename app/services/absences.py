"""Keep to which students of a class its LMS does not give a link (Names and Roles 2.0, ``rlid``).

A service that a platform may leave out, and that several answer in a way of their own: so whatever
goes wrong here leaves the class's roster as it is, and nobody leaves a class by it.
"""

from collections.abc import Generator, Iterable, Mapping
from datetime import timedelta

from sqlalchemy import delete, select

from app.extensions import begin_write, db
from app.lti.failures import ServiceFailure
from app.lti.names_and_roles import Roster
from app.models import (
    Activity,
    Context,
    LinkAbsence,
    Membership,
    ResourceLink,
    Role,
    RosterSync,
    User,
    now,
)
from app.services import connecting

MOST_LINKS = 10
"""Of a class, each time that its roster is read: those that were launched last."""

IN_USE = timedelta(days=14)
"""A link that somebody opened within two weeks is in use."""

Said = Mapping[int, frozenset[str] | None]
"""By the links' ids, the subs to whom they are given; None where the LMS says that no more."""


def read(sync_id: int, context_id: int) -> Generator[None, None, Said]:
    """Ask who may open each graded link in use. Commit at every step.

    A link of which the LMS could not say it now is left out, and known as before.
    """
    said: dict[int, frozenset[str] | None] = {}
    url = db.session.get_one(Context, context_id).memberships_url
    for link_id, lti_id in _in_use(context_id):
        try:
            said[link_id] = yield from _given(sync_id, context_id, url, lti_id)
        except ServiceFailure as failure:
            if not failure.is_passing:
                said[link_id] = None
            if not failure.is_of_the_question:
                break
    return said


def _in_use(context_id: int) -> list[tuple[int, str]]:
    query = select(ResourceLink.id, ResourceLink.lti_id).join(
        Activity, Activity.id == ResourceLink.activity_id
    )
    query = query.where(
        ResourceLink.context_id == context_id,
        ResourceLink.launched_at > now() - IN_USE,
        Activity.points_possible.is_not(None),
    )
    query = query.order_by(ResourceLink.launched_at.desc(), ResourceLink.id).limit(MOST_LINKS)
    return [(number, lti_id) for number, lti_id in db.session.execute(query)]


def _given(
    sync_id: int, context_id: int, url: str, lti_id: str
) -> Generator[None, None, frozenset[str]]:
    """The subs that the LMS names for one link."""
    found: set[str] = set()
    roster = Roster(connecting.of_context(context_id), url, link_id=lti_id)
    for members in roster.pages():
        found |= {member.sub for member in members if member.is_active}
        begin_write()
        db.session.get_one(RosterSync, sync_id).go_on(0)
        yield
    return frozenset(found)


def take(context_id: int, said: Said) -> None:
    """Keep what was said, once the class is what its roster says.

    An answer that names nobody of the class says nothing of it: it is another's, or a fault's.
    """
    members = _active(context_id)
    students = {sub: number for sub, (number, role) in members.items() if role is Role.STUDENT}
    for link in _locked(said):
        given = said[link.id]
        if given is not None and given.isdisjoint(members):
            continue
        absent = set() if given is None else {students[sub] for sub in students.keys() - given}
        link.members_read_at = None if given is None else now()
        _settle(link.id, absent)


def _active(context_id: int) -> dict[str, tuple[int, Role]]:
    query = select(User.sub, Membership.id, Membership.role).join(User)
    query = query.where(
        Membership.context_id == context_id, Membership.is_active, ~Membership.is_test
    )
    return {sub: (number, role) for sub, number, role in db.session.execute(query)}


def _locked(link_ids: Iterable[int]) -> list[ResourceLink]:
    """Links are locked after Memberships, and by number, here as at a launch."""
    query = select(ResourceLink).where(ResourceLink.id.in_(link_ids)).order_by(ResourceLink.id)
    locked = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(db.session.scalars(locked))


def _settle(link_id: int, absent: set[int]) -> None:
    """Have these students be absent of the link, and no others."""
    query = select(LinkAbsence.member_id).where(LinkAbsence.resource_link_id == link_id)
    there = set(db.session.scalars(query))
    gone = (LinkAbsence.resource_link_id == link_id) & LinkAbsence.member_id.in_(there - absent)
    db.session.execute(delete(LinkAbsence).where(gone))
    db.session.add_all(
        LinkAbsence(resource_link_id=link_id, member_id=number) for number in sorted(absent - there)
    )
