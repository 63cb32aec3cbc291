"""Keep what somebody is typing until it is sent."""

from sqlalchemy import delete, select

from app.extensions import db
from app.models import Draft, DraftKind, Membership, Post, now
from app.queries import reviews
from app.services.upserting import upsert

LONGEST = 200_000
"""In characters: far above what can be sent, so that a text that is too long is not lost."""


def find(author: Membership, kind: DraftKind, place_id: int) -> Draft | None:
    """The author's draft for a place."""
    return db.session.scalar(
        select(Draft).where(
            Draft.author_id == author.id, Draft.kind == kind, Draft.place_id == place_id
        )
    )


def take_turn(author: Membership) -> None:
    """Let nobody else send or keep a draft as this person until the transaction ends.

    What two requests of one form do then happens in some order: the form is sent once, and a
    draft that was on its way knows whether it comes too late.
    """
    query = select(Membership.id).where(Membership.id == author.id)
    db.session.execute(query.with_for_update(key_share=True))


def find_sent(author: Membership, key: str) -> Post | None:
    """The Post that a form with this key made."""
    query = select(Post).where(Post.author_id == author.id, Post.submission_key == key)
    return db.session.scalar(query)


def is_sent(author: Membership, kind: DraftKind, place_id: int, key: str) -> bool:
    """Whether a form's words have arrived, so that a draft of them comes too late."""
    if db.session.scalar(reviews.sent_by(author, key)) is not None:
        return True
    if kind is not DraftKind.EDIT:
        return find_sent(author, key) is not None
    query = select(Post.id).where(Post.id == place_id, Post.edit_key == key)
    return db.session.scalar(query) is not None


def keep(
    author: Membership,
    kind: DraftKind,
    place_id: int,
    *,
    title: str,
    source: str,
    version: int | None,
) -> None:
    """Save the draft for a place; an empty one is forgotten."""
    if not source.strip() and not title.strip():
        forget(author, kind, place_id)
        return
    upsert(
        Draft,
        {"author_id": author.id, "kind": kind, "place_id": place_id},
        {"title": title, "source": source, "version": version, "saved_at": now()},
    )


def forget(author: Membership, kind: DraftKind, place_id: int) -> None:
    """Drop the draft: it was sent, or emptied."""
    db.session.execute(
        delete(Draft).where(
            Draft.author_id == author.id, Draft.kind == kind, Draft.place_id == place_id
        )
    )
