"""The earlier bodies of a Post, for those who answer for the class."""

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.models import Membership, Revision
from app.policies import discussion as policy
from app.views import loading
from app.views.guards import requires_session
from app.views.posts import row_of

bp = Blueprint("revisions", __name__, url_prefix="/posts")

MOST = 100
"""Revisions on the page, newest first."""


@bp.get("/<int:post_id>/revisions")
@requires_session
def show(post_id: int) -> str:
    """Every body it had, newest first."""
    post, topic, actor = loading.post(post_id)
    loading.allow(policy.can_see_revisions(actor))
    by = joinedload(Revision.replaced_by).joinedload(Membership.user)
    query = select(Revision).where(Revision.post_id == post.id).options(by)
    revisions = db.session.scalars(query.order_by(Revision.version.desc()).limit(MOST)).all()
    return render_template(
        "posts/revisions.html",
        post=post,
        row=row_of(post),
        topic=topic,
        actor=actor,
        revisions=revisions,
    )
