"""Pages of Events, the newest first, with what naming needs of who acted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Row, select

from app.models import ActorKind, Context, Deployment, Event, Membership, School, User
from app.models.steward import Steward
from app.queries.people import AUTHOR, Author, Rows

PAGE = 25
FEW = 5


@dataclass(frozen=True, slots=True)
class EventRow:
    """One Event as the console shows it."""

    actor: Author | None
    """The member who acted."""
    actor_school_id: int | None
    id: int
    created_at: datetime
    verb: str
    subject: str
    details: dict[str, Any]
    actor_kind: ActorKind
    school_name: str | None

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Split a row of the query into the member's columns and the Event's."""
        values: Any = tuple(row)
        member = Author(*values[: len(AUTHOR)]) if values[0] else None
        return cls(member, *values[len(AUTHOR) :])


def _rows(steward: Steward, school_id: int | None) -> Rows:
    query = select(
        *AUTHOR,
        Deployment.school_id,
        Event.id,
        Event.created_at,
        Event.verb,
        Event.subject,
        Event.details,
        Event.actor_kind,
        School.name,
    ).select_from(Event)
    query = query.outerjoin(Membership, Membership.id == Event.actor_id)
    query = query.outerjoin(User, User.id == Membership.user_id)
    query = query.outerjoin(Context, Context.id == Membership.context_id)
    query = query.outerjoin(Deployment, Deployment.id == Context.deployment_id)
    query = query.outerjoin(School, School.id == Event.school_id)
    wanted = school_id if steward.is_installation else steward.school_id
    return query if wanted is None else query.where(Event.school_id == wanted)


def page(steward: Steward, school_id: int | None, before: int | None) -> Rows:
    """The Events before one, the newest first, and one more: there is a next page.

    ``school_id`` narrows what the installation sees; a School's Steward sees their own anyway.
    """
    query = _rows(steward, school_id).order_by(Event.id.desc()).limit(PAGE + 1)
    return query if before is None else query.where(Event.id < before)


def about(steward: Steward, subject: str) -> Rows:
    """The newest few Events about one thing."""
    query = _rows(steward, None).where(Event.subject == subject)
    return query.order_by(Event.id.desc()).limit(FEW)


def batch(steward: Steward, school_id: int | None, after: int, size: int) -> Rows:
    """The next Events after one, the oldest first: for an export."""
    query = _rows(steward, school_id).where(Event.id > after)
    return query.order_by(Event.id).limit(size)
