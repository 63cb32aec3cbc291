"""Pages of LaunchRecords, the newest first, and how many there are of each outcome."""

from sqlalchemy import Select, func

from app.models import LaunchRecord
from app.models.steward import Steward
from app.queries import stewardship

PAGE = 25


def page(
    steward: Steward, platform_id: int | None, *, code: str, before: int | None
) -> Select[LaunchRecord]:
    """The records before one, of one outcome or ("") of all, and one more: there is a next page."""
    query = stewardship.launch_records(steward, platform_id)
    query = query.where(LaunchRecord.outcome == code) if code else query
    query = query if before is None else query.where(LaunchRecord.id < before)
    return query.order_by(LaunchRecord.id.desc()).limit(PAGE + 1)


def outcomes(steward: Steward, platform_id: int | None) -> Select[str, int]:
    """(outcome, how many), the most frequent first."""
    query = stewardship.launch_records(steward, platform_id)
    number = func.count()
    counted = query.with_only_columns(LaunchRecord.outcome, number)
    return counted.group_by(LaunchRecord.outcome).order_by(number.desc(), LaunchRecord.outcome)
