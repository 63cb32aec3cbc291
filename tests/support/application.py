"""The application as tests see it, bound to the database of the test."""

from collections.abc import Iterator

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from app import create_app
from app.config import Settings
from app.extensions import db

SETTINGS = {
    "COURTYARD_ENV": "testing",
    "COURTYARD_BASE_URL": "http://localhost",
    "COURTYARD_SECRET_KEY": "only for tests: 0123456789abcdefghijklmnopqrstuvwxyz",
    "COURTYARD_ALLOW_LOCAL_PLATFORMS": "1",
}


def build_app(database_url: str, **changes: str) -> Flask:
    """An application with the settings of tests; changes are COURTYARD_ variables."""
    env = {**SETTINGS, "COURTYARD_DATABASE_URL": database_url, **changes}
    return create_app(Settings.from_env(env))


def migrate(app: Flask) -> None:
    """Bring the application's database up to date by the real migrations."""
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def apps() -> Iterator[dict[str, Flask]]:
    """The applications of this process, by database; building one takes longer than most tests."""
    built: dict[str, Flask] = {}
    yield built
    for app in built.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(database_url: str, apps: dict[str, Flask]) -> Iterator[Flask]:
    """The application on an empty database and queue. Changes to its config last for one test."""
    if database_url not in apps:
        apps[database_url] = build_app(database_url)
    app = apps[database_url]
    app.extensions["courtyard_queue"].huey.flush()
    before = dict(app.config)
    yield app
    app.config.clear()
    app.config.update(before)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def db_session(app: Flask) -> Iterator[scoped_session[Session]]:
    """A session beside the requests': commit what a request should see, expire to see its work."""
    with app.app_context():
        yield db.session
        db.session.rollback()
