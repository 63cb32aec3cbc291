"""An Activity: its Topics, and the teacher's words above them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Activity, DraftKind, Membership, Review, ReviewKind, Role, Score, now
from app.policies import discussion as policy
from app.policies.grading import can_get_score
from app.policies.linking import can_relink
from app.queries import reach, reviews, topics
from app.queries.people import Rows
from app.queries.topics import TopicRow
from app.queue import nudge
from app.services import (
    discussing,
    drafting,
    grading,
    line_items,
    prompt_flagging,
    rotating,
)
from app.services.reviewing import Written
from app.views import forms, loading, publishing, terms_form, works
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("activities", __name__, url_prefix="/activities")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@bp.get("/<int:activity_id>")
@requires_session
def show(activity_id: int) -> str:
    """The list of Topics."""
    activity, actor = loading.activity(activity_id)
    return page(activity, actor, _key(request.args.get("before", "")))


def page(activity: Activity, actor: Membership, before: tuple[datetime, int] | None = None) -> str:
    """The list, from a key on; a launch shows it too. Mentors find their children's work."""
    if actor.role is Role.MENTOR:
        return works.of_mentees(activity, actor)
    if not policy.can_see_topics(actor, activity):
        return render_template("activities/waiting.html", activity=activity, actor=actor)
    asked = topics.of(activity.id, actor, before)
    pinned = [] if before else _rows(topics.pinned(for_staff=actor.is_staff), asked)
    rotation = rotating.find(activity)
    rows = _rows(topics.page(for_staff=actor.is_staff, is_first=before is None), asked)
    shown, more = rows[: topics.PAGE], rows[topics.PAGE :]
    return render_template(
        "activities/show.html",
        origin=_origin(activity, actor),
        activity=activity,
        actor=actor,
        topics=pinned + shown,
        is_first=before is None,
        next_key=_key_text(shown[-1]) if more else None,
        own_score=_own_score(activity, actor),
        own_reviews=_own_reviews(activity, actor),
        turn=rotation.turn_at(now()) if rotation and rotation.is_on else None,
        to_read=rotating.to_read(rotation, actor),
    )


def _origin(activity: Activity, actor: Membership) -> tuple[Activity | None, bool]:
    """What it was copied from, where staff reach that; and whether they are told of it."""
    if activity.copied_from_id is None or not can_relink(actor):
        return None, False
    asked = reach.of(g.session, activity.copied_from_id)
    row = db.session.execute(reach.ACTIVITY, asked).first()
    return (row[0] if row else None), True


def _own_score(activity: Activity, actor: Membership) -> Score | None:
    """What a student got here, for their own eyes."""
    if activity.points_possible is None or not can_get_score(actor):
        return None
    score = grading.find(activity, actor)
    return score if score and score.is_graded else None


def _own_reviews(activity: Activity, actor: Membership) -> list[Review]:
    """What a student has waiting here, or was given back."""
    if actor.role is not Role.STUDENT:
        return []
    return list(db.session.scalars(reviews.own(actor, activity.id)))


def _rows(query: Rows, asked: dict[str, Any]) -> list[TopicRow]:
    return [TopicRow.of(row) for row in db.session.execute(query, asked)]


def _key_text(row: TopicRow) -> str:
    """Where the next page begins, as text for a URL: microseconds and id."""
    return f"{(row.last_post_at - EPOCH) // MICROSECOND}-{row.id}"


def _key(text: str) -> tuple[datetime, int] | None:
    """Read a key; anything else is the first page."""
    moment, _dash, topic = text.partition("-")
    topic_id = forms.whole(topic)
    if topic_id is None or not (moment.isascii() and moment.isdigit() and len(moment) <= 17):
        return None
    return EPOCH + int(moment) * MICROSECOND, topic_id


@bp.get("/<int:activity_id>/edit")
@requires_session
def edit(activity_id: int) -> str:
    """The form for title, prompt, points and dates."""
    activity, actor = loading.activity(activity_id)
    loading.allow(policy.can_edit_activity(actor, activity))
    terms = terms_form.values_of(activity)
    form = Form.blank(title=activity.title, source=activity.prompt_source, **terms)
    return _edit_page(activity, actor, form)


def _edit_page(activity: Activity, actor: Membership, form: Form) -> str:
    seen = prompt_flagging.seen(activity)
    return render_template(
        "activities/edit.html", activity=activity, actor=actor, form=form, seen=seen
    )


@bp.post("/<int:activity_id>")
@requires_session
def update(activity_id: int) -> ResponseReturnValue:
    """Give it another title and prompt, and other terms. 409 where its words are not those that
    the form began with: staff of another class may have taken them away."""
    activity, actor = loading.activity(activity_id, to_write=True)
    loading.allow(policy.can_edit_activity(actor, activity))
    loading.lock(activity)
    form = Form.sent("title", "source", "seen", *terms_form.FIELDS)
    title, prompt, terms = form.title(), form.text(optional=True), terms_form.read(form)
    publishing.look_through(form, activity.space, actor, "title", "source")
    if not form.is_valid:
        return _edit_page(activity, actor, form), 422
    if form.values["seen"] not in ("", prompt_flagging.seen(activity)):
        form.errors["source"] = _("The words were changed meanwhile. Look at them once more.")
        return _edit_page(activity, actor, form), 409
    activity.revise(title=title, prompt=prompt)
    activity.agree(terms)
    item_ids = line_items.follow(activity)
    db.session.commit()
    for item_id in item_ids:
        nudge("tend_line_item", item_id)
    return redirect(f"/activities/{activity_id}", 303)


@bp.get("/<int:activity_id>/topics/new")
@requires_session
def new_topic(activity_id: int) -> str:
    """The form for a new Topic, with what was typed before."""
    activity, actor = loading.activity(activity_id)
    loading.allow(not publishing.hindrance() and policy.can_start_topic(actor, activity))
    draft = drafting.find(actor, DraftKind.TOPIC, activity.id)
    form = Form.blank(title=draft.title if draft else "", source=draft.source if draft else "")
    return _new_page(activity, actor, form)


def _new_page(activity: Activity, actor: Membership, form: Form) -> str:
    return render_template("topics/new.html", activity=activity, actor=actor, form=form)


@bp.post("/<int:activity_id>/topics")
@requires_session
def start_topic(activity_id: int) -> ResponseReturnValue:
    """Start a Topic with its opening Post."""
    activity, actor = loading.activity(activity_id, to_write=True)
    loading.allow(policy.can_draft(actor))
    form = Form.sent("title", "source", "submission_key")
    title, text = form.title(), form.text()
    earlier = discussing.sent_before(actor, form.key)
    waiting = publishing.waiting(actor, form)
    if waiting and text and waiting.source == text.source:
        return redirect(f"/reviews/{waiting.id}", 303)
    if earlier and text and discussing.began_as(earlier, text):
        return redirect(f"/topics/{earlier.topic_id}", 303)
    if publishing.hindrance() or not policy.can_start_topic(actor, activity):
        return _too_late(activity, actor, form)
    publishing.look_through(form, activity.space, actor, "title", "source")
    if text is None or not form.is_valid:
        return _new_page(activity, actor, form), 422
    if earlier or waiting:
        form.renew()
        return _new_page(activity, actor, form), 409
    written = Written(ReviewKind.TOPIC, activity, title, text.source)
    if held := publishing.held(written, actor, form.key):
        return redirect(held, 303)
    topic = discussing.start_topic(activity, title, text, by=actor, key=form.key)
    db.session.commit()
    return redirect(f"/topics/{topic.id}", 303)


def _too_late(activity: Activity, actor: Membership, form: Form) -> ResponseReturnValue:
    """It closed, or was frozen, while somebody was writing: the words are given back."""
    words = form.values["source"]
    page = render_template("topics/too_late.html", activity=activity, actor=actor, words=words)
    return page, 409
