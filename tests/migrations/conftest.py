"""A database of its own for each test, taken to any revision, with rows in every table."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from app.extensions import db
from scripts.databases import temporary_postgres
from tests.support.application import build_app
from tests.support.databases import BACKENDS

WRITTEN_AS = {"ranges": "1-3,5", "deleted_numbers": "2"}
"""Columns that hold texts of a certain form."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Database:
    """The application on a database that no migration has touched yet."""

    app: Flask
    found: dict[str, sa.Table] | None = None
    """The tables as they were read last: reading them costs more than all that is done to them."""

    def upgrade(self, revision: str) -> None:
        self._migrate(flask_migrate.upgrade, revision)

    def downgrade(self, revision: str) -> None:
        self._migrate(flask_migrate.downgrade, revision)

    def _migrate(self, way: Callable[..., None], revision: str) -> None:
        self.found = None
        with self.app.app_context():
            way(revision=revision)
            db.engine.dispose()

    def tables(self) -> dict[str, sa.Table]:
        """The tables as they are, parents first."""
        if self.found is None:
            read = sa.MetaData()
            with self.app.app_context():
                read.reflect(db.engine)
            tables = {each.name: each for each in read.sorted_tables}
            self.found = {name: tables[name] for name in tables if name != "alembic_version"}
        return self.found

    def rows(self) -> Rows:
        with self.app.app_context(), db.engine.connect() as connection:
            queries = {
                name: sa.select(table).order_by(*table.primary_key)
                for name, table in self.tables().items()
            }
            return {
                name: [dict(row._mapping) for row in connection.execute(query)]
                for name, query in queries.items()
            }

    def insert(self, table: str, *rows: dict[str, Any]) -> list[int]:
        """Put rows in, with made-up values where they say nothing; give their ids."""
        found = self.tables()[table]
        with self.app.app_context(), db.engine.begin() as connection:
            return [_insert(connection, found, row) for row in rows]

    def fill(self) -> None:
        """Put two rows into every table that has none."""
        filled = {name for name, rows in self.rows().items() if rows}
        for name in self.tables():
            if name not in filled:
                self.insert(name, {}, {})


_numbers = itertools.count(1)


def _insert(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> int:
    """Put a row in. What it must have and does not say is made up."""
    made = {
        column.name: _parent(connection, column) if column.foreign_keys else _made_up(column)
        for column in table.columns
        if column.name not in row and not column.primary_key and not column.nullable
    }
    done = connection.execute(table.insert().values({**made, **row}))
    return int(done.inserted_primary_key[0])  # type: ignore[index]


def _parent(connection: sa.Connection, column: sa.Column[Any]) -> int:
    """The first row's is the first parent, the second's the second: pairs are never the same."""
    (key,) = column.foreign_keys
    parents = connection.scalars(sa.select(key.column).order_by(key.column)).all()
    rows = connection.scalar(sa.select(sa.func.count()).select_from(column.table))
    return int(parents[(rows or 0) % len(parents)])


def _made_up(column: sa.Column[Any]) -> Any:
    if column.name in WRITTEN_AS:
        return WRITTEN_AS[column.name]
    if isinstance(column.type, sa.JSON):
        return ["é"]
    kind = column.type.python_type
    if kind is datetime:
        return datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    if kind is date:
        return date(2026, 3, 4)
    return True if kind is bool else kind(next(_numbers))


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'courtyard.db'}"
        if request.param == "postgresql":
            url = stack.enter_context(temporary_postgres())
        app = build_app(url)
        yield Database(app)
        with app.app_context():
            db.engine.dispose()
