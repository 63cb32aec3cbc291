"""What every entity shares: the registry, naming of constraints, and column types."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from app.models.clock import now as now  # for all that is written down, from here

# Named constraints, so that migrations can drop them on either database.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

LTI_ID_LENGTH = 255
"""The longest identifier a platform may send, in characters (LTI 1.3 core, 5.3)."""

NAME_LENGTH = 255
"""The longest name or title that is kept, in characters."""

LARGEST_ID = 2**31 - 1
"""The largest number that PostgreSQL takes for an id."""

# Sorted by code point on both databases, whatever the server's language.
BinaryString = String().with_variant(String(collation="C"), "postgresql")


class Choice(TypeDecorator[StrEnum]):
    """One of an enumeration's words, stored as the word itself."""

    impl = String(20)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.words(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time. SQLite stores no zone, so what it gives back is said to be UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("times are aware here")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The declarative base of all entities."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime, str: String},
    )


class Numbered:
    """An entity with a number of its own, and the moment it came to be."""

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
