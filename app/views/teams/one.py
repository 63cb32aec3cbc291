"""One Team where classes meet: its name, who of one's own class is in it, and its end."""

from collections.abc import Iterable

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Membership, Team
from app.queries import shared_teams as members
from app.queries import team_discussions, teams
from app.queries.people import Author
from app.queries.shared_teams import CandidateRow
from app.services import shared_teams
from app.views import forms, loading, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.teams.blueprint import PATH, Meeting, bp, meeting

ONE = f"{PATH}/<int:team_id>"


def _team(here: Meeting, team_id: int) -> Team:
    """One that is, or 404."""
    team = _any_team(here, team_id)
    return team if team.is_active else abort(404)


def _any_team(here: Meeting, team_id: int) -> Team:
    return loading.one(teams.one(here.collaboration.space_id, loading.row_id(team_id)))[0]


@bp.get(ONE)
@requires_session
def show(context_id: int, collaboration_id: int, team_id: int) -> str:
    """Its forms, with all students of one's own class."""
    here = meeting(context_id, collaboration_id)
    team = _team(here, team_id)
    return _page(here, team, Form.blank(title=team.name))


def _page(here: Meeting, team: Team, form: Form) -> str:
    own, found = here.place.context_id, db.session.execute(members.people([team.id]))
    people = [Author(*columns) for _team_id, *columns in found]
    candidates = db.session.execute(members.candidates(own, team.id))
    return render_template(
        "teams/show.html",
        **here.facts(),
        team=team,
        discussion=db.session.scalar(team_discussions.of_team(team.id)),
        others=[person for person in people if person.context_id != own],
        candidates=[CandidateRow.of(row) for row in candidates],
        form=form,
    )


@bp.post(ONE)
@requires_session
def rename(context_id: int, collaboration_id: int, team_id: int) -> ResponseReturnValue:
    """Give it another name, and its discussion with it."""
    here = meeting(context_id, collaboration_id, to_change=True)
    team, form = _team(here, team_id), Form.sent("title")
    name = form.title()
    publishing.look_through(form, here.collaboration.space, here.actor, "title")
    if not form.is_valid:
        return _page(here, team, form), 422
    shared_teams.rename(here.collaboration, team, name, by=here.actor)
    return here.saved(f"/{team_id}")


@bp.post(f"{ONE}/members")
@requires_session
def change_members(context_id: int, collaboration_id: int, team_id: int) -> ResponseReturnValue:
    """Who of the students that the page showed is in it; 404 for another class's."""
    here = meeting(context_id, collaboration_id, to_change=True)
    team = _team(here, team_id)
    wanted = _own(here, request.form.getlist("member"))
    shown = _own(here, request.form.getlist("shown"))
    rows = db.session.execute(members.candidates(here.place.context_id, team.id))
    can_join = {row.person.id: row.can_join for row in map(CandidateRow.of, rows)}
    if not all(can_join.get(member.id) for member in wanted):
        form = Form.blank(title=team.name)
        form.errors["members"] = _(
            "Somebody whom you ticked can't be in a team: nobody has agreed that partner classes "
            "may see this student. Nothing was changed."
        )
        return _page(here, team, form), 422
    unwanted = {member.id for member in shown} - {member.id for member in wanted}
    shared_teams.change_members(
        here.collaboration, team, wanted=wanted, unwanted=unwanted, by=here.actor
    )
    return here.saved(f"/{team_id}")


def _own(here: Meeting, sent: Iterable[str]) -> list[Membership]:
    """The students of one's own class who have these numbers."""
    numbers = {loading.row_id(forms.whole(each) or 0) for each in sent}
    query = members.own_students(here.place.context_id, numbers)
    found = list(db.session.scalars(query))
    return found if len(found) == len(numbers) else abort(404)


@bp.get(f"{ONE}/removal")
@requires_session
def confirm_removal(context_id: int, collaboration_id: int, team_id: int) -> str:
    """Ask first."""
    here = meeting(context_id, collaboration_id)
    return render_template("teams/removal.html", **here.facts(), team=_team(here, team_id))


@bp.post(f"{ONE}/removal")
@requires_session
def remove(context_id: int, collaboration_id: int, team_id: int) -> ResponseReturnValue:
    """It goes inactive, with all that was written in it; twice is once."""
    here = meeting(context_id, collaboration_id, to_change=True)
    shared_teams.remove(here.collaboration, _any_team(here, team_id), by=here.actor)
    return here.saved()
