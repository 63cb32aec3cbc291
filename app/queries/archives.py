"""What of a shared Space belongs into a class's Archive: its own work, and what is beside it."""

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.models import Activity, Membership, Post, Revision, Topic
from app.queries.consents import is_open_to_partners

_Beside = aliased(Post)
_Writer = aliased(Membership)


def activities(space_id: int) -> Select[Activity]:
    """All of the Space's, the oldest first."""
    return select(Activity).where(Activity.space_id == space_id).order_by(Activity.id)


def topics(space_id: int) -> Select[Topic]:
    """Those that are not deleted."""
    query = select(Topic).join(Topic.activity).where(Activity.space_id == space_id)
    return query.where(Topic.deleted_at.is_(None)).order_by(Topic.id)


def posts(space_id: int, context_id: int) -> Select[Post]:
    """What the class wrote, and of others what it answered, what answered it, and what began a
    Topic in which it wrote; in thread order. Nothing that is deleted, and nothing of a child of
    another class whose family has taken its yes back."""
    is_own = Membership.context_id == context_id
    query = (
        select(Post).join(Post.author).options(joinedload(Post.author).joinedload(Membership.user))
    )
    query = query.join(Topic, Topic.id == Post.topic_id).join(Topic.activity)
    return query.where(
        Activity.space_id == space_id,
        Topic.deleted_at.is_(None),
        Post.deleted_at.is_(None),
        or_(is_own, Post.held_at.is_(None) & _stands_beside(context_id) & is_open_to_partners()),
    ).order_by(Post.topic_id, Post.path)


def _stands_beside(context_id: int) -> ColumnElement[bool]:
    """A Post of another class, beside one of this class's."""
    is_near = or_(
        _Beside.parent_id == Post.id,
        _Beside.id == Post.parent_id,
        (Post.number == 1) & (_Beside.topic_id == Post.topic_id),
    )
    near = exists().where(
        _Beside.author_id == _Writer.id,
        _Writer.context_id == context_id,
        _Beside.deleted_at.is_(None),
        is_near,
    )
    return near.correlate(Post)


def revisions(space_id: int, context_id: int) -> Select[Revision]:
    """Earlier words of the class's own Posts."""
    query = select(Revision).join(Post, Post.id == Revision.post_id)
    query = query.join(Post.author).join(Topic, Topic.id == Post.topic_id).join(Topic.activity)
    return query.where(
        Activity.space_id == space_id,
        Membership.context_id == context_id,
        Topic.deleted_at.is_(None),
        Post.deleted_at.is_(None),
    ).order_by(Revision.post_id, Revision.version)
