"""What a Session can reach: the thing, and the Membership that reaches it. Outsiders get no row.

Each query is made once and asked with `of`: making one takes about as long as sending it.
"""

from typing import Any, TypeVarTuple

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import contains_eager

from app.models import (
    Activity,
    Base,
    Context,
    DeepLinkRequest,
    Membership,
    Post,
    Role,
    Session,
    Space,
    SpaceContext,
    Topic,
    now,
)

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


CONTEXT = (
    select(Context, Membership)
    .join(Membership, Membership.context_id == Context.id)
    .where(Context.id == bindparam("number"), _IS_PROVEN)
)
"""A Context that the person is in."""


def _through(query: Select[*Row]) -> Select[*Row]:
    """Join the person's proven Memberships, the launch's own before any other."""
    query = query.join(SpaceContext, SpaceContext.space_id == Space.id)
    query = query.join(Membership, Membership.context_id == SpaceContext.context_id)
    return query.where(_IS_PROVEN).order_by(_IS_OWN.desc(), Membership.id).limit(1)


SPACE = _through(select(Space, Membership)).where(Space.id == bindparam("number"))
"""A Space of one of the person's Contexts."""

ACTIVITY = _through(
    select(Activity, Membership)
    .join(Activity.space)
    .options(contains_eager(Activity.space))
    .where(Activity.id == bindparam("number"))
)
"""An Activity of a Space within reach."""

_IN_SPACE = contains_eager(Topic.activity).contains_eager(Activity.space)

TOPIC = _through(
    select(Topic, Membership)
    .join(Topic.activity)
    .join(Activity.space)
    .options(_IN_SPACE)
    .where(Topic.id == bindparam("number"))
)
"""A Topic of an Activity within reach."""

POST = _through(
    select(Post, Topic, Membership)
    .join(Topic, Topic.id == Post.topic_id)
    .join(Topic.activity)
    .join(Activity.space)
    .options(_IN_SPACE)
    .where(Post.id == bindparam("number"))
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


def locked(query: Select[*Row], *entities: type[Base]) -> Select[*Row]:
    """Lock the rows that are found, so that what is allowed is still so when it is done.

    Rows that only point at them (a new Post's author, a ReadMark's Topic) need not wait.
    """
    return query.with_for_update(of=entities, key_share=True)


DEEP_LINK_LOCKED = locked(DEEP_LINK, DeepLinkRequest)
TOPIC_LOCKED = locked(TOPIC, Topic)
POST_LOCKED = locked(POST, Post, Topic)

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
