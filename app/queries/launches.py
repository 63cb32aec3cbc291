"""Pages of LaunchRecords, the newest first, and how many there are of each outcome."""

from sqlalchemy import Select, exists, func, select

from app.models import LaunchRecord, LoginAttempt, now
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


def unanswered_logins(platform_id: int) -> Select[int]:
    """How many logins went to the platform, and nobody came back from it.

    Of about the last day, and no older than the kept launches: what is older may have been answered
    by a launch that is no longer kept.
    """
    here = LaunchRecord.platform_id == platform_id
    oldest = select(func.coalesce(func.min(LaunchRecord.login_attempt_id), 0)).where(here)
    answered = exists().where(here, LaunchRecord.login_attempt_id == LoginAttempt.id)
    return select(func.count(LoginAttempt.id)).where(
        LoginAttempt.platform_id == platform_id,
        LoginAttempt.id >= oldest.scalar_subquery(),
        LoginAttempt.consumed_at.is_(None),
        LoginAttempt.expires_at < now(),
        ~answered.correlate(LoginAttempt),
    )
