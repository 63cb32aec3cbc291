"""How it stands with the notices of a Platform's Deployments, for the console."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.models import Deployment, Notice, NoticeSubscription, School
from app.models.steward import Steward
from app.queries import stewardship
from app.queries.people import Rows


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """One kind of notices of one Deployment."""

    deployment_id: int
    lti_id: str
    school_name: str | None
    kind: str
    due_at: datetime | None
    worked_at: datetime | None
    failed_at: datetime | None
    failure: str
    came_at: datetime | None
    """When one of this kind came last."""


def of_platform(steward: Steward, platform_id: int) -> Rows:
    """Those that a Steward reaches, by Deployment."""
    came = (
        select(func.max(Notice.created_at))
        .where(
            Notice.deployment_id == Deployment.id,
            Notice.kind == NoticeSubscription.kind,
        )
        .scalar_subquery()
    )
    query = stewardship.deployments(steward).where(Deployment.platform_id == platform_id)
    query = query.join(NoticeSubscription, NoticeSubscription.deployment_id == Deployment.id)
    query = query.outerjoin(School, School.id == Deployment.school_id)
    rows: Rows = query.with_only_columns(
        Deployment.id,
        Deployment.lti_id,
        School.name,
        NoticeSubscription.kind,
        NoticeSubscription.due_at,
        NoticeSubscription.worked_at,
        NoticeSubscription.failed_at,
        NoticeSubscription.failure,
        came,
    )
    return rows.order_by(Deployment.id, NoticeSubscription.kind)
