"""Hold what a student writes until staff have read it.

What waits is no Post, so nothing that shows Posts can show it.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.models import (
    Activity,
    DraftKind,
    Membership,
    Post,
    Relation,
    Review,
    ReviewKind,
    ReviewReason,
    ReviewRule,
    ReviewStage,
    ReviewState,
    Space,
    SpaceContext,
    Topic,
)
from app.queries import reviews
from app.services import drafting, pseudonyms, publishing

DRAFTS = {
    ReviewKind.TOPIC: DraftKind.TOPIC,
    ReviewKind.REPLY: DraftKind.REPLY,
    ReviewKind.EDIT: DraftKind.EDIT,
}


@dataclass(frozen=True)
class Written:
    """What was sent, and where it is to stand. ``post`` is answered or edited."""

    kind: ReviewKind
    activity: Activity
    title: str = ""
    source: str = ""
    topic: Topic | None = None
    post: Post | None = None

    @property
    def draft_place(self) -> int:
        """Where a draft of it is kept."""
        return self.post.id if self.post else self.activity.id


Wait = tuple[ReviewStage, ReviewReason]


def sent_before(author: Membership, key: str) -> Review | None:
    """The Review that a form with this key has made already and that is no Post yet."""
    found = db.session.scalar(reviews.sent_by(author, key))
    return None if found is None or found.state is ReviewState.PUBLISHED else found


def wait_for(written: Written, author: Membership) -> Wait | None:
    """For whom this has to wait, and why; None where it may be published at once."""
    if author.is_staff:
        return None
    space = written.activity.space
    places = list(db.session.scalars(reviews.places(space.id)))
    own = next((each for each in places if each.context_id == author.context_id), None)
    if publishing.given_away(space, author, written.title, written.source):
        return ReviewStage.OWN, ReviewReason.GIVEAWAY
    edited = written.post if written.kind is ReviewKind.EDIT else None
    if own is None or _is_due(own, author, edited):
        return ReviewStage.OWN, ReviewReason.RULE
    return arrival(places, author)


def _is_due(own: SpaceContext, author: Membership, edited: Post | None) -> bool:
    """An edit goes back where its Post came from a Review."""
    if edited and db.session.scalar(reviews.was_reviewed(edited.id)):
        return True
    if own.rule is ReviewRule.FIRST:
        return not db.session.scalar(reviews.has_posted(author, own.space_id))
    return own.rule is ReviewRule.EVERYTHING


def arrival(places: list[SpaceContext], author: Membership) -> Wait | None:
    """Whether the host reads it too, after the author's own class."""
    host = next((each for each in places if each.relation is Relation.HOST), None)
    if host and host.screens_arrivals and host.context_id != author.context_id:
        return ReviewStage.HOST, ReviewReason.ARRIVAL
    return None


def hold(written: Written, wait: Wait, *, by: Membership, key: str) -> Review:
    """Keep it for staff. A newer edit of the same Post takes the place of one that waits."""
    review = _same(written, by) or Review(author_id=by.id, kind=written.kind)
    if review.submission_key != key:
        review.submission_key = _unused(by, key)
    review.activity_id = written.activity.id
    review.topic_id = written.topic.id if written.topic else None
    review.post_id = written.post.id if written.post else None
    review.send_again(written.title, written.source, *wait)
    db.session.add(review)
    db.session.flush()
    name_for_host(review, written.activity.space, by)
    if written.kind in DRAFTS:
        drafting.forget(by, DRAFTS[written.kind], written.draft_place)
    return review


def _unused(author: Membership, key: str) -> str:
    """The form's key, or another where an earlier sending of it was decided on, or taken back."""
    is_used = db.session.scalar(reviews.sent_by(author, key)) is not None
    return secrets.token_urlsafe(16) if is_used else key


def _same(written: Written, author: Membership) -> Review | None:
    if written.kind not in (ReviewKind.EDIT, ReviewKind.TITLE):
        return None
    query = select(Review).where(
        Review.author_id == author.id,
        Review.kind == written.kind,
        Review.state.in_(reviews.OPEN),
        Review.topic_id == (written.topic.id if written.topic else None),
    )
    if written.post:
        query = query.where(Review.post_id == written.post.id)
    return db.session.scalars(query.order_by(Review.id.desc())).first()


def name_for_host(review: Review, space: Space, author: Membership) -> None:
    """Who reads it at the host's knows its author by a name that stays."""
    if review.stage is ReviewStage.HOST:
        pseudonyms.settle(space, author)


def send_again(review: Review, title: str, source: str) -> Review:
    """What was returned, or still waits, in its author's new words. It waits in any case."""
    written = Written(review.kind, review.activity, title, source, review.topic)
    stage, reason = wait_for(written, review.author) or (ReviewStage.OWN, ReviewReason.RULE)
    review.send_again(title, source, stage, reason)
    name_for_host(review, review.activity.space, review.author)
    return review
