"""What the application asks its database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from app.extensions import db


@contextmanager
def noting(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent meanwhile. SQLite's BEGIN is none: PostgreSQL sends no such."""
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_more) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
