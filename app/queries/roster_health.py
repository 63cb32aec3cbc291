"""How it stands with the class lists of a Platform, class by class, for the console."""

from sqlalchemy import Case, Select, case, func

from app.models import Context, Deployment, RosterSync, School, now
from app.models.leased import LeaseState
from app.models.steward import Steward
from app.queries import stewardship

PAGE = 25

NEVER, NOT_OFFERED = "never", "not_offered"
"""Beside the states of a lease: nobody asked yet, and nobody can."""

STATES = (LeaseState.FAILED, LeaseState.WAITING, LeaseState.RUNNING, LeaseState.WORKED,
          NEVER, NOT_OFFERED)  # fmt: skip
"""What wants looking at comes first."""


def page(
    steward: Steward, platform_id: int, *, state: str, after: int
) -> Select[Context, RosterSync | None, str | None, str]:
    """(class, sync, School, state) of one state or ("") of all, and one more than a page."""
    query = _on(steward, platform_id).with_only_columns(
        Context, RosterSync, School.name, _state().label("state")
    )
    query = query.where(_state() == state) if state else query
    return query.where(Context.id > after).order_by(Context.id).limit(PAGE + 1)


def states(steward: Steward, platform_id: int) -> Select[str, int]:
    """(state, how many classes)."""
    query = _on(steward, platform_id).with_only_columns(_state().label("state"), func.count())
    return query.group_by("state")


def _on(steward: Steward, platform_id: int) -> Select[Context]:
    query = stewardship.contexts(steward).where(Deployment.platform_id == platform_id)
    query = query.outerjoin(RosterSync, RosterSync.context_id == Context.id)
    return query.outerjoin(School, School.id == Deployment.school_id)


def _state() -> Case[str]:
    """What Leased.state says of one, for a whole list."""
    return case(
        (RosterSync.leased_until > now(), LeaseState.RUNNING),
        (RosterSync.due_at.is_not(None), LeaseState.WAITING),
        (RosterSync.failure != "", LeaseState.FAILED),
        (RosterSync.worked_at.is_not(None), LeaseState.WORKED),
        (Context.memberships_url == "", NOT_OFFERED),
        else_=NEVER,
    )
