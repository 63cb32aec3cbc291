"""What a Session can reach: the thing, and the Membership that reaches it. Outsiders get no row."""

from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import contains_eager

from app.models import (
    Activity,
    Base,
    Context,
    Membership,
    Post,
    Session,
    Space,
    SpaceContext,
    Topic,
    now,
)

Row = TypeVarTuple("Row")


def _proven(session: Session) -> ColumnElement[bool]:
    """Memberships that this launch, or another that is still live, has proven.

    A teacher has two courses open in two tabs, and a reloaded tab may come with the other's
    cookie: so the place is the URL's. But a role that no recent launch has proven is worth nothing.
    """
    other = exists().where(
        Session.user_id == session.user_id,
        Session.membership_id == Membership.id,
        Session.ended_at.is_(None),
        Session.expires_at > now(),
    )
    proven = or_(Membership.id == session.membership_id, other.correlate(Membership))
    return (Membership.user_id == session.user_id) & Membership.is_active & proven


def context(session: Session, context_id: int) -> Select[Context, Membership]:
    """A Context that the person is in."""
    query = select(Context, Membership).join(Membership, Membership.context_id == Context.id)
    return query.where(Context.id == context_id, _proven(session))


def space(session: Session, space_id: int) -> Select[Space, Membership]:
    """A Space of one of the person's Contexts."""
    query = select(Space, Membership).join(SpaceContext, SpaceContext.space_id == Space.id)
    return _through(query, session).where(Space.id == space_id)


def activity(session: Session, activity_id: int) -> Select[Activity, Membership]:
    """An Activity of a Space within reach."""
    query = select(Activity, Membership).join(Activity.space)
    query = query.join(SpaceContext, SpaceContext.space_id == Space.id)
    query = query.options(contains_eager(Activity.space))
    return _through(query, session).where(Activity.id == activity_id)


def topic(session: Session, topic_id: int) -> Select[Topic, Membership]:
    """A Topic of an Activity within reach."""
    query = select(Topic, Membership).join(Topic.activity).join(Activity.space)
    query = query.join(SpaceContext, SpaceContext.space_id == Space.id)
    query = query.options(contains_eager(Topic.activity).contains_eager(Activity.space))
    return _through(query, session).where(Topic.id == topic_id)


def post(session: Session, post_id: int) -> Select[Post, Topic, Membership]:
    """A Post of a Topic within reach."""
    query = select(Post, Topic, Membership).join(Topic, Topic.id == Post.topic_id)
    query = query.join(Topic.activity).join(Activity.space)
    query = query.join(SpaceContext, SpaceContext.space_id == Space.id)
    query = query.options(contains_eager(Topic.activity).contains_eager(Activity.space))
    return _through(query, session).where(Post.id == post_id)


def locked(query: Select[*Row], *entities: type[Base]) -> Select[*Row]:
    """Lock the rows that are found, so that what is allowed is still so when it is done.

    Rows that only point at them (a new Post's author, a ReadMark's Topic) need not wait.
    """
    return query.with_for_update(of=entities, key_share=True)


def _through(query: Select[*Row], session: Session) -> Select[*Row]:
    """Join the person's proven Memberships, the launch's own before any other."""
    own_first = (Membership.id == session.membership_id).desc()
    query = query.join(Membership, Membership.context_id == SpaceContext.context_id)
    return query.where(_proven(session)).order_by(own_first, Membership.id).limit(1)
