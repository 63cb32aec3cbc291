"""PostgreSQL databases that live as long as a test run or a check."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

VARIABLE = "COURTYARD_TEST_POSTGRES_URL"
"""Names a server, and a role there that may create databases."""

PREFIX = "courtyard_test"
STALE_SECONDS = 6 * 60 * 60
"""How old a database must be before it counts as left behind by a run that was killed."""

_numbers = count()


def why_no_postgres() -> str:
    """Why nothing can run on PostgreSQL, in a few words; "" if it can."""
    if not os.environ.get(VARIABLE):
        return f"{VARIABLE} is not set"
    try:
        with _server() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return f"{VARIABLE} does not answer"
    return ""


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """The address of an empty database of one's own, dropped when the block ends."""
    name = f"{PREFIX}_{int(time.time())}_{os.getpid()}_{next(_numbers)}"
    with _server() as connection:
        _drop_stale(connection)
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        # Nobody misses these rows after a power cut, and commits need not wait for the disk.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        yield _server_url().set(database=name).render_as_string(hide_password=False)
    finally:
        with _server() as connection:
            _drop(connection, name)


def _server_url() -> URL:
    return make_url(os.environ[VARIABLE]).set(drivername="postgresql+psycopg")


@contextmanager
def _server() -> Iterator[Connection]:
    url = _server_url().update_query_dict({"connect_timeout": "5"})
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def _drop_stale(connection: Connection) -> None:
    for name in connection.scalars(text("SELECT datname FROM pg_database")).all():
        made = re.fullmatch(rf"{PREFIX}_(\d+)_\d+_\d+", name)
        if made and time.time() - int(made[1]) > STALE_SECONDS:
            _drop(connection, name)


def _drop(connection: Connection, name: str) -> None:
    connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
