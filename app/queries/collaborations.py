"""Collaborations as a class sees them: which there are, who takes part, who has signed what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.models import (
    Acceptance,
    Activity,
    Charter,
    Collaboration,
    Context,
    Deployment,
    Invitation,
    Membership,
    Parting,
    Post,
    Pseudonym,
    School,
    Space,
    SpaceContext,
    Topic,
    User,
)

IS_JOINED = SpaceContext.joined_at.is_not(None) & SpaceContext.left_at.is_(None)
"""The places of classes that take part: not of one that was invited, nor of one that left."""

PLACES = (
    select(SpaceContext)
    .join(SpaceContext.context)
    .join(Context.deployment)
    .outerjoin(Deployment.school)
    .options(
        contains_eager(SpaceContext.context)
        .contains_eager(Context.deployment)
        .contains_eager(Deployment.school)
    )
    .where(SpaceContext.space_id == bindparam("space"), SpaceContext.left_at.is_(None))
    .order_by(SpaceContext.number, SpaceContext.id)
)
"""The classes of a Space that have not left, with their Schools: the host first."""


@dataclass(frozen=True, slots=True)
class ClassMark:
    """A class of a shared Space, as its mark beside a name shows it."""

    context_id: int
    number: int
    name: str
    school_name: str

    @classmethod
    def of(cls, row: Iterable[Any]) -> Self:
        """Take a row of MARKS apart."""
        context_id, number, title, label, school = row
        return cls(context_id, number, title or label, school or "")

    @classmethod
    def of_context(cls, context: Context, number: int = 0) -> Self:
        """The mark of a Context that was loaded with its School."""
        school = context.deployment.school
        return cls(context.id, number, context.name, school.name if school else "")


MARKS = (
    select(SpaceContext.context_id, SpaceContext.number, Context.title, Context.label, School.name)
    .join(SpaceContext.context)
    .join(Context.deployment)
    .outerjoin(Deployment.school)
    .where(
        SpaceContext.space_id == bindparam("space"),
        or_(SpaceContext.joined_at.is_not(None), SpaceContext.parts_at.is_not(None)),
    )
)
"""The classes that take part, and those that did, also one that was asked to come back: what they
wrote keeps its mark."""


def of_context(context_id: int) -> Select[Collaboration, SpaceContext, Charter]:
    """A class's Collaborations, the newest first, each with its newest Charter."""
    return (
        select(Collaboration, SpaceContext, Charter)
        .join(SpaceContext, SpaceContext.space_id == Collaboration.space_id)
        .join(
            Charter,
            (Charter.collaboration_id == Collaboration.id)
            & (Charter.version == Collaboration.newest_version),
        )
        .where(SpaceContext.context_id == context_id, SpaceContext.left_at.is_(None))
        .order_by(Collaboration.id.desc())
    )


def shared_spaces(context_id: int) -> Select[Space]:
    """The Spaces in which a class meets others."""
    return (
        select(Space)
        .join(SpaceContext, SpaceContext.space_id == Space.id)
        .where(
            SpaceContext.context_id == context_id,
            IS_JOINED,
            Space.home_of_id.is_(None),
        )
        .order_by(Space.id)
    )


def in_force(space_id: int) -> Select[Charter]:
    """The Charter by which a shared Space's classes work."""
    return (
        select(Charter)
        .join(Charter.collaboration)
        .options(contains_eager(Charter.collaboration))
        .where(
            Collaboration.space_id == space_id,
            Charter.version == Collaboration.version_in_force,
        )
    )


def agreed(collaboration: Collaboration) -> Select[Charter]:
    """The Charter in force; before there is one, the newest."""
    return select(Charter).where(
        Charter.collaboration_id == collaboration.id,
        Charter.version == (collaboration.version_in_force or collaboration.newest_version),
    )


def charters(collaboration_id: int) -> Select[Charter]:
    """All versions, the newest first, with who proposed them."""
    query = select(Charter).where(Charter.collaboration_id == collaboration_id)
    return query.options(joinedload(Charter.author).joinedload(Membership.user)).order_by(
        Charter.version.desc()
    )


def acceptances(charter_id: int) -> Select[Acceptance]:
    """Who has signed a version, with the person."""
    query = select(Acceptance).where(Acceptance.charter_id == charter_id)
    return query.options(joinedload(Acceptance.member).joinedload(Membership.user)).order_by(
        Acceptance.id
    )


def languages(collaboration_id: int, context_id: int) -> Select[str]:
    """Of those who signed for a class, the newest first, as their LMS said them."""
    query = select(User.locale).join(Membership, Membership.user_id == User.id)
    query = query.join(Acceptance, Acceptance.member_id == Membership.id).join(Acceptance.charter)
    query = query.where(
        Charter.collaboration_id == collaboration_id, Acceptance.context_id == context_id
    )
    return query.order_by(Acceptance.id.desc())


def invitations(collaboration_id: int) -> Select[Invitation]:
    """All that were made, the newest first."""
    query = select(Invitation).where(Invitation.collaboration_id == collaboration_id)
    return query.order_by(Invitation.id.desc())


def pseudonym(space_id: int, member_id: int) -> Select[Pseudonym]:
    """A member's in a Space."""
    return select(Pseudonym).where(Pseudonym.space_id == space_id, Pseudonym.member_id == member_id)


def naming_rules(space_id: int, context_id: int) -> Select[SpaceContext, School]:
    """What a class and its School say of names in a Space; no row where it is of no School.

    Until the transaction ends, neither they nor the class's families say anything else, and the
    class is of no other School.
    """
    query = select(SpaceContext, School).join(SpaceContext.context)
    query = query.join(Context.deployment).join(Deployment.school)
    query = query.where(SpaceContext.space_id == space_id, SpaceContext.context_id == context_id)
    locked = (SpaceContext, Deployment, Context, School)  # in the order in which launches do
    return query.with_for_update(read=True, of=locked).execution_options(populate_existing=True)


def has_parted(space_id: int, member_id: int) -> Select[bool]:
    """Whether something that a member wrote in a Space was erased there: its place still stands."""
    query = exists().where(Post.author_id == member_id, Post.topic_id == Topic.id)
    query = query.where(Topic.activity_id == Activity.id, Activity.space_id == space_id)
    return select(query.where(Post.deleted_at.is_not(None), Post.deleted_by_id.is_(None)))


def first_names_taken(space_id: int) -> Select[str | None]:
    """Those that somebody goes by in a Space."""
    return select(Pseudonym.first_name).where(
        Pseudonym.space_id == space_id, Pseudonym.first_name.is_not(None)
    )


def partings(context_id: int) -> Select[Parting]:
    """What a class took along, the newest first."""
    return select(Parting).where(Parting.context_id == context_id).order_by(Parting.id.desc())


def partings_of(collaboration_id: int) -> Select[Parting]:
    """Of all its classes, as they parted; with their Schools."""
    query = select(Parting).where(Parting.collaboration_id == collaboration_id)
    loaded = joinedload(Parting.context).joinedload(Context.deployment)
    return query.options(loaded.joinedload(Deployment.school)).order_by(Parting.id)
