"""Start Topics, reply, revise, delete: what a discussion is made of."""

from sqlalchemy import select

from app.extensions import db
from app.models import Activity, DraftKind, Membership, Post, Topic
from app.richtext import RichText
from app.services import drafting, reading


class EditConflict(Exception):
    """The Post was edited by its author elsewhere since this form was opened."""


def start_topic(
    activity: Activity, title: str, text: RichText, *, by: Membership, key: str
) -> Topic:
    """Open a Topic with its first Post. The same key again gives the Topic it made."""
    if earlier := _sent_before(by, key):
        return db.session.get_one(Topic, earlier.topic_id)
    topic = Topic(activity_id=activity.id, author_id=by.id, title=title)
    db.session.add(topic)
    db.session.flush()
    _publish(topic, topic.add(text, by=by, key=key), by)
    drafting.forget(by, DraftKind.TOPIC, activity.id)
    return topic


def reply(post: Post, topic: Topic, text: RichText, *, by: Membership, key: str) -> Post:
    """Answer a Post. The same key again gives the Post it made."""
    if earlier := _sent_before(by, key):
        return earlier
    db.session.refresh(topic, with_for_update=True)
    answer = topic.add(text, by=by, key=key, parent=post)
    _publish(topic, answer, by)
    drafting.forget(by, DraftKind.REPLY, post.id)
    return answer


def _sent_before(author: Membership, key: str) -> Post | None:
    """The Post that this form made already. The author's row is locked, so two sends take turns."""
    db.session.refresh(author, with_for_update=True, attribute_names=["is_active"])
    return db.session.scalar(
        select(Post).where(Post.author_id == author.id, Post.submission_key == key)
    )


def was_sent(author: Membership, key: str) -> bool:
    """Whether a form's words have become a Post, so that a draft of them comes too late."""
    query = select(Post.id).where(Post.author_id == author.id, Post.submission_key == key)
    return db.session.scalar(query) is not None


def _publish(topic: Topic, post: Post, author: Membership) -> None:
    db.session.add(post)
    db.session.flush()
    reading.mark(author.id, topic.id, [post.number])


def revise(post: Post, text: RichText, *, by: Membership, version: int) -> None:
    """Replace a Post's body, keeping the earlier one. Raises EditConflict for a stale version."""
    db.session.refresh(post, with_for_update=True)
    if post.version != version and post.source != text.source:
        raise EditConflict
    if earlier := post.revise(text, by=by):
        db.session.add(earlier)
    drafting.forget(by, DraftKind.EDIT, post.id)


def delete_post(post: Post, topic: Topic, *, by: Membership) -> None:
    """Leave a tombstone. A Topic that holds nothing else goes with its opening Post."""
    db.session.refresh(topic, with_for_update=True)
    if post.delete(by=by):
        topic.posts_count -= 1
    if topic.posts_count == 0:
        topic.delete(by=by)


def restore_post(post: Post, topic: Topic) -> None:
    """Show a deleted Post again, and the Topic that went with it."""
    db.session.refresh(topic, with_for_update=True)
    if post.restore():
        topic.posts_count += 1
    topic.restore()
