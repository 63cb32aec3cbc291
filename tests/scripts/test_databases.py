"""What tests that touch the database may rely on."""

import pytest
from sqlalchemy import Connection, NullPool, create_engine, func, select, text

from app.models import School
from scripts.databases import temporary_postgres
from scripts.pair import Pair, answers


@pytest.mark.parametrize("_time", [1, 2])
def test_every_test_starts_from_empty_tables(db_session, _time):
    assert db_session.scalar(select(func.count()).select_from(School)) == 0

    db_session.add(School(name="Wattle Park Primary"))
    db_session.commit()


def test_the_application_uses_the_database_of_the_test(app, client, database_url):
    assert database_url.startswith(app.config["SQLALCHEMY_DATABASE_URI"])
    assert client.get("/healthz").status_code == 200


@pytest.mark.postgres
def test_databases_that_a_killed_run_left_behind_are_dropped(monkeypatch):
    with temporary_postgres() as old, temporary_postgres() as new:
        assert old != new
    monkeypatch.setattr("scripts.databases.PREFIX", "courtyard_check")
    with temporary_postgres():
        monkeypatch.setattr("scripts.databases.STALE_SECONDS", -1)
        with temporary_postgres() as url, _connect(url) as connection:
            names = connection.scalars(text("SELECT datname FROM pg_database")).all()

    assert sum(name.startswith("courtyard_check") for name in names) == 1


def test_the_live_pair_answers_and_is_two_sites(live_pair: Pair, live_tool: str, live_lms: str):
    assert answers(live_pair.port, "/healthz")
    assert answers(live_pair.lms_port, "/")
    assert live_tool.startswith("http://localhost:")
    assert live_lms.startswith("http://127.0.0.1:")


def _connect(url: str) -> Connection:
    return create_engine(url, poolclass=NullPool).connect()
