"""What a Session can reach: the thing, and the Membership that reaches it. Outsiders get no row.

Each query is made once and asked with `of`: making one takes about as long as sending it.
"""

from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from app.models import (
    STAFF,
    Activity,
    Base,
    Collaboration,
    ConsentProposal,
    Context,
    DeepLinkRequest,
    Membership,
    Parting,
    Post,
    Review,
    Role,
    Session,
    Space,
    SpaceContext,
    Topic,
    now,
)
from app.queries.collaborations import IS_JOINED
from app.queries.consents import is_open_to_partners
from app.queries.team_discussions import IS_REACHED

Row = TypeVarTuple("Row")


def of(session: Session, number: int) -> dict[str, Any]:
    """What the queries ask for: the thing with this number, as far as this Session reaches."""
    return {
        "number": number,
        "person": session.user_id,
        "member": session.membership_id,
        "moment": now(),
    }


_IS_OWN = Membership.id == bindparam("member")

_IS_OF_ANOTHER_LAUNCH = (
    exists()
    .where(
        Session.user_id == bindparam("person"),
        Session.membership_id == Membership.id,
        Session.ended_at.is_(None),
        Session.expires_at > bindparam("moment"),
    )
    .correlate(Membership)
)

_IS_PROVEN = (
    (Membership.user_id == bindparam("person"))
    & Membership.is_active
    & or_(_IS_OWN, _IS_OF_ANOTHER_LAUNCH)
)
"""Memberships that this launch, or another that is still live, has proven.

A teacher has two courses open in two tabs, and a reloaded tab may come with the other's cookie: so
the place is the URL's. But a role that no recent launch has proven is worth nothing.
"""


_SEES_CLASS = Membership.role != Role.MENTOR
"""Mentors see their own children's work (app/policies/works.py), and nothing of the class."""


CONTEXT = (
    select(Context, Membership)
    .join(Membership, Membership.context_id == Context.id)
    .options(joinedload(Context.home))
    .where(Context.id == bindparam("number"), _IS_PROVEN, _SEES_CLASS)
)
"""A Context that the person is in, and its own Space, to which its pages lead back."""


def _through(query: Select[*Row]) -> Select[*Row]:
    """Join the person's proven Memberships, the launch's own before any other."""
    query = query.join(SpaceContext, (SpaceContext.space_id == Space.id) & IS_JOINED)
    query = query.join(Membership, Membership.context_id == SpaceContext.context_id)
    return query.where(_IS_PROVEN).order_by(_IS_OWN.desc(), Membership.id).limit(1)


SPACE = _through(select(Space, Membership)).where(Space.id == bindparam("number"), _SEES_CLASS)
"""A Space of one of the person's Contexts."""

ACTIVITY = _through(
    select(Activity, Membership)
    .join(Activity.space)
    .options(contains_eager(Activity.space))
    .where(Activity.id == bindparam("number"), IS_REACHED)
)
"""An Activity of a Space within reach; a mentor's too, whose page of it is another."""


def _is_shown(author_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether the class that reaches it may read its author: all of its own, and others' as far as
    their families agree. A Topic goes with the one who began it."""
    author = aliased(Membership)
    is_own = author.context_id == Membership.context_id
    shown = exists().where(author.id == author_id, or_(is_own, is_open_to_partners(author)))
    return shown.correlate(Membership, Topic, Post)


_IN_SPACE = contains_eager(Topic.activity).contains_eager(Activity.space)

TOPIC = _through(
    select(Topic, Membership)
    .join(Topic.activity)
    .join(Activity.space)
    .options(_IN_SPACE, joinedload(Topic.author, innerjoin=True))
    .where(Topic.id == bindparam("number"), _SEES_CLASS, IS_REACHED, _is_shown(Topic.author_id))
)
"""A Topic of an Activity within reach."""

POST = _through(
    select(Post, Topic, Membership)
    .join(Topic, Topic.id == Post.topic_id)
    .join(Topic.activity)
    .join(Activity.space)
    .options(
        _IN_SPACE,
        joinedload(Post.author, innerjoin=True),
        joinedload(Topic.author, innerjoin=True),
    )
    .where(Post.id == bindparam("number"), _SEES_CLASS, IS_REACHED)
    .where(_is_shown(Topic.author_id), _is_shown(Post.author_id))
)
"""A Post of a Topic within reach."""


DEEP_LINK = (
    select(DeepLinkRequest, Membership)
    .join(DeepLinkRequest.membership)
    .join(Membership.context)
    .options(contains_eager(DeepLinkRequest.membership).contains_eager(Membership.context))
    .where(DeepLinkRequest.id == bindparam("number"), _IS_PROVEN)
)
"""What this very person was asked to choose."""

REVIEW = (
    select(Review, Membership)
    .join(Review.author)
    .join(Review.activity)
    .join(Activity.space)
    .options(contains_eager(Review.activity).contains_eager(Activity.space))
    .where(Review.id == bindparam("number"), _IS_PROVEN, IS_REACHED)
)
"""What this very person has waiting for staff, where they still reach what it is for."""

CONSENT_PROPOSAL = (
    select(ConsentProposal, Membership)
    .join(ConsentProposal.author)
    .where(ConsentProposal.id == bindparam("number"), _IS_PROVEN)
)
"""Changes of consents that this very person looks at."""


_IS_INVITED = SpaceContext.left_at.is_(None)
"""The places of classes that take part or have the Charter before them."""

COLLABORATION = (
    select(Collaboration, SpaceContext, Membership)
    .join(Collaboration.space)
    .join(SpaceContext, (SpaceContext.space_id == Space.id) & _IS_INVITED)
    .join(SpaceContext.context)
    .join(Membership, Membership.context_id == SpaceContext.context_id)
    .options(
        contains_eager(Collaboration.space),
        contains_eager(SpaceContext.context),
        joinedload(Membership.context, innerjoin=True),
    )
    .where(
        Collaboration.id == bindparam("number"),
        SpaceContext.context_id == bindparam("context"),
        Membership.role.in_(STAFF),
        _IS_PROVEN,
    )
)
"""A Collaboration, as the staff of one class in it reach it: the address says for which class."""


PARTING = (
    select(Parting, Membership)
    .join(Parting.context)
    .join(Membership, Membership.context_id == Parting.context_id)
    .options(contains_eager(Parting.context), joinedload(Parting.collaboration, innerjoin=True))
    .where(
        Parting.id == bindparam("number"),
        Parting.context_id == bindparam("context"),
        Membership.role.in_(STAFF),
        _IS_PROVEN,
    )
)
"""What a class took along, for its staff."""


def locked(query: Select[*Row], *entities: type[Base]) -> Select[*Row]:
    """Lock the rows that are found, so that what is allowed is still so when it is done.

    Rows that only point at them (a new Post's author, a ReadMark's Topic) need not wait.
    """
    return query.with_for_update(of=entities, key_share=True)


COLLABORATION_LOCKED = locked(COLLABORATION, Collaboration, SpaceContext)
"""The class's place too: what joins a row that was waited for is as old as the question."""

CONSENT_PROPOSAL_LOCKED = locked(CONSENT_PROPOSAL, ConsentProposal)
PARTING_LOCKED = locked(PARTING, Parting)
CONTEXT_LOCKED = locked(CONTEXT, Context)
REVIEW_LOCKED = locked(REVIEW, Review)
DEEP_LINK_LOCKED = locked(DEEP_LINK, DeepLinkRequest)
TOPIC_LOCKED = locked(TOPIC, Topic)
POST_LOCKED = locked(POST, Topic, Post)
"""The Topic first, as by all who lock both: PostgreSQL takes them in this order, so that of two
nobody waits for the other."""


STUDENT = (
    select(Membership)
    .join(Membership.user)
    .options(contains_eager(Membership.user))
    .where(
        Membership.id == bindparam("number"),
        Membership.context_id == bindparam("context"),
        Membership.role == Role.STUDENT,
    )
)
"""A student of a Context, whether they are still there or not."""
