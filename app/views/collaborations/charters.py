"""Change a Charter: a new version, which all classes sign."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import db
from app.models import Charter, Collaboration, Membership, SpaceContext
from app.models.charter_terms import CharterTerms
from app.policies import collaborating as policy
from app.queries import collaborations
from app.services import collaborating
from app.views import charter_form, forms, loading
from app.views.collaborations.blueprint import back, bp
from app.views.forms import Form
from app.views.guards import requires_session


@bp.get("/<int:collaboration_id>/charters/new")
@requires_session
def edit_charter(context_id: int, collaboration_id: int) -> str:
    """The form, as the newest version has it."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    loading.allow(policy.can_propose(actor, place, collaboration))
    charter = collaborating.newest(collaboration)
    form = Form.blank(**charter_form.values_of(charter))
    return _page(collaboration, place, actor, form)


@bp.get("/<int:collaboration_id>/charters/<int:version>")
@requires_session
def show_charter(context_id: int, collaboration_id: int, version: int) -> str:
    """An earlier version."""
    collaboration, place, actor = loading.collaboration(context_id, collaboration_id)
    query = collaborations.charters(collaboration.id)
    charter = loading.one(query.where(Charter.version == loading.row_id(version)))[0]
    return render_template(
        "collaborations/charter.html",
        collaboration=collaboration,
        context=place.context,
        actor=actor,
        charter=charter,
        signatures=db.session.scalars(collaborations.acceptances(charter.id)).all(),
        places={each.context_id: each for each in collaborating.places_of(collaboration)},
    )


@bp.post("/<int:collaboration_id>/charters")
@requires_session
def propose(context_id: int, collaboration_id: int) -> ResponseReturnValue:
    """Propose what was typed. 409 where somebody proposed another version meanwhile."""
    found = loading.collaboration(context_id, collaboration_id, to_change=True)
    collaboration, place, actor = found
    loading.allow(policy.can_propose(actor, place, collaboration))
    form = Form.sent(*charter_form.FIELDS, "version")
    terms = charter_form.read(form)
    charter_form.look_through(form, actor)
    if not form.is_valid:
        return _page(collaboration, place, actor, form), 422
    if CharterTerms.of(collaborating.newest(collaboration)) == terms:
        return back(context_id, collaboration_id)
    try:
        version = forms.number("version")
        collaborating.propose(collaboration, place, terms, version=version, by=actor)
    except collaborating.OutOfDate:
        form.values["version"] = str(collaboration.newest_version)
        form.errors["title"] = _(
            "Somebody proposed another version meanwhile. Look at it first; "
            "sending this again proposes your words in its place."
        )
        return _page(collaboration, place, actor, form), 409
    return back(context_id, collaboration_id)


def _page(collaboration: Collaboration, place: SpaceContext, actor: Membership, form: Form) -> str:
    return render_template(
        "collaborations/edit.html",
        collaboration=collaboration,
        context=place.context,
        actor=actor,
        form=form,
    )
