"""Decide on what waits: let it through, change it, or give it back.

Whoever calls has locked the Review.
"""

from flask_babel import gettext as _
from sqlalchemy import select

from app import richtext
from app.extensions import db
from app.models import Membership, Post, Review, ReviewKind, ReviewNote, ReviewStage, Space, Topic
from app.queries import reviews
from app.services import discussing, publishing, recording, reviewing, team_discussions


class CannotPublish(Exception):
    """Its place is closed, or the author may not write there any more. Says so in words."""


def found_in(review: Review) -> list[str]:
    """What in its words may give somebody away, for staff of the author's own class."""
    space = review.activity.space
    return publishing.given_away(space, review.author, review.heading, review.words)


def return_(review: Review, note: str, *, by: Membership) -> None:
    """Give it back to its author, with a word on why."""
    review.return_(note)
    _keep(note, review, by, is_returned=True)
    _record("review.returned", review, by)


def approve(review: Review, note: str, *, by: Membership) -> None:
    """Let it through: to the host, where the host reads what arrives, else to everybody.

    Raises CannotPublish where it can't stand there (any more); it goes on waiting.
    """
    space, author = review.activity.space, review.author
    places = list(db.session.scalars(reviews.places(space.id)))
    if author.context_id not in {place.context_id for place in places}:
        raise CannotPublish(_("The class works there no more."))
    _check_open(review, space, author)
    if review.stage is ReviewStage.OWN and reviewing.arrival(places, author):
        review.pass_on(note)
        reviewing.name_for_host(review, space, author)
    else:
        review.publish(_published(review, author), note)
    _keep(note, review, by, is_returned=False)
    _record("review.changed" if review.changed_by_id == by.id else "review.approved", review, by)


def _keep(note: str, review: Review, by: Membership, *, is_returned: bool) -> None:
    if note:
        kept = ReviewNote(review_id=review.id, by_id=by.id, words=note, is_returned=is_returned)
        db.session.add(kept)


def _check_open(review: Review, space: Space, author: Membership) -> None:
    if space.is_frozen:
        raise CannotPublish(_("Writing is stopped there for everybody."))
    if words := publishing.silence(space, author):
        raise CannotPublish(words)
    if not team_discussions.is_open_to(author, review.activity):
        raise CannotPublish(_("The student is in that team no more."))
    topic = review.topic
    if topic and topic.is_deleted:
        raise CannotPublish(_("The topic was deleted."))


def _published(review: Review, author: Membership) -> int | None:
    """Make of it what its author meant, and give the Post's id; what staff changed is an edit."""
    if review.kind is ReviewKind.TITLE:
        _locked(review.topic_id).retitle(review.heading)
        return None
    original = richtext.render(review.source)
    post = _POSTS[review.kind](review, author, original)
    if review.changed_source and review.changed_by:
        changed = richtext.render(review.changed_source)
        discussing.revise(
            post, changed, by=review.changed_by, version=post.version, key=review.submission_key
        )
    return post.id


def _topic(review: Review, author: Membership, text: richtext.RichText) -> Post:
    key = review.submission_key
    topic = discussing.start_topic(
        review.activity, review.heading, text, by=author, key=key, written_at=review.created_at
    )
    return discussing.opening(topic)


def _reply(review: Review, author: Membership, text: richtext.RichText) -> Post:
    post, topic = _place(review)
    return discussing.reply(post, topic, text, by=author, key=review.submission_key)


def _edit(review: Review, author: Membership, text: richtext.RichText) -> Post:
    post, _topic_of = _place(review)
    key = review.submission_key
    discussing.revise(post, text, by=author, version=post.version, key=key)
    return post


_POSTS = {ReviewKind.TOPIC: _topic, ReviewKind.REPLY: _reply, ReviewKind.EDIT: _edit}


def _place(review: Review) -> tuple[Post, Topic]:
    """The Post that is answered or edited, and its Topic, locked. Raises CannotPublish."""
    topic = _locked(review.topic_id)
    query = select(Post).where(Post.id == review.post_id).with_for_update(key_share=True)
    post = db.session.scalars(query).one()
    if post.is_deleted:
        raise CannotPublish(_("The post was deleted."))
    return post, topic


def _locked(topic_id: int | None) -> Topic:
    query = select(Topic).where(Topic.id == topic_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _record(verb: str, review: Review, by: Membership) -> None:
    """An event of the author's School, and of the School of who decided."""
    schools = (review.author.context.deployment.school_id, by.context.deployment.school_id)
    for school_id in dict.fromkeys(schools):
        recording.record(verb, school=school_id, actor=by, subject=review, stage=str(review.stage))
