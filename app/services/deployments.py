"""Deployments that nobody has registered: a first launch makes them known, and they wait."""

from sqlalchemy import func, select

from app.extensions import db
from app.lti.refusals import NewDeployment, Refusal
from app.models import ActorKind, Deployment, Platform
from app.services.recording import record
from app.services.upserting import upsert

MOST_PENDING = 20
"""Of one Platform: whoever can launch there can put the tool there many times over."""


def unknown(platform_id: int, lti_id: str) -> Refusal:
    """The Refusal of a launch whose deployment is not known."""
    query = select(func.count(Deployment.id)).where(
        Deployment.platform_id == platform_id, Deployment.approved_at.is_(None)
    )
    if (db.session.scalar(query) or 0) >= MOST_PENDING:
        return Refusal("unknown_deployment", f"{MOST_PENDING} wait already")
    return NewDeployment(lti_id)


def keep_pending(platform: Platform, lti_id: str) -> None:
    """Make it known, of the Platform's School where it has one. It waits for approval."""
    key = {"platform_id": platform.id, "lti_id": lti_id}
    deployment = upsert(Deployment, key, {}, school_id=platform.school_id)
    record(
        "deployment.found",
        school=deployment.school_id,
        actor=ActorKind.PLATFORM,
        subject=deployment,
        lti_id=lti_id,
    )
