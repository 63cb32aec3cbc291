"""Teams made of the groups that one's own class has in its LMS."""

from dataclasses import dataclass, field

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Team
from app.models.base import NAME_LENGTH
from app.models.wording import one_line, shortened
from app.queries import shared_teams as members
from app.queries.people import Author
from app.services import shared_teams
from app.services.shared_teams import Group
from app.views import forms, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.teams.blueprint import PATH, Meeting, bp, meeting


@dataclass(slots=True)
class GroupRow:
    """A group as the page shows it."""

    source: Team
    made: Team | None
    can_join: list[Author] = field(default_factory=list)
    cannot_join: list[Author] = field(default_factory=list)

    @property
    def field_name(self) -> str:
        """Of its name's field."""
        return f"name-{self.source.id}"


def _rows(here: Meeting) -> list[GroupRow]:
    query = members.groups(here.place.context_id, here.collaboration.space_id)
    rows = {source.id: GroupRow(source, made) for source, made in db.session.execute(query)}
    for team_id, can_join, *columns in db.session.execute(members.group_members(rows)):
        row = rows[team_id]
        (row.can_join if can_join else row.cannot_join).append(Author(*columns))
    return list(rows.values())


@bp.get(f"{PATH}/groups")
@requires_session
def show_groups(context_id: int, collaboration_id: int) -> str:
    """Each with its name to be read and changed first, since it may name a child."""
    here = meeting(context_id, collaboration_id)
    rows = _rows(here)
    names = {row.field_name: (row.made or row.source).name for row in rows}
    return _page(here, rows, Form(names), set())


def _page(here: Meeting, rows: list[GroupRow], form: Form, ticked: set[int]) -> str:
    facts = here.facts()
    return render_template("teams/groups.html", **facts, rows=rows, form=form, ticked=ticked)


@bp.post(f"{PATH}/groups")
@requires_session
def take_groups(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """A Team for each that is ticked; whom the family keeps from others stays out."""
    here = meeting(context_id, collaboration_id, to_change=True)
    rows, ticked = _rows(here), {forms.whole(each) for each in request.form.getlist("group")}
    chosen = [row for row in rows if row.source.id in ticked]
    if len(chosen) != len(ticked):
        abort(404)
    form = Form.sent(*(row.field_name for row in rows))
    _check(here, form, chosen)
    if not form.is_valid:
        return _page(here, rows, form, {row.source.id for row in chosen}), 422
    shared_teams.take_groups(
        here.collaboration, [_group(here, row, form) for row in chosen], by=here.actor
    )
    return here.saved()


def _check(here: Meeting, form: Form, chosen: list[GroupRow]) -> None:
    if not chosen:
        form.errors["groups"] = _("Choose a group first.")
    for row in chosen:
        if not one_line(form.values[row.field_name]):
            form.errors[row.field_name] = _("Give the team a name.")
        publishing.look_through(form, here.collaboration.space, here.actor, row.field_name)


def _group(here: Meeting, row: GroupRow, form: Form) -> Group:
    numbers = [person.id for person in row.can_join]
    query = members.own_students(here.place.context_id, numbers)
    name = shortened(one_line(form.values[row.field_name]), NAME_LENGTH)
    return Group(row.source, row.made, name, list(db.session.scalars(query)))
