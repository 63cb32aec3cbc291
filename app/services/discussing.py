"""Start Topics, reply, revise, delete: what a discussion is made of.

Whoever calls has locked the rows that are changed (views.loading), so that what a policy allowed
is still so, and two writers do not share a number.
"""

from datetime import datetime

from sqlalchemy import exists, func, select

from app.extensions import db
from app.models import Activity, DraftKind, Membership, Post, Revision, Topic
from app.queries import flags
from app.richtext import RichText
from app.services import drafting, pseudonyms, reading, rotating


class EditConflict(Exception):
    """The Post was edited by its author elsewhere since this form was opened."""


def sent_before(author: Membership, key: str) -> Post | None:
    """The Post that a form with this key has made already, by the end of its author's turn."""
    drafting.take_turn(author)
    return drafting.find_sent(author, key)


def began_as(post: Post, text: RichText) -> bool:
    """Whether the Post was made of these words, whatever was made of it since."""
    query = select(Revision.source).where(Revision.post_id == post.id, Revision.version == 1)
    first = post.source if post.version == 1 else db.session.scalar(query)
    return first == text.source


def start_topic(
    activity: Activity,
    title: str,
    text: RichText,
    *,
    by: Membership,
    key: str,
    written_at: datetime | None = None,
) -> Topic:
    """Open a Topic with its first Post. Ask sent_before first.

    ``written_at`` is when its author sent it, where it waited for staff.
    """
    topic = Topic(activity=activity, author_id=by.id, title=title)
    db.session.add(topic)
    db.session.flush()
    rotating.feature(topic, by, written_at=written_at)  # its lock comes before those of names
    _publish(topic, topic.add(text, by=by, key=key), by)
    drafting.forget(by, DraftKind.TOPIC, activity.id)
    return topic


def opening(topic: Topic) -> Post:
    """The Post with which a Topic began."""
    query = select(Post).where(Post.topic_id == topic.id, Post.number == 1)
    return db.session.scalars(query).one()


def reply(post: Post, topic: Topic, text: RichText, *, by: Membership, key: str) -> Post:
    """Answer a Post. Ask sent_before first."""
    answer = topic.add(text, by=by, key=key, parent=post)
    _publish(topic, answer, by)
    drafting.forget(by, DraftKind.REPLY, post.id)
    return answer


def _publish(topic: Topic, post: Post, author: Membership) -> None:
    db.session.add(post)
    db.session.flush()
    pseudonyms.settle(topic.activity.space, author)
    reading.mark(author.id, topic.id, [post.number])


def revise(post: Post, text: RichText, *, by: Membership, version: int, key: str) -> None:
    """Replace a Post's body, keeping the earlier one. Raises EditConflict for a stale version."""
    if post.version != version and post.source != text.source:
        raise EditConflict
    drafting.take_turn(by)
    if earlier := post.revise(text, by=by):
        db.session.add(earlier)
    post.edit_key = key
    drafting.forget(by, DraftKind.EDIT, post.id)


def delete_post(post: Post, topic: Topic, *, by: Membership) -> None:
    """Leave a tombstone. A Topic that holds nothing else goes with its last Post."""
    was_hidden = post.is_hidden
    if post.delete(by=by):
        if not was_hidden:
            topic.lose(post)
        if topic.posts_count == 0 and not _holds_others(topic, post):
            topic.delete(by=by)


def _holds_others(topic: Topic, post: Post) -> bool:
    """Whether something waits there for staff, and may be shown again."""
    held = (Post.topic_id == topic.id) & Post.held_at.is_not(None) & Post.deleted_at.is_(None)
    return bool(db.session.scalar(select(exists().where(held, Post.id != post.id))))


def restore_post(post: Post, topic: Topic) -> None:
    """Show a deleted Post again, and the Topic that went with it.

    While a Flag waits it is for staff alone all the same.
    """
    went_along = _went_with_its_posts(topic)
    if post.restore():
        if went_along:
            topic.restore()
        if not db.session.scalar(flags.has_waiting(post.id)):
            _hold(post, topic, is_held=False)
        if not post.is_hidden:
            topic.regain(post)


def hold_post(post: Post, topic: Topic) -> None:
    """Hide a Post, and with an opening one the title, until staff have looked."""
    if not post.is_hidden:
        topic.lose(post)
    _hold(post, topic, is_held=True)


def release_post(post: Post, topic: Topic) -> None:
    """Show it again."""
    was_hidden = post.is_hidden
    _hold(post, topic, is_held=False)
    if was_hidden and not post.is_hidden:
        topic.regain(post)


def _hold(post: Post, topic: Topic, *, is_held: bool) -> None:
    post.hold(is_held)
    if post.is_opening:
        topic.hold(is_held)


def _went_with_its_posts(topic: Topic) -> bool:
    """Whether the last Post took it along; one that staff deleted may be emptied afterwards."""
    if topic.deleted_at is None or topic.posts_count:
        return False
    query = select(func.max(Post.deleted_at)).where(Post.topic_id == topic.id)
    last = db.session.scalar(query)
    return last is not None and last <= topic.deleted_at
