"""Insert or update in one statement, so that a class opening a link at once makes one row."""

from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from app.extensions import db
from app.models import Base

Entity = TypeVar("Entity", bound=Base)
Names = tuple[str, ...]
Expressions = tuple[tuple[str, ColumnElement[Any]], ...]


def upsert(
    entity: type[Entity], key: dict[str, Any], values: dict[str, Any], **first: Any
) -> Entity:
    """Give the one row with this key, with these values, locked until the transaction ends.

    ``first`` holds what is set only when the row is made. It may have expressions, which are
    constants of a module, and what their parameters stand for. The key needs a unique constraint.
    """
    computed = tuple(
        (name, value) for name, value in first.items() if isinstance(value, ColumnElement)
    )
    given = {**key, **values, **first}
    for name, _ in computed:
        del given[name]
    statement = _statement(entity, db.engine.dialect.name, tuple(key), tuple(values), computed)
    found = db.session.scalars(statement, given, execution_options={"populate_existing": True})
    one: Entity = found.one()
    return one


@lru_cache(maxsize=256)
def _statement(
    entity: type[Entity], dialect: str, key: Names, values: Names, computed: Expressions
) -> ReturningInsert[tuple[Entity]]:
    """Made once for each set of columns: making one takes longer than sending it."""
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(entity)
    said = {name: insert.excluded[name] for name in values or key}
    statement = insert.values(dict(computed)) if computed else insert
    statement = statement.on_conflict_do_update(index_elements=key, set_=said)
    made: ReturningInsert[tuple[Entity]] = statement.returning(entity)
    return made


def says(row: Base, values: dict[str, Any]) -> bool:
    """Whether the row has these values already."""
    return all(getattr(row, name) == value for name, value in values.items())
