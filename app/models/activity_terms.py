"""ActivityTerms: what an Activity is worth, and when it is open."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ActivityTerms:
    """None for what was not settled. Times are aware."""

    points_possible: float | None = None
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
