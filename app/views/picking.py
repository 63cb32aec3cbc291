"""Read what a teacher chose for the LMS. It is kept as typed, and read anew at each step."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.models import Activity, DeepLinkRequest
from app.services.deep_linking import Choice, NewActivity
from app.views import forms, terms_form
from app.views.forms import Form

NEW = "new"
FIELDS = ("title", "source", "target", *terms_form.FIELDS)
MOST_CHOSEN = 50


def sent() -> dict[str, Any]:
    """The fields as they came."""
    return {
        "values": Form.sent(*FIELDS).values,
        "picked": request.form.getlist("picked")[: MOST_CHOSEN + 1],
    }


def form_of(asked: DeepLinkRequest) -> Form:
    """The form with what was typed before, else with what the platform proposes."""
    if asked.choice:
        return Form(dict(asked.choice["values"]))
    first = asked.targets[0] if asked.targets else ""
    empty = dict.fromkeys(FIELDS, "")
    proposed = {"title": asked.title, "source": asked.text, "target": first, "time_zone": "UTC"}
    return Form(empty | proposed)


def picked(asked: DeepLinkRequest) -> list[str]:
    """What is ticked: numbers of Activities, and NEW, with which a picker begins."""
    return list(asked.choice["picked"]) if asked.choice else [NEW]


def read(asked: DeepLinkRequest, form: Form, activities: Sequence[Activity]) -> Choice | None:
    """The choice; notes an error for what can't be taken, and then gives None."""
    ticked = picked(asked)
    found = _found(form, [each for each in ticked if each != NEW], activities)
    if not ticked:
        form.errors["picked"] = _("Choose an activity, or make a new one.")
    elif len(ticked) > (MOST_CHOSEN if asked.is_multiple else 1):
        form.errors["picked"] = _("This place in the LMS takes one activity. Choose one.")
        if asked.is_multiple:
            form.errors["picked"] = _("Choose %(most)d activities at most.", most=MOST_CHOSEN)
    new = _new(form) if NEW in ticked else None
    return Choice(found, new, form.values["target"]) if form.is_valid else None


def _found(form: Form, ticked: Sequence[str], activities: Sequence[Activity]) -> list[Activity]:
    wanted = {forms.whole(each) for each in ticked}
    found = [activity for activity in activities if activity.id in wanted]
    if len(found) < len(wanted):
        form.errors["picked"] = _("One of these activities is not in this class. Choose again.")
    return found


def _new(form: Form) -> NewActivity:
    return NewActivity(form.title(), form.text(optional=True), terms_form.read(form))
