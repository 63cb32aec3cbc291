"""All Teams of a Space where classes meet, and a new one made by hand."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.queries import shared_teams as members
from app.queries import teams
from app.queries.teams import TeamRow
from app.services import shared_teams
from app.views import forms, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.teams.blueprint import PATH, Meeting, bp, meeting


@bp.get(PATH)
@requires_session
def show_all(context_id: int, collaboration_id: int) -> str:
    """Each with who is in it: one's own class's by name, others as everywhere."""
    return _page(meeting(context_id, collaboration_id), Form.blank(title=""))


def _page(here: Meeting, form: Form) -> str:
    after, space_id = forms.number("after"), here.collaboration.space_id
    found = db.session.execute(teams.page(teams.of_space(space_id), None, after))
    rows = [TeamRow.of(row) for row in found]
    shown = rows[: teams.PAGE]
    teams.fill(shown, db.session.execute(members.people([row.id for row in shown])))
    return render_template(
        "teams/index.html",
        **here.facts(),
        teams=shown,
        lacks_discussion=any(row.activity_id is None for row in shown),
        next_key=shown[-1].id if len(rows) > teams.PAGE else None,
        is_first=after == 0,
        form=form,
    )


@bp.post(PATH)
@requires_session
def make(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Make one, and go to it. Sent twice from one form it is made once."""
    here = meeting(context_id, collaboration_id, to_change=True)
    form = Form.sent("title", "submission_key")
    name = form.title()
    publishing.look_through(form, here.collaboration.space, here.actor, "title")
    if not form.is_valid:
        return _page(here, form), 422
    team = shared_teams.make(here.collaboration, name, by=here.actor, key=form.key)
    path = f"{here.path}/{team.id}"
    db.session.commit()
    return redirect(path, 303)
