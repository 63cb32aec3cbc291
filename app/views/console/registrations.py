"""Links by which an LMS registers itself: making one, all of them, taking one back."""

from flask import abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import current_settings, db
from app.models import RegistrationInvitation, School
from app.models.base import NAME_LENGTH
from app.models.wording import one_line
from app.policies.stewarding import can_invite
from app.queries import reach
from app.services import inviting, registering
from app.views import forms, loading
from app.views.console.blueprint import bp
from app.views.forms import Form
from app.views.stewards import requires_steward

PAGE = 25


@bp.get("/registrations")
@requires_steward
def show_registrations() -> str:
    """A form for a new link, and the links there are, the newest first."""
    _only_the_installation()
    return _page(Form.blank(school_name=""), before=forms.whole(request.args.get("before", "")))


@bp.post("/registrations")
@requires_steward
def invite() -> ResponseReturnValue:
    """Make a link, and show it: here and never again, so there is no page to go on to."""
    _only_the_installation()
    form = Form.sent("school_name")
    name = one_line(form.values["school_name"])
    if not name or len(name) > NAME_LENGTH:
        form.errors["school_name"] = _(
            "Name the school, in at most %(limit)d characters.", limit=NAME_LENGTH
        )
        return _page(form), 422
    code = inviting.invite(registering.school_named(name), by=g.steward.actor)
    link = inviting.link(current_settings().base_url, code)
    page = _page(Form.blank(school_name=""), link=link, school=name)
    db.session.commit()
    return page


@bp.post("/registrations/<int:invitation_id>/revocation")
@requires_steward
def revoke_invitation(invitation_id: int) -> ResponseReturnValue:
    """Take a link back. What was registered with it stays."""
    _only_the_installation()
    entity = RegistrationInvitation
    query = select(entity).where(entity.id == loading.row_id(invitation_id))
    inviting.revoke(loading.one(reach.locked(query, entity))[0], by=g.steward.actor)
    db.session.commit()
    return redirect("/console/registrations", 303)


def _page(form: Form, *, before: int | None = None, **made: str) -> str:
    entity = RegistrationInvitation
    query = select(entity).options(joinedload(entity.school), joinedload(entity.platform))
    query = query.order_by(entity.id.desc()).limit(PAGE + 1)
    found = list(db.session.scalars(query if before is None else query.where(entity.id < before)))
    shown, more = found[:PAGE], found[PAGE:]
    return render_template(
        "console/registrations.html",
        form=form,
        made=made,
        invitations=shown,
        schools=db.session.scalars(select(School.name).order_by(School.name)).all(),
        is_first=before is None,
        next_before=shown[-1].id if more else None,
    )


def _only_the_installation() -> None:
    if not can_invite(g.steward):
        abort(404)
