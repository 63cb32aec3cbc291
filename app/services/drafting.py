"""Keep what somebody is typing until it is sent."""

from sqlalchemy import delete, select

from app.extensions import db
from app.models import Draft, DraftKind, Membership, now
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
