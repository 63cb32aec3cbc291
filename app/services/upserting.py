"""Insert or update in one statement, so that a class opening a link at once makes one row."""

from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite

from app.extensions import db
from app.models import Base

Entity = TypeVar("Entity", bound=Base)


def upsert(
    entity: type[Entity], key: dict[str, Any], values: dict[str, Any], **first: Any
) -> Entity:
    """Give the one row with this key, with these values, locked until the transaction ends.

    ``first`` holds what is set only when the row is made. The key needs a unique constraint.
    """
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(entity)
    statement = insert.values(**key, **values, **first).on_conflict_do_update(
        index_elements=list(key), set_=values or key
    )
    found = db.session.scalars(
        statement.returning(entity), execution_options={"populate_existing": True}
    )
    one: Entity = found.one()
    return one
