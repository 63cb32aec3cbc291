"""Start Topics, reply, revise, delete: what a discussion is made of.

Whoever calls has locked the rows that are changed (views.loading), so that what a policy allowed
is still so, and two writers do not share a number.
"""

from sqlalchemy import func, select

from app.extensions import db
from app.models import Activity, DraftKind, Membership, Post, Revision, Topic
from app.richtext import RichText
from app.services import drafting, reading


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
    activity: Activity, title: str, text: RichText, *, by: Membership, key: str
) -> Topic:
    """Open a Topic with its first Post. Ask sent_before first."""
    topic = Topic(activity_id=activity.id, author_id=by.id, title=title)
    db.session.add(topic)
    db.session.flush()
    _publish(topic, topic.add(text, by=by, key=key), by)
    drafting.forget(by, DraftKind.TOPIC, activity.id)
    return topic


def reply(post: Post, topic: Topic, text: RichText, *, by: Membership, key: str) -> Post:
    """Answer a Post. Ask sent_before first."""
    answer = topic.add(text, by=by, key=key, parent=post)
    _publish(topic, answer, by)
    drafting.forget(by, DraftKind.REPLY, post.id)
    return answer


def _publish(topic: Topic, post: Post, author: Membership) -> None:
    db.session.add(post)
    db.session.flush()
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
    if post.delete(by=by):
        topic.lose(post)
        if topic.posts_count == 0:
            topic.delete(by=by)


def restore_post(post: Post, topic: Topic) -> None:
    """Show a deleted Post again, and the Topic that went with it."""
    went_along = _went_with_its_posts(topic)
    if post.restore():
        if went_along:
            topic.restore()
        topic.regain(post)


def _went_with_its_posts(topic: Topic) -> bool:
    """Whether the last Post took it along; one that staff deleted may be emptied afterwards."""
    if topic.deleted_at is None or topic.posts_count:
        return False
    query = select(func.max(Post.deleted_at)).where(Post.topic_id == topic.id)
    last = db.session.scalar(query)
    return last is not None and last <= topic.deleted_at
