"""How the last launches went, at a glance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from app.models import LaunchRecord
from app.models.launch_record import TAKEN
from app.models.steward import Steward
from app.queries.people import Rows


@dataclass(frozen=True, slots=True)
class Health:
    """The kept launches of a Platform, or of one School on it."""

    total: int = 0
    refused: int = 0
    last_outcome: str = ""
    last_at: datetime | None = None

    @property
    def is_well(self) -> bool:
        """Whether the last launch was taken."""
        return self.last_outcome in TAKEN


def by_platform_and_school(steward: Steward, platform_ids: list[int]) -> Rows:
    """(platform, school, total, refused, last outcome, when), where there was any launch."""
    is_refused = case((LaunchRecord.outcome.in_(TAKEN), 0), else_=1)
    grouped = select(
        LaunchRecord.platform_id,
        LaunchRecord.school_id,
        func.count().label("total"),
        func.sum(is_refused).label("refused"),
        func.max(LaunchRecord.id).label("last"),
    ).where(LaunchRecord.platform_id.in_(platform_ids))
    if not steward.is_installation:
        grouped = grouped.where(LaunchRecord.school_id == steward.school_id)
    counts = grouped.group_by(LaunchRecord.platform_id, LaunchRecord.school_id).subquery()
    last = aliased(LaunchRecord)
    return select(
        counts.c.platform_id,
        counts.c.school_id,
        counts.c.total,
        counts.c.refused,
        last.outcome,
        last.created_at,
    ).join(last, last.id == counts.c.last)
