"""How grades reach the gradebooks of each Platform, for the console."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, desc, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Context, Delivery, Deployment, LineItem, ResourceLink
from app.models.steward import Steward
from app.queries.people import Rows


@dataclass(frozen=True, slots=True)
class ScoreHealth:
    """The Scores of one School on one Platform that go, or have gone, to gradebooks."""

    platform_id: int
    school_id: int | None
    waiting: int
    """Due, or on their way."""
    failed: int
    """Given up, until staff send them again."""
    last_worked_at: datetime | None
    last_failed_at: datetime | None


def by_platform_and_school(steward: Steward, platform_ids: list[int]) -> Rows:
    """Rows for ScoreHealth, where anything was ever graded. ``ScoreHealth(*row)``."""
    is_waiting = case((Delivery.due_at.is_not(None), 1), else_=0)
    is_failed = case(((Delivery.failure != "") & Delivery.due_at.is_(None), 1), else_=0)
    query = select(
        Deployment.platform_id,
        Deployment.school_id,
        func.sum(is_waiting),
        func.sum(is_failed),
        func.max(Delivery.worked_at),
        func.max(Delivery.failed_at),
    ).select_from(Delivery)
    query = _at_platforms(
        query.join(LineItem, LineItem.id == Delivery.line_item_id), steward, platform_ids
    )
    return query.group_by(Deployment.platform_id, Deployment.school_id)


def failures(steward: Steward, platform_ids: list[int]) -> Rows:
    """(platform, school, code, how often) of Scores, the most frequent first."""
    query = _counted(Delivery.failure).select_from(Delivery)
    query = query.join(LineItem, LineItem.id == Delivery.line_item_id)
    return _most_first(query.where(Delivery.failure != ""), steward, platform_ids)


def column_failures(steward: Steward, platform_ids: list[int]) -> Rows:
    """The same of line items: what keeps all grades of an Activity from going."""
    query = _counted(LineItem.failure).select_from(LineItem)
    return _most_first(query.where(LineItem.failure != ""), steward, platform_ids)


def _counted(code: InstrumentedAttribute[str]) -> Rows:
    count = func.count().label("count")
    query = select(Deployment.platform_id, Deployment.school_id, code.label("code"), count)
    return query.group_by(Deployment.platform_id, Deployment.school_id, code)


def _most_first(query: Rows, steward: Steward, platform_ids: list[int]) -> Rows:
    query = _at_platforms(query, steward, platform_ids)
    return query.order_by(Deployment.platform_id, desc("count"), "code")


def _at_platforms(query: Rows, steward: Steward, platform_ids: list[int]) -> Rows:
    """From line items on to the Platforms, as far as this Steward sees."""
    query = (
        query.join(ResourceLink, ResourceLink.id == LineItem.resource_link_id)
        .join(Context, Context.id == ResourceLink.context_id)
        .join(Deployment, Deployment.id == Context.deployment_id)
        .where(Deployment.platform_id.in_(platform_ids))
    )
    if steward.is_installation:
        return query
    return query.where(Deployment.school_id == steward.school_id)
