"""What a School demands where its classes meet others."""

from flask import g, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import PartnerNames, ReviewRule, School
from app.policies import stewarding as policy
from app.queries import reach, stewardship
from app.services import partner_words, stewarding
from app.views import loading
from app.views.console.blueprint import bp
from app.views.forms import Form
from app.views.stewards import requires_steward


@bp.get("/schools/<int:school_id>/policy")
@requires_steward
def show_policy(school_id: int) -> str:
    """The form, with what holds now."""
    (school,) = loading.one(stewardship.school(g.steward, loading.row_id(school_id)))
    loading.allow(policy.can_set_policy(g.steward))
    return _page(school, Form.blank(names=school.partner_names, review=school.least_review))


def _page(school: School, form: Form) -> str:
    form.values.setdefault("shown", _holds(school))
    return render_template(
        "console/policy.html",
        school=school,
        form=form,
        names=partner_words.NAMES,
        rules=ReviewRule,
    )


@bp.post("/schools/<int:school_id>/policy")
@requires_steward
def set_policy(school_id: int) -> ResponseReturnValue:
    """It holds from now on. Where first names end, partner classes read none any more.

    409 where another administrator changed it since the form was shown: what they made stricter,
    nobody loosens who has not seen it.
    """
    query = stewardship.school(g.steward, loading.row_id(school_id))
    (school,) = loading.one(reach.locked(query, School))
    loading.allow(policy.can_set_policy(g.steward))
    form = Form.sent("names", "review", "shown")
    names, review = form.values["names"], form.values["review"]
    if names not in list(PartnerNames):
        form.errors["names"] = _("Choose by which name other classes may know students.")
    if review not in list(ReviewRule):
        form.errors["review"] = _("Choose what has to wait.")
    if not form.is_valid:
        return _page(school, form), 422
    if form.values["shown"] != _holds(school) != f"{names} {review}":
        form = Form.blank(names=school.partner_names, review=school.least_review)
        form.errors["names"] = _("Somebody else changed this meanwhile. This is what holds now.")
        return _page(school, form), 409
    stewarding.set_policy(school, PartnerNames(names), ReviewRule(review), by=g.steward.actor)
    db.session.commit()
    return redirect("/console", 303)


def _holds(school: School) -> str:
    """What holds now, as a form says what it showed."""
    return f"{school.partner_names} {school.least_review}"
