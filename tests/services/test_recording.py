"""Events: written by one verb, and never changed or deleted, whoever asks the database."""

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import scoped_session

from app.models import ActorKind, Event, Platform, School, ToolKey
from app.services import recording
from tests.support.databases import Databases

Db = scoped_session[OrmSession]


@pytest.fixture
def event(db_session: Db) -> Event:
    """One Event that stands in the database."""
    school = School(name="Wattle Park")
    db_session.add(school)
    db_session.flush()
    made = recording.record(
        "platform.disabled",
        school=school,
        actor=ActorKind.INSTALLATION,
        subject=Platform(id=4),
        name="Moodle",
        sessions=3,
    )
    db_session.commit()
    return made


@pytest.fixture
def engine(event: Event, database_url: str) -> Engine:
    """The database as anyone with its password reaches it, past the application."""
    return create_engine(database_url)


def test_it_says_who_did_what_to_what(event: Event, db_session: Db) -> None:
    db_session.expire_all()
    assert (event.verb, event.subject) == ("platform.disabled", "platform:4")
    assert (event.actor_kind, event.actor_id) == (ActorKind.INSTALLATION, None)
    assert event.school.name == "Wattle Park"
    assert event.details == {"name": "Moodle", "sessions": 3}


def test_entities_have_names_of_two_words() -> None:
    assert recording.name_of(ToolKey(id=2)) == "tool_key:2"


def test_an_unknown_verb_is_a_mistake_of_ours(db_session: Db) -> None:
    with pytest.raises(KeyError):
        recording.record("x.y", school=None, actor=ActorKind.JOB, subject="x")


@pytest.mark.parametrize("value", [["a list"], {"an": "object"}, b"bytes", 1.5])
def test_details_are_short_and_plain(db_session: Db, value: object) -> None:
    with pytest.raises(TypeError):
        recording.record(
            "keys.rotated", school=None, actor=ActorKind.JOB, subject="x", detail=value
        )


def test_long_details_are_cut(db_session: Db) -> None:
    made = recording.record(
        "keys.rotated", school=None, actor=ActorKind.JOB, subject="x", name="n" * 5_000
    )
    assert len(made.details["name"]) == recording.LONGEST_DETAIL


ATTEMPTS = {
    "update": "UPDATE events SET verb = 'x'",
    "update one": "UPDATE events SET details = '{}' WHERE subject = 'platform:4'",
    "delete": "DELETE FROM events",
    "delete one": "DELETE FROM events WHERE subject = 'platform:4'",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses(engine: Engine, attempt: str) -> None:
    assert_refused(engine, ATTEMPTS[attempt])


def assert_refused(engine: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="events are never"), engine.begin() as connection:
        connection.execute(text(statement))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT verb, subject FROM events")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("platform.disabled", "platform:4")]


def test_the_database_refuses_to_start_anew(engine: Engine, event: Event) -> None:
    """TRUNCATE on PostgreSQL; on SQLite, REPLACE, which asks no trigger for deletions."""
    again = f"""REPLACE INTO events (id, verb, actor_kind, subject, details, created_at)
                VALUES ({event.id}, 'x', 'job', 'x', '{{}}', '2026-01-01')"""
    is_sqlite = engine.dialect.name == "sqlite"
    assert_refused(engine, again if is_sqlite else "TRUNCATE events CASCADE")


def test_tests_start_without_events_and_with_the_triggers(
    event: Event, db_session: Db, databases: Databases, database_url: str
) -> None:
    backend = db_session.get_bind().dialect.name
    db_session.remove()
    databases.empty(backend)
    assert db_session.scalar(select(func.count(Event.id))) == 0
    recording.record("keys.rotated", school=None, actor=ActorKind.JOB, subject="x")
    db_session.commit()
    with pytest.raises(DBAPIError, match="events are never"):
        db_session.execute(text("DELETE FROM events"))
    db_session.rollback()
