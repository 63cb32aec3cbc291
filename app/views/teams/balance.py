"""Deal the students of all classes into Teams that are alike: a form, a look at it, doing it."""

from urllib.parse import urlencode

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.services import dealing, shared_teams
from app.services.dealing import MOST_TEAMS, Dealt, Wish
from app.views import forms
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.teams.blueprint import PATH, Meeting, bp, meeting

WAYS = ("teams", "size")


@bp.get(f"{PATH}/balance")
@requires_session
def show_balance(context_id: int, collaboration_id: int) -> str:
    """How many Teams, or how many in each."""
    here = meeting(context_id, collaboration_id)
    return _form_page(here, Form.blank(by="teams", number=""))


def _form_page(here: Meeting, form: Form) -> str:
    total = dealing.total(here.collaboration)
    return render_template("teams/balance.html", **here.facts(), form=form, total=total)


@bp.post(f"{PATH}/balance/preview")
@requires_session
def prepare_balance(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Draw the luck, and the names under which other classes see those who have none yet."""
    here = meeting(context_id, collaboration_id, to_change=True)
    form = Form.sent("by", "number")
    wish = _read(here, form, dealing.new_seed())
    if wish is None:
        return _form_page(here, form), 422
    dealing.name_everybody(here.collaboration)
    query = urlencode({"by": wish.by, "number": wish.number, "seed": wish.seed})
    return here.saved(f"/balance/preview?{query}")


def _read(here: Meeting, form: Form, seed: int) -> Wish | None:
    """The wish; notes an error for what can't be taken, and then gives None."""
    total, number = dealing.total(here.collaboration), forms.number("number")
    if form.values["by"] not in WAYS:
        form.errors["by"] = _("Choose one of the two.")
    if total == 0:
        form.errors["number"] = _(
            "Nobody can be in a team yet: families have to agree that partner classes see their "
            "child."
        )
    elif not 1 <= number <= total:
        form.errors["number"] = _("Write a number from 1 to %(most)d.", most=total)
    wish = Wish(form.values["by"], number, seed)
    if form.is_valid and wish.count(total) > MOST_TEAMS:
        form.errors["number"] = _("That makes more than %(most)d teams.", most=MOST_TEAMS)
    return wish if form.is_valid else None


@bp.get(f"{PATH}/balance/preview")
@requires_session
def preview_balance(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """What would be. Looking at it changes nothing; 409 where somebody came who has no name yet
    for other classes to read."""
    here = meeting(context_id, collaboration_id)
    form = Form.blank(**{name: forms.text(name) for name in ("by", "number", "seed")})
    wish = _read(here, form, forms.number("seed"))
    if wish is None:
        return _form_page(here, form), 422
    dealt = dealing.plan(here.collaboration, wish)
    if not dealt.is_named:
        form.errors["number"] = _("Something has changed meanwhile. Look at the teams again.")
        return _form_page(here, form), 409
    return _preview(here, dealt, form)


def _preview(here: Meeting, dealt: Dealt, form: Form) -> str:
    return render_template("teams/preview.html", **here.facts(), dealt=dealt, form=form)


@bp.post(f"{PATH}/balance")
@requires_session
def balance(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Do what was looked at. 409 where somebody came or left meanwhile; twice is once."""
    here = meeting(context_id, collaboration_id, to_change=True)
    form = Form.sent("by", "number", "seed", "fingerprint", "submission_key")
    if shared_teams.was_dealt(here.collaboration, by=here.actor, key=form.key):
        return here.saved()
    wish = _read(here, form, forms.number("seed"))
    if wish is None:
        return _form_page(here, form), 422
    dealt = dealing.plan(here.collaboration, wish)
    if dealt.fingerprint != form.values["fingerprint"]:
        return _changed(here, wish, form)
    shared_teams.deal(here.collaboration, dealt, by=here.actor, key=form.key)
    return here.saved()


def _changed(here: Meeting, wish: Wish, form: Form) -> ResponseReturnValue:
    """Look at it once more, with names for those who came."""
    form.errors["teams"] = _("Something has changed meanwhile. Look at the teams again.")
    dealing.name_everybody(here.collaboration)
    page = _preview(here, dealing.plan(here.collaboration, wish), form)
    db.session.commit()
    return page, 409
