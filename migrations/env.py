"""Run migrations against the application's own database: ``flask --app wsgi db upgrade``."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection, TypeDecorator, text

from app.extensions import db
from app.models import Base


def _render(kind: str, item: object, _context: object) -> str | bool:
    """Write a column type of ours as what it is stored as: migrations outlive the code."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def run() -> None:
    """Migrate in one transaction; SQLite rebuilds tables, since it can't alter them."""
    with db.engine.connect() as connection, _without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render,
            transactional_ddl=True,  # Alembic doubts it of SQLite; app.extensions begins for real
        )
        with context.begin_transaction():
            context.run_migrations()
            _check_foreign_keys(connection)
        connection.commit()


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite drop the old table when it has built the new one.

    To drop a table there is to delete its rows first, and what points at them forbids that, or is
    set to NULL in silence. The pragma means nothing within a transaction, so it goes to the driver.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    """Raise RuntimeError, and so undo everything, where a row points at one that is gone."""
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if broken:
            raise RuntimeError(f"the migration leaves rows that point nowhere: {broken[:5]}")


run()
