"""What a Steward reaches: a School's only what is that School's. The rest is not there (404)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from app.models import Context, Deployment, LaunchRecord, Platform, School
from app.models.steward import Steward


def schools(steward: Steward) -> Select[School]:
    """The Schools that are theirs to look after."""
    query = select(School)
    return query if steward.is_installation else query.where(School.id == steward.school_id)


def school(steward: Steward, school_id: int) -> Select[School]:
    """One of them."""
    return schools(steward).where(School.id == school_id)


def platform(steward: Steward, platform_id: int) -> Select[Platform]:
    """A Platform of one of their Schools, or on which one of them has a Deployment."""
    return select(Platform).where(Platform.id == platform_id, _is_theirs(steward))


def _is_theirs(steward: Steward) -> ColumnElement[bool]:
    if steward.is_installation:
        return Platform.id.is_not(None)
    own = Deployment.school_id == steward.school_id
    there = exists().where(Deployment.platform_id == Platform.id, own)
    return or_(Platform.school_id == steward.school_id, there.correlate(Platform))


def deployments(steward: Steward) -> Select[Deployment]:
    """The Deployments of their Schools."""
    query = select(Deployment)
    return query if steward.is_installation else query.where(_of_school(Deployment, steward))


def deployment(steward: Steward, deployment_id: int) -> Select[Deployment]:
    """One of them."""
    return deployments(steward).where(Deployment.id == deployment_id)


def contexts(steward: Steward) -> Select[Context]:
    """The classes of their Schools."""
    query = select(Context).join(Deployment, Deployment.id == Context.deployment_id)
    return query if steward.is_installation else query.where(_of_school(Deployment, steward))


def context(steward: Steward, context_id: int) -> Select[Context]:
    """One of them."""
    return contexts(steward).where(Context.id == context_id)


def names_on(steward: Steward, platform_id: int) -> Select[int, str]:
    """(id, name) of their Schools that have a Deployment on a Platform."""
    query = deployments(steward).where(Deployment.platform_id == platform_id)
    query = query.join(School, School.id == Deployment.school_id)
    return query.with_only_columns(School.id, School.name).distinct()


def schools_on(platform_id: int) -> Select[int | None]:
    """The Schools that have a Deployment on a Platform, whoever asks."""
    placed = (Deployment.platform_id == platform_id) & Deployment.school_id.is_not(None)
    return select(Deployment.school_id).where(placed).distinct()


def launch_records(steward: Steward, platform_id: int | None) -> Select[LaunchRecord]:
    """How launches of a Platform ended, as far as they are their School's; None: of nobody's."""
    query = select(LaunchRecord).where(LaunchRecord.platform_id == platform_id)
    return query if steward.is_installation else query.where(_of_school(LaunchRecord, steward))


def _of_school(entity: Any, steward: Steward) -> ColumnElement[bool]:
    is_own: ColumnElement[bool] = entity.school_id == steward.school_id
    return is_own
