"""A Space: what there is to do in it, and with whom."""

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.extensions import db
from app.models import Charter, Membership, Role, Space
from app.policies.collaborating import can_see_collaborations
from app.policies.reviewing import can_review
from app.policies.spaces import can_add_activity
from app.queries import (
    collaborations,
    flags,
    prompt_flags,
    reviews,
    shared_teams,
    team_discussions,
    teams,
)
from app.queries.teams import TeamRow
from app.services import activities, partner_health
from app.views import loading, publishing, terms_form
from app.views.forms import Form
from app.views.guards import requires_session

bp = Blueprint("spaces", __name__, url_prefix="/spaces")


@bp.get("/<int:space_id>")
@requires_session
def show(space_id: int) -> str:
    """Its Activities, oldest first: the order in which the teacher made them."""
    space, actor = loading.space(space_id)
    found = db.session.execute(team_discussions.of_space(space.id, actor)).all()
    shared = _shared(space, actor)
    is_told = can_see_collaborations(actor) and bool(shared or space.is_shared)
    return render_template(
        "spaces/show.html",
        space=space,
        actor=actor,
        activities=[activity for activity, team in found if team is None],
        discussions=[(activity, team) for activity, team in found if team],
        own_teams=_own_teams(space, actor),
        charter=_charter(space),
        marks=list((g.get("class_marks") or {}).values()),
        shared=shared,
        waiting=partner_health.waiting(actor.context_id) if is_told else [],
        nudges=partner_health.nudges(actor.context_id) if is_told else [],
        reviews_count=_reviews_count(actor),
        home=_home(space, actor),
    )


def _own_teams(space: Space, actor: Membership) -> list[TeamRow]:
    """A student's, where classes meet, with who is in them; a class's own have a page."""
    if not (space.is_shared and actor.role is Role.STUDENT):
        return []
    query = teams.page(teams.of_space(space.id), actor.id)
    rows = [TeamRow.of(row) for row in db.session.execute(query)]
    if rows:
        found = db.session.execute(shared_teams.people([row.id for row in rows]))
        teams.fill(rows, found)
    return rows


def _reviews_count(actor: Membership) -> int:
    """What waits for the class's staff, or was flagged, for them alone."""
    if not can_review(actor):
        return 0
    counted = (each.count(actor.context_id) for each in (reviews, flags, prompt_flags))
    query = select(*(each.scalar_subquery() for each in counted))
    return sum(db.session.execute(query).one())


def _charter(space: Space) -> Charter | None:
    """What the classes agreed, where classes meet."""
    if not space.is_shared:
        return None
    return db.session.scalar(collaborations.in_force(space.id))


def _shared(space: Space, actor: Membership) -> list[Space]:
    """Where this class meets others, from its own Space."""
    if space.is_shared:
        return []
    return list(db.session.scalars(collaborations.shared_spaces(actor.context_id)))


def _home(space: Space, actor: Membership) -> Space | None:
    """The class's own Space, from where it meets others."""
    if not space.is_shared:
        return None
    return db.session.scalar(select(Space).where(Space.home_of_id == actor.context_id))


@bp.get("/<int:space_id>/activities/new")
@requires_session
def new_activity(space_id: int) -> str:
    """The form for an Activity where classes meet."""
    space, actor = loading.space(space_id)
    loading.allow(can_add_activity(actor, space))
    form = Form.blank(title="", source="", **dict.fromkeys(terms_form.FIELDS, ""))
    return _new_page(space, actor, form)


def _new_page(space: Space, actor: Membership, form: Form) -> str:
    return render_template("spaces/new_activity.html", space=space, actor=actor, form=form)


@bp.post("/<int:space_id>/activities")
@requires_session
def add_activity(space_id: int) -> ResponseReturnValue:
    """Add one, and go to it. Sent twice from one form it is added once; 409 with other words than
    it has by now."""
    space, actor = loading.space(space_id, to_write=True)
    loading.allow(can_add_activity(actor, space))
    form = Form.sent("title", "source", "submission_key", *terms_form.FIELDS)
    title, prompt, terms = form.title(), form.text(optional=True), terms_form.read(form)
    publishing.look_through(form, space, actor, "title", "source")
    if not form.is_valid:
        return _new_page(space, actor, form), 422
    made = activities.add(space, title=title, prompt=prompt, terms=terms, by=actor, key=form.key)
    if not activities.is_as(made, title, prompt):
        form.renew()
        return _new_page(space, actor, form), 409
    db.session.commit()
    return redirect(f"/activities/{made.id}", 303)
