"""Whom a School's staff turn to where a child may be in danger."""

from flask import g, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import School
from app.models.school import CONTACT_LENGTH
from app.models.wording import one_line
from app.policies import stewarding as policy
from app.queries import reach, stewardship
from app.services import stewarding
from app.views import loading
from app.views.console.blueprint import bp
from app.views.forms import Form
from app.views.stewards import requires_steward


@bp.get("/schools/<int:school_id>/contact")
@requires_steward
def show_contact(school_id: int) -> str:
    """The form, with what it is now."""
    (school,) = loading.one(stewardship.school(g.steward, loading.row_id(school_id)))
    return _page(school, Form.blank(contact=school.escalation_contact))


def _page(school: School, form: Form) -> str:
    loading.allow(policy.can_set_contact(g.steward))
    return render_template("console/contact.html", school=school, form=form)


@bp.post("/schools/<int:school_id>/contact")
@requires_steward
def set_contact(school_id: int) -> ResponseReturnValue:
    """Write it down; an empty one says that there is none."""
    query = stewardship.school(g.steward, loading.row_id(school_id))
    (school,) = loading.one(reach.locked(query, School))
    form = Form.sent("contact")
    contact = one_line(form.values["contact"])
    if len(contact) > CONTACT_LENGTH:
        form.errors["contact"] = _("Shorten it to %(limit)d characters.", limit=CONTACT_LENGTH)
        return _page(school, form), 422
    loading.allow(policy.can_set_contact(g.steward))
    stewarding.set_contact(school, contact, by=g.steward.actor)
    db.session.commit()
    return redirect("/console", 303)
