"""Every test that touches the database runs on SQLite and on PostgreSQL.

Each process migrates a database of its own once; each test starts from empty tables.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from app.models import Base
from scripts.databases import temporary_postgres, why_no_postgres
from tests.support.application import build_app, migrate

BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.get_closest_marker("postgres")]
    reason = why_no_postgres() if marked else ""
    for item in marked if reason else []:
        item.add_marker(pytest.mark.skip(reason=reason))


@dataclass
class Databases:
    """The migrated databases of this process, made when first asked for."""

    folder: Path
    stack: ExitStack
    engines: dict[str, Engine] = field(default_factory=dict)

    def empty(self, backend: str) -> str:
        """The address of a migrated database with no rows in it."""
        if backend not in self.engines:
            self.engines[backend] = self._make(backend)
        engine = self.engines[backend]
        with engine.begin() as connection:
            _delete_rows(connection)
        return engine.url.render_as_string(hide_password=False)

    def _make(self, backend: str) -> Engine:
        if backend == "postgresql":
            url = self.stack.enter_context(temporary_postgres())
        else:
            url = f"sqlite:///{self.folder / 'courtyard.db'}"
        migrate(build_app(url))
        engine = create_engine(url)
        self.stack.callback(engine.dispose)
        return engine


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("database"), stack)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """A migrated, empty database. Who asks for this, or for `app`, runs once on each backend."""
    return databases.empty(request.param)


def _delete_rows(connection: Connection) -> None:
    """Empty the few tables that have rows; one question finds them all."""
    tables = {table.name: table for table in reversed(Base.metadata.sorted_tables)}
    question = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"
        for name in map(connection.dialect.identifier_preparer.quote, tables)
    )
    filled = set(connection.scalars(text(question)))
    for name, table in tables.items():
        if name in filled:
            with _without_triggers(connection, name):
                connection.execute(table.delete())


@contextmanager
def _without_triggers(connection: Connection, table: str) -> Iterator[None]:
    """Set a table's triggers aside, as only its owner can: some of them refuse deletions."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    triggers = connection.execute(query, {"table": table}).all()
    for name, _sql in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)
