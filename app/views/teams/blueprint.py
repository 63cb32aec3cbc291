"""The blueprint, and what each of its pages does first."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Collaboration, Membership, SpaceContext
from app.policies import collaborating as policy
from app.services import collaborating
from app.views import loading
from app.views.marking import mark_classes_of

bp = Blueprint("teams", __name__, url_prefix="/contexts/<int:context_id>")

PATH = "/collaborations/<int:collaboration_id>/teams"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A Collaboration, the class for which somebody acts, and who that is."""

    collaboration: Collaboration
    place: SpaceContext
    actor: Membership

    @property
    def path(self) -> str:
        """Of all its Teams."""
        return f"/contexts/{self.place.context_id}/collaborations/{self.collaboration.id}/teams"

    def facts(self) -> dict[str, Any]:
        """What every template of the pages needs."""
        return {
            "collaboration": self.collaboration,
            "charter": collaborating.newest(self.collaboration),
            "context": self.place.context,
            "place": self.place,
            "actor": self.actor,
            "path": self.path,
        }

    def saved(self, page: str = "") -> ResponseReturnValue:
        """Commit, and go on to the page of all Teams, or one below it."""
        path = self.path + page
        db.session.commit()
        return redirect(path, 303)


def meeting(context_id: int, collaboration_id: int, *, to_change: bool = False) -> Meeting:
    """Where staff look, or change something and nobody else does meanwhile; 404 or 403."""
    found = loading.collaboration(context_id, collaboration_id, to_change=to_change)
    collaboration, place, actor = found
    ask = policy.can_change_teams if to_change else policy.can_see_shared_teams
    loading.allow(ask(actor, place, collaboration))
    mark_classes_of([collaboration.space])
    return Meeting(collaboration, place, actor)
