"""Give Teams discussions of their own: all at once, with a prompt that staff write once."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Context, Membership
from app.policies.teams import can_open_discussions
from app.queries import team_discussions
from app.services import recording, shared_teams
from app.services import team_discussions as discussions
from app.views import loading, publishing
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.teams.blueprint import PATH, Meeting, bp, meeting


@bp.get(f"{PATH}/discussions")
@requires_session
def prepare_shared(context_id: int, collaboration_id: int) -> str:
    """The form, where classes meet."""
    here = meeting(context_id, collaboration_id)
    return _shared_page(here, Form.blank(source=""))


def _shared_page(here: Meeting, form: Form) -> str:
    lacking = db.session.scalars(team_discussions.lacking(here.collaboration.space_id)).all()
    facts = here.facts()
    return render_template("teams/discussions.html", **facts, lacking=lacking, form=form)


@bp.post(f"{PATH}/discussions")
@requires_session
def open_shared(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Every Team that has none gets one. Sent twice, nothing is made anew."""
    here = meeting(context_id, collaboration_id, to_change=True)
    form = Form.sent("source")
    prompt = form.text(optional=True)
    publishing.look_through(form, here.collaboration.space, here.actor, "source")
    if not form.is_valid:
        return _shared_page(here, form), 422
    shared_teams.open_discussions(here.collaboration, prompt, by=here.actor)
    return here.saved()


@bp.get("/teams/discussions")
@requires_session
def prepare_own(context_id: int) -> str:
    """The form, for the Teams that the class's LMS has as groups."""
    context, actor = loading.context(context_id)
    loading.allow(can_open_discussions(actor))
    return _own_page(context, actor, Form.blank(source=""))


def _own_page(context: Context, actor: Membership, form: Form) -> str:
    return render_template(
        "teams/discussions.html",
        context=context,
        actor=actor,
        path=f"/contexts/{context.id}/teams",
        lacking=db.session.scalars(team_discussions.lacking(_home_id(context))).all(),
        form=form,
    )


def _home_id(context: Context) -> int:
    """The class's own Space; 0 where nothing was opened in it yet, and no Team is."""
    return context.home.id if context.home else 0


@bp.post("/teams/discussions")
@requires_session
def open_own(context_id: int) -> ResponseReturnValue:
    """The same for the class alone."""
    context, actor = loading.context_to_change(context_id)
    loading.allow(can_open_discussions(actor))
    form = Form.sent("source")
    prompt = form.text(optional=True)
    if not form.is_valid:
        return _own_page(context, actor, form), 422
    count = discussions.open_for(team_discussions.lacking(_home_id(context)), prompt)
    if count:
        school_id = context.deployment.school_id
        recording.record(
            "team.discussions_opened", school=school_id, actor=actor, subject=context, teams=count
        )
    db.session.commit()
    return redirect(f"/contexts/{context_id}/teams", 303)
