"""The first two steps of a view: load through reach (404), then allow (403)."""

from typing import Any, TypeVarTuple

from flask import abort, g
from sqlalchemy import Select

from app.extensions import db
from app.models import Activity, Context, DeepLinkRequest, Membership, Post, Space, Topic
from app.models.base import LARGEST_ID
from app.policies.discussion import can_read_topic
from app.queries import reach

Found = TypeVarTuple("Found")


def context(context_id: int) -> tuple[Context, Membership]:
    """The Context and the person's Membership in it, or 404."""
    return _within(reach.CONTEXT, context_id)


def space(space_id: int) -> tuple[Space, Membership]:
    """The Space and the Membership that reaches it, or 404."""
    return _within(reach.SPACE, space_id)


def activity(activity_id: int) -> tuple[Activity, Membership]:
    """The Activity and the Membership that reaches it, or 404."""
    return _within(reach.ACTIVITY, activity_id)


def student(member_id: int, context_id: int) -> Membership:
    """A student of a Context, or 404: whoever grades has only their own class."""
    asked = {"number": row_id(member_id), "context": context_id}
    return one(reach.STUDENT, asked)[0]


def topic(topic_id: int) -> tuple[Topic, Membership]:
    """The Topic and the Membership that reaches it, or 404."""
    found, actor = _within(reach.TOPIC, topic_id)
    return (found, actor) if can_read_topic(actor, found) else abort(404)


def post(post_id: int) -> tuple[Post, Topic, Membership]:
    """The Post, its Topic and the Membership that reaches them, or 404."""
    found, its_topic, actor = _within(reach.POST, post_id)
    return (found, its_topic, actor) if can_read_topic(actor, its_topic) else abort(404)


def topic_to_change(topic_id: int) -> tuple[Topic, Membership]:
    """The same, and nobody else changes the Topic until this request is done."""
    found, actor = _within(reach.TOPIC_LOCKED, topic_id)
    return (found, actor) if can_read_topic(actor, found) else abort(404)


def post_to_change(post_id: int) -> tuple[Post, Topic, Membership]:
    """The same, and nobody else changes the Post or its Topic until this request is done."""
    found, its_topic, actor = _within(reach.POST_LOCKED, post_id)
    return (found, its_topic, actor) if can_read_topic(actor, its_topic) else abort(404)


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
