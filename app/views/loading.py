"""The first two steps of a view: load through reach (404), then allow (403)."""

from typing import Any, TypeVarTuple

from flask import abort, g
from sqlalchemy import Select

from app.extensions import db
from app.models import (
    Activity,
    Collaboration,
    ConsentProposal,
    Context,
    DeepLinkRequest,
    Membership,
    Parting,
    Post,
    Review,
    Space,
    SpaceContext,
    Topic,
)
from app.models.base import LARGEST_ID
from app.policies.discussion import can_read_topic
from app.queries import agreements, reach
from app.services import publishing
from app.views.marking import mark_classes_of

Found = TypeVarTuple("Found")


def context(context_id: int) -> tuple[Context, Membership]:
    """The Context and the person's Membership in it, or 404."""
    return _within(reach.CONTEXT, context_id)


def context_to_change(context_id: int) -> tuple[Context, Membership]:
    """The same, and nobody else changes what hangs on the whole class until this is done."""
    return _within(reach.CONTEXT_LOCKED, context_id)


def consent_proposal(
    context_id: int, proposal_id: int, *, to_change: bool = False
) -> tuple[ConsentProposal, Membership]:
    """What the person proposed in this class, or 404."""
    query = reach.CONSENT_PROPOSAL_LOCKED if to_change else reach.CONSENT_PROPOSAL
    found, actor = _within(query, proposal_id)
    return (found, actor) if actor.context_id == context_id else abort(404)


def space(space_id: int, *, to_write: bool = False) -> tuple[Space, Membership]:
    """The Space and the Membership that reaches it, or 404.

    ``to_write``: no class freezes or leaves it until this request is done.
    """
    if to_write:
        hold(agreements.OF_SPACE, space_id)
    found, actor = _within(reach.SPACE, space_id)
    _among_classes(found, actor)
    return found, actor


def activity(activity_id: int, *, to_write: bool = False) -> tuple[Activity, Membership]:
    """The Activity and the Membership that reaches it, or 404.

    ``to_write``: no class freezes or leaves its Space until this request is done.
    """
    if to_write:
        hold(agreements.OF_ACTIVITY, activity_id)
    found, actor = _within(reach.ACTIVITY, activity_id)
    _among_classes(found.space, actor)
    return found, actor


def lock(found: Activity) -> None:
    """An Activity as it is now; nobody else changes it until this request is done."""
    db.session.refresh(found, with_for_update={"key_share": True})


def collaboration(
    context_id: int, collaboration_id: int, *, to_change: bool = False
) -> tuple[Collaboration, SpaceContext, Membership]:
    """The Collaboration, the place of the class that the address names, and its staff; or 404."""
    query = reach.COLLABORATION_LOCKED if to_change else reach.COLLABORATION
    asked = {"context": row_id(context_id), **reach.of(g.session, row_id(collaboration_id))}
    return one(query, asked)


def parting(
    context_id: int, parting_id: int, *, to_change: bool = False
) -> tuple[Parting, Membership]:
    """What a class took along, and a member of its staff; or 404."""
    query = reach.PARTING_LOCKED if to_change else reach.PARTING
    asked = {"context": row_id(context_id), **reach.of(g.session, row_id(parting_id))}
    return one(query, asked)


def student(member_id: int, context_id: int) -> Membership:
    """A student of a Context, or 404: whoever grades has only their own class."""
    asked = {"number": row_id(member_id), "context": context_id}
    return one(reach.STUDENT, asked)[0]


def topic(topic_id: int, *, to_change: bool = False) -> tuple[Topic, Membership]:
    """The Topic and the Membership that reaches it, or 404.

    ``to_change``: nobody else changes the Topic until this request is done, and no class freezes
    or leaves its Space.
    """
    if to_change:
        hold(agreements.OF_TOPIC, topic_id)
    found, actor = _within(reach.TOPIC_LOCKED if to_change else reach.TOPIC, topic_id)
    _among_classes(found.activity.space, actor)
    return (found, actor) if can_read_topic(actor, found) else abort(404)


def post(post_id: int, *, to_change: bool = False) -> tuple[Post, Topic, Membership]:
    """The Post, its Topic and the Membership that reaches them, or 404.

    ``to_change``: nobody else changes the Post or its Topic until this request is done, and no
    class freezes or leaves its Space.
    """
    if to_change:
        hold(agreements.OF_POST, post_id)
    found, its_topic, actor = _within(reach.POST_LOCKED if to_change else reach.POST, post_id)
    _among_classes(its_topic.activity.space, actor)
    return (found, its_topic, actor) if can_read_topic(actor, its_topic) else abort(404)


def _among_classes(space: Space, actor: Membership) -> None:
    """Where classes meet, templates say of which class somebody is, and what keeps them silent."""
    if space.is_shared:
        mark_classes_of([space])
        g.hindrance = publishing.hindrance(space, actor)


def own_review(review_id: int, *, to_change: bool = False) -> tuple[Review, Membership]:
    """What the person has waiting, or had, and their Membership there; or 404."""
    found, actor = _within(reach.REVIEW_LOCKED if to_change else reach.REVIEW, review_id)
    _among_classes(found.activity.space, actor)
    return found, actor


def hold(query: Select[int], number: int) -> None:
    """Share the Collaboration of what is about to be changed, where it has one."""
    db.session.execute(query, {"number": row_id(number)})


def deep_link(request_id: int, *, to_change: bool = False) -> tuple[DeepLinkRequest, Membership]:
    """What the person was asked to choose, or 404."""
    query = reach.DEEP_LINK_LOCKED if to_change else reach.DEEP_LINK
    found, actor = _within(query, request_id)
    g.form_target = found.return_url
    return found, actor


def allow(is_allowed: bool) -> None:
    """Stop with 403 where a policy says no."""
    if not is_allowed:
        abort(403)


def _within(query: Select[*Found], number: int) -> tuple[*Found]:
    """The thing with this number and what reaches it, or 404."""
    return one(query, reach.of(g.session, row_id(number)))


def one(query: Select[*Found], asked: dict[str, Any] | None = None) -> tuple[*Found]:
    """The first row, or 404."""
    row = db.session.execute(query, asked).first()
    if row is None:
        abort(404)
    return row


def row_id(number: int) -> int:
    """The number where a row can have it, or 404: PostgreSQL would call it an error of ours."""
    return number if number <= LARGEST_ID else abort(404)
