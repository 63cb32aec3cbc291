"""Replies to a Post. A reply to the Topic is one to its opening Post."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import DraftKind, Membership, Post, ReviewKind, Topic
from app.policies import discussion as policy
from app.services import discussing, drafting
from app.services.reviewing import Written
from app.views import loading, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.posts import row_of

bp = Blueprint("replies", __name__, url_prefix="/posts")


@bp.get("/<int:post_id>/replies/new")
@requires_session
def new(post_id: int) -> str:
    """The form, with what was typed before."""
    post, topic, actor = loading.post(post_id)
    loading.allow(not publishing.hindrance() and policy.can_reply(actor, topic, post))
    draft = drafting.find(actor, DraftKind.REPLY, post.id)
    return _page(post, topic, actor, Form.blank(source=draft.source if draft else ""))


def _page(post: Post, topic: Topic, actor: Membership, form: Form) -> str:
    return render_template(
        "replies/new.html", post=row_of(post), topic=topic, actor=actor, form=form
    )


@bp.post("/<int:post_id>/replies")
@requires_session
def create(post_id: int) -> ResponseReturnValue:
    """Publish a reply. Where it can't be taken any more, the words are given back."""
    post, topic, actor = loading.post(post_id, to_change=True)
    loading.allow(policy.can_draft(actor))
    form = Form.sent("source", "submission_key")
    text = form.text()
    earlier = discussing.sent_before(actor, form.key)
    waiting = publishing.waiting(actor, form)
    if waiting and text and waiting.source == text.source:
        return redirect(f"/reviews/{waiting.id}", 303)
    if earlier and text and discussing.began_as(earlier, text):
        return redirect(_path(earlier), 303)
    if publishing.hindrance() or not policy.can_reply(actor, topic, post):
        return _too_late(post, topic, actor, form)
    publishing.look_through(form, topic.activity.space, actor, "source")
    if text is None or not form.is_valid:
        return _page(post, topic, actor, form), 422
    if earlier or waiting:
        form.renew()
        return _page(post, topic, actor, form), 409
    written = Written(ReviewKind.REPLY, topic.activity, source=text.source, topic=topic, post=post)
    if held := publishing.held(written, actor, form.key):
        return redirect(held, 303)
    reply = discussing.reply(post, topic, text, by=actor, key=form.key)
    db.session.commit()
    return redirect(_path(reply), 303)


def _path(reply: Post) -> str:
    return f"/topics/{reply.topic_id}/posts/{reply.number}"


def _too_late(post: Post, topic: Topic, actor: Membership, form: Form) -> ResponseReturnValue:
    """The Post or Topic was deleted, or the Topic locked, while the answer was being written."""
    words = form.values["source"]
    page = render_template(
        "replies/too_late.html", post=row_of(post), topic=topic, actor=actor, words=words
    )
    return page, 409
