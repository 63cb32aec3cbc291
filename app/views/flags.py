"""Flags: ask staff to look at a Post, hear what happened, decide."""

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Context, Flag, FlagReason, Membership, Post, PromptFlag, School, Topic
from app.models.flag_facts import WORDS_LENGTH
from app.policies import flagging as policy
from app.queries import flags, prompt_flags
from app.queries.flags import FlagRow
from app.richtext import render
from app.services import flagging
from app.services.flagging import Complaint
from app.views import forms, loading, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.marking import mark_classes
from app.views.posts import row_of

bp = Blueprint("flags", __name__)


@bp.get("/posts/<int:post_id>/flags/new")
@requires_session
def new(post_id: int) -> str:
    """The form: why should a teacher look?"""
    post, topic, actor = loading.post(post_id)
    loading.allow(policy.can_flag(actor, post))
    return _form_page(post, topic, actor, Form.blank(words=""))


def _form_page(post: Post, topic: Topic, actor: Membership, form: Form) -> str:
    return render_template(
        "flags/new.html",
        post=row_of(post),
        topic=topic,
        actor=actor,
        form=form,
        reasons=list(FlagReason),
    )


@bp.post("/posts/<int:post_id>/flags")
@requires_session
def create(post_id: int) -> ResponseReturnValue:
    """Tell staff. Twice is once, also where it was hidden by the first time."""
    post, topic, actor = loading.post(post_id, to_change=True)
    is_told = db.session.scalar(flags.by(actor.id, post.id)) is not None
    loading.allow(is_told or policy.can_send_flag(actor, post))
    form = Form.sent("reason", "words")
    complaint = complaint_of(form)
    if complaint is None and not is_told:
        return _form_page(post, topic, actor, form), 422
    flagging.flag(post, topic, complaint or Complaint(FlagReason.OTHER), by=actor)
    path = f"/contexts/{actor.context_id}/flags"
    db.session.commit()
    return redirect(path, 303)


def complaint_of(form: Form) -> Complaint | None:
    """What was chosen and typed; notes an error where it can't be taken."""
    reason, words = form.values["reason"], short(form, "words")
    if reason not in list(FlagReason):
        form.errors["reason"] = _("Choose what it is about.")
    return Complaint(FlagReason(reason), words) if form.is_valid else None


def short(form: Form, name: str) -> str:
    """A few words; notes an error where they are too many."""
    words = form.values[name].replace("\x00", "").strip()
    if len(words) > WORDS_LENGTH:
        form.errors[name] = _(
            "That has %(actual)d characters. Shorten it to %(limit)d at most.",
            actual=len(words),
            limit=WORDS_LENGTH,
        )
    return words


@bp.get("/contexts/<int:context_id>/flags")
@requires_session
def show_own(context_id: int) -> str:
    """What the reader told staff, and what became of it."""
    context, actor = loading.context(context_id)
    loading.allow(policy.can_see_own_flags(actor))
    found: list[Flag | PromptFlag] = [
        *db.session.scalars(flags.own(actor.id)),
        *db.session.scalars(prompt_flags.own(actor.id)),
    ]
    found.sort(key=lambda each: each.created_at, reverse=True)
    return render_template("flags/own.html", context=context, actor=actor, flags=found)


@bp.get("/contexts/<int:context_id>/flags/<int:flag_id>")
@requires_session
def show(context_id: int, flag_id: int) -> str:
    """One Flag, for the staff concerned: what was said then, and what to do about it."""
    context, actor, row = _flag(context_id, flag_id)
    return _page(context, actor, row, Form.blank(note=""))


def _flag(context_id: int, flag_id: int) -> tuple[Context, Membership, FlagRow]:
    context, actor = loading.context(context_id)
    loading.allow(policy.can_decide_flag(actor))
    found = db.session.execute(flags.one(context.id, loading.row_id(flag_id))).first()
    return context, actor, FlagRow.of(found) if found else abort(404)


def _page(context: Context, actor: Membership, row: FlagRow, form: Form) -> str:
    mark_classes([row])
    is_shown = policy.can_see_evidence(actor, row) and not row.flag.is_erased
    return render_template(
        "flags/show.html",
        context=context,
        actor=actor,
        row=row,
        words=flagging.words_for(row, actor),
        then=render(row.flag.source).html if is_shown else "",
        form=form,
        school=school_of(context),
    )


def school_of(context: Context) -> School | None:
    """The class's School, whose escalation contact its staff read."""
    return context.deployment.school


@bp.post("/contexts/<int:context_id>/flags/<int:flag_id>/decision")
@requires_session
def decide(context_id: int, flag_id: int) -> ResponseReturnValue:
    """Hide it, or let it stand. What somebody else decided meanwhile is left as it is."""
    context, actor, row = _flag(context_id, flag_id)
    form, is_hidden = Form.sent("note"), forms.is_on("is_hidden")
    loading.allow(is_hidden or policy.can_keep_flagged(actor, row))
    note = short(form, "note")
    publishing.look_through(form, row.space, actor, "note")
    if not form.is_valid:
        return _page(context, actor, row, form), 422
    try:
        flagging.decide(row, note, version=forms.number("version"), is_hidden=is_hidden, by=actor)
    except flagging.Changed:
        form.errors["note"] = _("The post was changed meanwhile. Look at it once more.")
        return _page(context, actor, row, form), 409
    db.session.commit()
    return redirect(f"/contexts/{context_id}/reviews", 303)
