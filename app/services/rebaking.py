"""Make stored bodies again where the sanitiser has changed since they were made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.orm import InstrumentedAttribute

from app import richtext
from app.extensions import begin_write, db
from app.models import Activity, Post, Revision
from app.richtext import SANITIZER_VERSION

BATCH = 100
"""Bodies that are made between two commits: seconds of work at worst, which nobody waits for."""


@dataclass(frozen=True)
class Kind:
    """A kind of body: what it is called, and the columns that hold it."""

    plural: str
    entity: type[Post | Revision | Activity]
    source: InstrumentedAttribute[str]
    html: InstrumentedAttribute[str]

    @property
    def is_stale(self) -> ColumnElement[bool]:
        """Whether it was made by an earlier sanitiser."""
        return self.entity.sanitizer_version < SANITIZER_VERSION


# An edit makes a Revision of what the Post says, so that none is left behind in this order.
KINDS = (
    Kind("posts", Post, Post.source, Post.body_html),
    Kind("revisions", Revision, Revision.source, Revision.body_html),
    Kind("prompts", Activity, Activity.prompt_source, Activity.prompt_html),
)

Stale = Sequence[Row[int, str]]
"""The id and source of each body of a batch."""


@dataclass(frozen=True)
class Batch:
    """What became of some bodies of one kind."""

    kind: Kind
    made: int
    kept: int
    """Bodies that are over today's limits, and stay as they were."""


def rebake() -> Iterator[Batch]:
    """Make every stale body again, a batch at a time. Commit after each.

    Nothing is locked while bodies are made, and one that somebody edits meanwhile is left to their
    edit. It may be stopped at any time and begun again.
    """
    for kind in KINDS:
        after = 0
        while stale := find_stale(kind, after):
            after = stale[-1].id
            yield remake(kind, stale)


def find_stale(kind: Kind, after: int) -> Stale:
    """The next bodies to make again, by their ids. Ends the transaction that read them."""
    query = select(kind.entity.id, kind.source).where(kind.is_stale, kind.entity.id > after)
    stale = db.session.execute(query.order_by(kind.entity.id).limit(BATCH)).all()
    db.session.rollback()
    return stale


def remake(kind: Kind, stale: Stale) -> Batch:
    """Make these bodies, then write those whose source is still the same."""
    found = [(row.id, row[1], _html(row[1])) for row in stale]
    begin_write()
    counts = Counter(_write(kind, *each) for each in found)
    return Batch(kind, made=counts["made"], kept=counts["kept"])


def _html(source: str) -> str | None:
    """The body as an edit would make it; None where it can't be taken any more."""
    try:
        return richtext.render(source).html if source else ""
    except richtext.Unacceptable:
        return None


def _write(kind: Kind, body_id: int, source: str, html: str | None) -> str:
    if html is None:
        return "kept"
    values: dict[Any, Any] = {kind.html: html, kind.entity.sanitizer_version: SANITIZER_VERSION}
    written = db.session.execute(
        update(kind.entity)
        .where(kind.entity.id == body_id, kind.source == source, kind.is_stale)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    return "made" if written.rowcount else "edited"  # type: ignore[attr-defined]
