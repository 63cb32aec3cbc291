"""The bodies that a Post has had, for those who answer for the class."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template

from app.extensions import db
from app.models import Post
from app.policies import discussion as policy
from app.queries import revisions
from app.queries.people import Author
from app.queries.posts import PostRow
from app.queries.revisions import RevisionRow
from app.richtext import Change, changes, condensed
from app.views import forms, loading
from app.views.guards import requires_session
from app.views.posts import row_of

bp = Blueprint("revisions", __name__, url_prefix="/posts")


@dataclass(frozen=True)
class Version:
    """One body: who wrote it when, and what it changed of the one before."""

    number: int
    body_html: str
    written_by: Author
    written_at: datetime
    changes: list[Change] | None = None
    """None where there is none before it, or one that is too different."""


@bp.get("/<int:post_id>/revisions")
@requires_session
def show(post_id: int) -> str:
    """A page of its bodies, newest first."""
    post, topic, actor = loading.post(post_id)
    loading.allow(policy.can_see_revisions(actor, post))
    before, row = _key(post), row_of(post)
    found = db.session.execute(revisions.page(post.id, before or post.version))
    rows = [RevisionRow.of(each) for each in found]
    versions = [*_newest(post, row, before, rows), *_earlier(row, rows)]
    return render_template(
        "posts/revisions.html",
        post=post,
        row=row,
        topic=topic,
        actor=actor,
        versions=versions,
        is_first=before is None,
        next_key=versions[-1].number if versions[-1].number > 1 else None,
    )


def _key(post: Post) -> int | None:
    """The version above the page; anything that can't be one is the first page."""
    before = forms.number("before")
    return before if 1 < before <= post.version else None


def _newest(post: Post, row: PostRow, before: int | None, rows: list[RevisionRow]) -> list[Version]:
    """The body that the Post has now, on the first page alone."""
    if before:
        return []
    return [_version(row, post.version, post.source, post.body_html, rows[0] if rows else None)]


def _earlier(row: PostRow, rows: list[RevisionRow]) -> list[Version]:
    below = [*rows[1:], None]
    return [
        _version(row, each.version, each.source, each.body_html, base)
        for each, base in zip(rows[: revisions.PAGE], below, strict=False)
    ]


def _version(
    row: PostRow, number: int, source: str, body_html: str, base: RevisionRow | None
) -> Version:
    """One body, by what came before it."""
    if base is None:
        return Version(number, body_html, row.author, row.created_at)
    pieces = changes(base.source, source)
    shown = None if pieces is None else condensed(pieces)
    return Version(number, body_html, base.replaced_by, base.replaced_at, shown)
