"""The extensions that more than one module needs, and how each database is opened."""

from typing import Any

from flask import current_app
from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, make_url

from app.config import Settings
from app.models import Base

# What was committed is still what this request knows: asking again costs a launch six queries.
db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False}
)
migrate = Migrate(directory="migrations")
babel = Babel()


def current_settings() -> Settings:
    """The settings of the application that is answering."""
    settings: Settings = current_app.extensions["courtyard_settings"]
    return settings


WRITES = "courtyard_writes"

CONNECT_SECONDS = 5
"""How long a request waits for PostgreSQL to take its connection; the driver's own is minutes."""


def engine_options(database_url: str) -> dict[str, Any]:
    """Pool and driver options of one database."""
    quiet = {"hide_parameters": True}  # they are people's words, and errors go to the log
    if make_url(database_url).get_backend_name() == "sqlite":
        return {**quiet, "connect_args": {"timeout": 10}}
    return {
        **quiet,
        "pool_pre_ping": True,
        "pool_size": 5,
        "max_overflow": 10,
        "connect_args": {"connect_timeout": CONNECT_SECONDS},
    }


def begin_write() -> None:
    """End the reading transaction and start one that may write.

    SQLite lets one writer in at a time, and a transaction that read first and writes later fails
    at once when another wrote in between. So a request that will write says so before it reads.
    On PostgreSQL this only ends the earlier transaction.
    """
    db.session.rollback()
    db.session.connection(execution_options={WRITES: True})


def prepare_sqlite(engine: Engine) -> None:
    """Give every SQLite connection the settings that measured best under several writers."""
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; see _begin
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
