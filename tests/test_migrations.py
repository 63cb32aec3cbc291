"""Migrations on a database that has rows: nothing is lost, and what was in use stays in use."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from app.extensions import db
from scripts.databases import temporary_postgres
from tests.support.application import build_app
from tests.support.databases import BACKENDS


@pytest.fixture(params=BACKENDS)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database with no tables yet."""
    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path / 'old.db'}")
    else:
        with temporary_postgres() as url:
            yield from opened(url)


def opened(url: str) -> Iterator[Flask]:
    app = build_app(url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def run(*statements: str) -> None:
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()


def test_what_was_registered_counts_as_approved(app: Flask) -> None:
    flask_migrate.upgrade(revision="0004")
    run(
        "INSERT INTO schools (id, name, created_at) VALUES (1, 'Wattle', '2026-01-02 03:04:05')",
        """INSERT INTO platforms (id, name, issuer, client_id, auth_login_url, auth_token_url,
           key_set_url, frame_origins, created_at)
           VALUES (1, 'M', 'i', 'c', '', '', '', '[]', '2026-01-02 03:04:05')""",
        """INSERT INTO deployments (id, platform_id, lti_id, school_id, created_at)
           VALUES (1, 1, '2', 1, '2026-01-02 03:04:05')""",
    )
    flask_migrate.upgrade()
    for table in ("platforms", "deployments"):
        query = text(f"SELECT approved_at = created_at FROM {table}")
        assert db.session.scalar(query) in (True, 1)
    db.session.rollback()


def test_there_is_a_way_back(app: Flask) -> None:
    """Down to the first tables and up again, past triggers and functions."""
    for _ in range(2):
        flask_migrate.upgrade()
        run("INSERT INTO events (verb, actor_kind, subject, details, created_at) "
            "VALUES ('keys.rotated', 'job', 'x', '{}', '2026-01-02 03:04:05')")  # fmt: skip
        flask_migrate.downgrade(revision="0001")
