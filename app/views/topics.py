"""A Topic: read it, and pin, lock, retitle or delete it."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import begin_write, db
from app.models import Membership, ReviewKind, Topic, TopicView
from app.policies import discussion as policy
from app.services.reviewing import Written
from app.views import forms, loading, publishing, topic_page
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("topics", __name__, url_prefix="/topics")


@bp.get("/<int:topic_id>")
@requires_session
def show(topic_id: int) -> str:
    """A page of its Posts, in the view that the reader chose last."""
    topic, actor = loading.topic(topic_id)
    topic, actor = _remember_view(topic, actor)
    if actor.topic_view is TopicView.FLAT:
        page = topic_page.flat(topic, forms.number("page", 1))
    else:
        page = topic_page.threaded(topic, forms.number("from", 1))
    return topic_page.render(topic, actor, page)


def _remember_view(topic: Topic, actor: Membership) -> tuple[Topic, Membership]:
    """Keep the view that the reader asks for with ?view=, on every topic."""
    wanted = request.args.get("view", "")
    if wanted not in list(TopicView) or wanted == actor.topic_view:
        return topic, actor
    begin_write()
    topic, actor = loading.topic(topic.id)
    actor.topic_view = TopicView(wanted)
    db.session.commit()
    return topic, actor


@bp.get("/<int:topic_id>/posts/<int:number>")
@requires_session
def show_post(topic_id: int, number: int) -> str:
    """The page that shows one Post: its permanent link."""
    topic, actor = loading.topic(topic_id)
    return topic_page.render(topic, actor, topic_page.around(topic, number, actor.topic_view))


@bp.get("/<int:topic_id>/edit")
@requires_session
def edit(topic_id: int) -> str:
    """The form for its title."""
    topic, actor = loading.topic(topic_id)
    loading.allow(policy.can_retitle_topic(actor, topic))
    return _edit_page(topic, actor, Form.blank(title=topic.title))


def _edit_page(topic: Topic, actor: Membership, form: Form) -> str:
    return render_template("topics/edit.html", topic=topic, actor=actor, form=form)


@bp.post("/<int:topic_id>")
@requires_session
def update(topic_id: int) -> ResponseReturnValue:
    """Give it another title."""
    topic, actor = loading.topic(topic_id, to_change=True)
    loading.allow(policy.can_retitle_topic(actor, topic))
    form = Form.sent("title")
    title = form.title()
    publishing.look_through(form, topic.activity.space, actor, "title")
    if not form.is_valid:
        return _edit_page(topic, actor, form), 422
    written = Written(ReviewKind.TITLE, topic.activity, title, topic=topic)
    if title != topic.title and (held := publishing.held(written, actor, form.key)):
        return redirect(held, 303)
    topic.retitle(title)
    return _saved(topic)


@bp.post("/<int:topic_id>/lock")
@requires_session
def lock(topic_id: int) -> ResponseReturnValue:
    """Close it to everyone but staff, or open it."""
    topic, _actor = _to_moderate(topic_id)
    topic.lock(forms.is_on("is_locked"))
    return _saved(topic)


@bp.post("/<int:topic_id>/pin")
@requires_session
def pin(topic_id: int) -> ResponseReturnValue:
    """Put it above the others, or back among them."""
    topic, _actor = _to_moderate(topic_id)
    topic.pin(forms.is_on("is_pinned"))
    return _saved(topic)


@bp.get("/<int:topic_id>/deletion")
@requires_session
def confirm_deletion(topic_id: int) -> str:
    """Ask first."""
    topic, actor = loading.topic(topic_id)
    loading.allow(policy.can_moderate_topic(actor, topic))
    return render_template("topics/deletion.html", topic=topic, actor=actor)


@bp.post("/<int:topic_id>/deletion")
@requires_session
def delete(topic_id: int) -> ResponseReturnValue:
    """Hide it from everyone but staff, or show it again."""
    topic, actor = _to_moderate(topic_id)
    if not forms.is_on("is_deleted"):
        topic.restore()
        return _saved(topic)
    topic.delete(by=actor)
    db.session.commit()
    return redirect(f"/activities/{topic.activity_id}", 303)


def _to_moderate(topic_id: int) -> tuple[Topic, Membership]:
    topic, actor = loading.topic(topic_id, to_change=True)
    loading.allow(policy.can_moderate_topic(actor, topic))
    return topic, actor


def _saved(topic: Topic) -> ResponseReturnValue:
    path = f"/topics/{topic.id}"
    db.session.commit()
    return redirect(path, 303)
