"""A Post: edit it, lock it against edits, delete it."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import DraftKind, Membership, Post, ReviewKind, Topic
from app.policies import discussion as policy
from app.queries import posts
from app.queries.posts import PostRow
from app.services import discussing, drafting
from app.services.reviewing import Written
from app.views import forms, loading, publishing
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("posts", __name__, url_prefix="/posts")


def row_of(post: Post) -> PostRow:
    """The Post as lists show it, for pages that show just one."""
    return PostRow.of(db.session.execute(posts.one(post.id)).one())


@bp.get("/<int:post_id>/edit")
@requires_session
def edit(post_id: int) -> str:
    """The form for its body, with what was typed before."""
    post, topic, actor = loading.post(post_id)
    loading.allow(not publishing.hindrance() and policy.can_revise_post(actor, topic, post))
    draft = drafting.find(actor, DraftKind.EDIT, post.id)
    form = Form.blank(source=post.source, version=str(post.version))
    if draft:
        form.values |= {"source": draft.source, "version": str(draft.version or post.version)}
    return _edit_page(post, topic, actor, form)


def _edit_page(post: Post, topic: Topic, actor: Membership, form: Form) -> str:
    is_stale = form.values.get("version") != str(post.version)
    return render_template(
        "posts/edit.html", post=post, topic=topic, actor=actor, form=form, is_stale=is_stale
    )


@bp.post("/<int:post_id>")
@requires_session
def update(post_id: int) -> ResponseReturnValue:
    """Replace its body: 409 where it was edited elsewhere meanwhile."""
    post, topic, actor = loading.post(post_id, to_change=True)
    form = Form.sent("source", "version", "submission_key")
    if publishing.hindrance() or not policy.can_revise_post(actor, topic, post):
        return _too_late(topic, actor, form)
    text = form.text()
    publishing.look_through(form, topic.activity.space, actor, "source")
    if text is None or not form.is_valid:
        return _edit_page(post, topic, actor, form), 422
    written = Written(ReviewKind.EDIT, topic.activity, source=text.source, topic=topic, post=post)
    if text.source != post.source and (held := publishing.held(written, actor, form.key)):
        return redirect(held, 303)
    try:
        version = forms.number("version")
        discussing.revise(post, text, by=actor, version=version, key=form.key)
    except discussing.EditConflict:
        return _edit_page(post, topic, actor, form), 409
    path = f"/topics/{topic.id}/posts/{post.number}"
    db.session.commit()
    return redirect(path, 303)


def _too_late(topic: Topic, actor: Membership, form: Form) -> ResponseReturnValue:
    """What may not be changed any more; the words that were typed are given back."""
    words = form.values["source"]
    return render_template("posts/too_late.html", topic=topic, actor=actor, words=words), 403


@bp.get("/<int:post_id>/deletion")
@requires_session
def confirm_deletion(post_id: int) -> str:
    """Ask first."""
    post, topic, actor = loading.post(post_id)
    loading.allow(policy.can_delete_post(actor, topic, post))
    return render_template("posts/deletion.html", post=row_of(post), topic=topic, actor=actor)


@bp.post("/<int:post_id>/deletion")
@requires_session
def delete(post_id: int) -> ResponseReturnValue:
    """Leave a tombstone, or show it again. Deleting what is deleted changes nothing."""
    post, topic, actor = loading.post(post_id, to_change=True)
    if forms.is_on("is_deleted"):
        loading.allow(_is_gone_for(actor, post) or policy.can_delete_post(actor, topic, post))
        discussing.delete_post(post, topic, by=actor)
    else:
        loading.allow(policy.can_moderate_topic(actor, topic))
        discussing.restore_post(post, topic)
    path = f"/topics/{topic.id}/posts/{post.number}"
    if topic.is_deleted:
        path = f"/activities/{topic.activity_id}"
    db.session.commit()
    return redirect(path, 303)


def _is_gone_for(actor: Membership, post: Post) -> bool:
    """Whether somebody asks once more for what they may have asked for before."""
    return post.is_deleted and (actor.id == post.author_id or policy.can_restore_post(actor, post))


@bp.post("/<int:post_id>/lock")
@requires_session
def lock(post_id: int) -> ResponseReturnValue:
    """Keep its author from editing it, or let them again."""
    post, topic, actor = loading.post(post_id, to_change=True)
    loading.allow(policy.can_lock_post(actor, post))
    post.lock(forms.is_on("is_locked"))
    path = f"/topics/{topic.id}/posts/{post.number}"
    db.session.commit()
    return redirect(path, 303)
