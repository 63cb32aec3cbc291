"""Flags of a teacher's words above the Topics: ask staff to look at them, decide."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Activity, Context, FlagReason, Membership, PromptFlag
from app.policies import flagging as policy
from app.policies.discussion import can_see_topics
from app.queries import prompt_flags
from app.richtext import render
from app.services import flagging, prompt_flagging
from app.services.flagging import Changed, Complaint
from app.views import forms, loading, publishing
from app.views.flags import bp, complaint_of, school_of, short
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.marking import mark_classes

__all__ = ["bp"]


@bp.get("/activities/<int:activity_id>/flags/new")
@requires_session
def new_of_prompt(activity_id: int) -> str:
    """The form: why should a teacher look?"""
    activity, actor = loading.activity(activity_id)
    loading.allow(can_see_topics(actor, activity) and policy.can_flag_prompt(actor, activity))
    return _form_page(activity, actor, Form.blank(words=""))


def _form_page(activity: Activity, actor: Membership, form: Form) -> str:
    return render_template(
        "flags/new_of_prompt.html",
        activity=activity,
        actor=actor,
        form=form,
        reasons=list(FlagReason),
    )


@bp.post("/activities/<int:activity_id>/flags")
@requires_session
def create_of_prompt(activity_id: int) -> ResponseReturnValue:
    """Tell staff. Twice is once, also where it was hidden by the first time."""
    activity, actor = loading.activity(activity_id)
    loading.lock(activity)
    is_told = db.session.scalar(prompt_flags.by(actor.id, activity.id)) is not None
    may = can_see_topics(actor, activity) and policy.can_send_prompt_flag(actor, activity)
    loading.allow(is_told or may)
    form = Form.sent("reason", "words")
    complaint = complaint_of(form)
    if complaint is None and not is_told:
        return _form_page(activity, actor, form), 422
    prompt_flagging.flag(activity, complaint or Complaint(FlagReason.OTHER), by=actor)
    path = f"/contexts/{actor.context_id}/flags"
    db.session.commit()
    return redirect(path, 303)


@bp.get("/contexts/<int:context_id>/flags/prompts/<int:prompt_flag_id>")
@requires_session
def show_of_prompt(context_id: int, prompt_flag_id: int) -> str:
    """One of them, for staff of a class that reads the prompt."""
    context, actor, flag = _flag(context_id, prompt_flag_id)
    return _page(context, actor, flag, Form.blank(note=""))


def _flag(context_id: int, flag_id: int) -> tuple[Context, Membership, PromptFlag]:
    context, actor = loading.context(context_id)
    loading.allow(policy.can_decide_flag(actor))
    found = db.session.scalar(prompt_flags.one(context.id, loading.row_id(flag_id)))
    return context, actor, found or abort(404)


def _page(context: Context, actor: Membership, flag: PromptFlag, form: Form) -> str:
    mark_classes([flag])
    return render_template(
        "flags/show_of_prompt.html",
        context=context,
        actor=actor,
        flag=flag,
        words=flagging.words_for(flag, actor),
        then=render(flag.source).html if flag.source else "",
        seen=prompt_flagging.seen(flag.activity),
        may_keep=prompt_flagging.may_keep(flag, actor),
        form=form,
        school=school_of(context),
    )


@bp.post("/contexts/<int:context_id>/flags/prompts/<int:prompt_flag_id>/decision")
@requires_session
def decide_of_prompt(context_id: int, prompt_flag_id: int) -> ResponseReturnValue:
    """Take the words away, or let them stand."""
    context, actor, flag = _flag(context_id, prompt_flag_id)
    loading.lock(flag.activity)
    form, is_hidden = Form.sent("note", "seen"), forms.is_on("is_hidden")
    loading.allow(is_hidden or prompt_flagging.may_keep(flag, actor))
    note = short(form, "note")
    publishing.look_through(form, flag.activity.space, actor, "note")
    if not form.is_valid:
        return _page(context, actor, flag, form), 422
    try:
        seen = form.values["seen"]
        prompt_flagging.decide(flag.activity, note, seen_=seen, is_hidden=is_hidden, by=actor)
    except Changed:
        form.errors["note"] = _("The words were changed meanwhile. Look at them once more.")
        return _page(context, actor, flag, form), 409
    db.session.commit()
    return redirect(f"/contexts/{context_id}/reviews", 303)
