"""Every migration, up and down, with rows in the tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.extensions import db
from app.models import Base
from tests.migrations.conftest import Database, Rows
from tests.support.application import build_app

SCRIPTS = ScriptDirectory("migrations")
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
BEFORE = dict(zip(REVISIONS, ["base", *REVISIONS], strict=False))


def in_common(rows: Rows, others: Rows) -> Rows:
    """The columns that both have, of the tables that both have."""
    return {
        table: [
            {name: row[name] for name in row if name in _columns(others[table])} for row in found
        ]
        for table, found in rows.items()
        if table in others
    }


def _columns(rows: list[dict[str, object]]) -> set[str]:
    return set(rows[0]) if rows else set()


def assert_kept(before: Rows, after: Rows) -> None:
    assert in_common(before, after) == in_common(after, before)


def dangling(database: Database) -> list[str]:
    """Foreign keys that point nowhere. SQLite says so only when asked."""
    with database.app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return []
        return [str(row) for row in connection.execute(sa.text("PRAGMA foreign_key_check"))]


@pytest.mark.parametrize("revision", REVISIONS)
def test_nothing_is_lost_on_the_way_up_and_down(database: Database, revision: str) -> None:
    earlier = BEFORE[revision]
    if earlier != "base":
        database.upgrade(earlier)
        database.fill()
    before = database.rows()
    database.upgrade(revision)
    assert_kept(before, database.rows())
    database.fill()
    after = database.rows()
    assert all(len(rows) >= 2 for rows in after.values())
    database.downgrade(earlier)
    assert set(database.rows()) == set(before)
    assert_kept(after, database.rows())
    assert not dangling(database)
    database.upgrade(revision)
    assert not dangling(database)


def test_all_the_way_up_down_and_up_again(database: Database) -> None:
    database.upgrade("head")
    database.fill()
    database.downgrade("base")
    assert database.rows() == {}
    database.upgrade("head")
    assert set(database.rows()) == set(Base.metadata.tables)


def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    """With rows in the tables; `make check` asks the same of empty ones."""
    for revision in REVISIONS:
        database.upgrade(revision)
        database.fill()
    with database.app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_migration_that_leaves_rows_pointing_nowhere_is_undone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite looks away while tables are rebuilt, so what it missed is looked for at the end."""
    database = Database(build_app(f"sqlite:///{tmp_path / 'courtyard.db'}"))
    database.upgrade("0001")
    database.fill()
    with closing(sqlite3.connect(tmp_path / "courtyard.db")) as connection:
        connection.execute("DELETE FROM topics WHERE id = 1")
        connection.commit()
    with pytest.raises(SystemExit):
        database.upgrade("0002")
    assert "rows that point nowhere" in caplog.text
    assert "edit_key" not in database.tables()["posts"].columns
    with database.app.app_context():
        db.engine.dispose()


def test_foreign_keys_are_kept_after_a_migration(database: Database) -> None:
    database.upgrade("head")
    with pytest.raises(sa.exc.IntegrityError):
        database.insert("contexts", {"deployment_id": 77})
