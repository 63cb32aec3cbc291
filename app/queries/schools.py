"""Pages of Schools, by name, and the Platforms of each."""

from sqlalchemy import ScalarSelect, Select, func, select, union

from app.models import Deployment, LaunchRecord, Platform, School
from app.models.steward import Steward
from app.queries import stewardship
from app.queries.people import Rows

PAGE = 25


def page(steward: Steward, after: int | None) -> Select[School]:
    """The Schools after one, by name, and one more: there is a next page."""
    query = stewardship.schools(steward).order_by(School.name).limit(PAGE + 1)
    return query if after is None else query.where(School.name > _name_of(after))


def _name_of(school_id: int) -> ScalarSelect[str]:
    return select(School.name).where(School.id == school_id).scalar_subquery()


def platforms(school_ids: list[int]) -> Rows:
    """(school, Platform): each Platform of these Schools, by its own School or a Deployment's."""
    own = select(Platform.school_id.label("school_id"), Platform.id.label("platform_id"))
    placed = select(Deployment.school_id, Deployment.platform_id)
    pairs = union(
        own.where(Platform.school_id.in_(school_ids)),
        placed.where(Deployment.school_id.in_(school_ids)),
    ).subquery()
    query = select(pairs.c.school_id, Platform).join(Platform, Platform.id == pairs.c.platform_id)
    return query.order_by(pairs.c.school_id, Platform.id)


def platforms_of_none() -> Select[Platform]:
    """Registrations that no School and no Deployment has yet."""
    placed = select(Deployment.platform_id).where(Deployment.school_id.is_not(None))
    query = select(Platform).where(Platform.school_id.is_(None), Platform.id.not_in(placed))
    return query.order_by(Platform.id)


def nobodys_launches() -> Select[int]:
    """How many of the kept launches came from LMSs that are not registered."""
    return select(func.count(LaunchRecord.id)).where(LaunchRecord.platform_id.is_(None))
