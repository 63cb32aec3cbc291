"""CharterTerms: what a Charter says, before it has a version."""

from dataclasses import dataclass
from datetime import date

from app.models.charter import RETENTION_DAYS, Charter


@dataclass(frozen=True, slots=True)
class CharterTerms:
    """The words and settings of a Charter; dates are whole days."""

    title: str
    aims: str
    norms: str = ""
    contact_rules: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    retention_days: int = RETENTION_DAYS[0]

    @classmethod
    def of(cls, charter: Charter) -> "CharterTerms":
        """What a Charter says."""
        return cls(
            title=charter.title,
            aims=charter.aims,
            norms=charter.norms,
            contact_rules=charter.contact_rules,
            starts_on=charter.starts_on,
            ends_on=charter.ends_on,
            retention_days=charter.retention_days,
        )
