"""Hints to the worker: taken, repeated, lost, and kept by each of the queues there are."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from app.extensions import db
from app.models import now
from app.queue import Queue, nudge
from app.services import beating
from scripts.databases import temporary_postgres
from tests.support.application import build_app

TESTING_ONLY = {"COURTYARD_ENV": "development"}


def alive(app: Flask) -> bool:
    with app.app_context():
        return beating.is_worker_alive()


def queue_of(app: Flask) -> Queue:
    queue: Queue = app.extensions["courtyard_queue"]
    return queue


def test_a_hint_is_done(app: Flask, work: Callable[[], int]) -> None:
    assert not alive(app)
    with app.app_context():
        nudge("sweep")
        nudge("sweep")
    assert work() == 2
    assert alive(app)


def test_the_worker_is_missed_after_three_minutes(app: Flask, work: Callable[[], int]) -> None:
    with app.app_context():
        nudge("sweep")
    work()
    with time_machine.travel(now() + timedelta(seconds=200)):
        assert not alive(app)


def test_a_task_that_fails_is_logged_and_others_go_on(app: Flask, work: Callable[[], int]) -> None:
    queue_of(app).later("sweep", 1)  # takes no number: a fault of ours
    queue_of(app).later("sweep")
    assert work() == 2
    assert alive(app)


def test_once_from_the_command_line(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["jobs", "once"])
    assert result.exit_code == 0, result.output
    assert result.output == "Tasks done: 1.\n"
    assert alive(app)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres), "redis"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Queue]:
    """A queue of each kind, of an application that is no test's."""
    url, changes = f"sqlite:///{tmp_path / 'courtyard.db'}", dict(TESTING_ONLY)
    if request.param == "redis":
        if not os.environ.get("COURTYARD_TEST_REDIS_URL"):
            pytest.skip("COURTYARD_TEST_REDIS_URL is not set")
        changes["COURTYARD_QUEUE_URL"] = os.environ["COURTYARD_TEST_REDIS_URL"]
    if request.param == "postgresql":
        with temporary_postgres() as postgres:
            yield from _queue(postgres, changes)
        return
    yield from _queue(url, changes)


def _queue(url: str, changes: dict[str, str]) -> Iterator[Queue]:
    app = build_app(url, **changes)
    queue = queue_of(app)
    queue.huey.flush()
    yield queue
    queue.huey.flush()
    queue.huey.storage.close()
    with app.app_context():
        db.engine.dispose()


def test_a_hint_is_kept_for_another_process(kept: Queue) -> None:
    kept.later("sweep")
    kept.later("sweep", delay=60)
    task = kept.huey.dequeue()
    assert task.name == "sweep"
    assert kept.run_waiting() == 1  # it is not time yet, so it is put aside
    assert kept.huey.scheduled_count() == 1


def test_what_somebody_else_wrote_is_not_run(kept: Queue) -> None:
    kept.later("sweep")
    signed = kept.huey.storage.dequeue()
    kept.huey.storage.enqueue(signed[:-1] + (b"0" if signed[-1:] != b"0" else b"1"))
    with pytest.raises(ValueError, match="mismatch"):
        kept.huey.dequeue()


def test_a_queue_that_is_down_is_no_fault_of_the_request(tmp_path: Path) -> None:
    app = build_app(
        f"sqlite:///{tmp_path / 'courtyard.db'}",
        **TESTING_ONLY,
        COURTYARD_QUEUE_URL="redis://127.0.0.1:1/0",
    )
    queue_of(app).later("sweep")
    (tmp_path / "folder.db.queue").mkdir()
    app = build_app(f"sqlite:///{tmp_path / 'folder.db'}", **TESTING_ONLY)
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(tmp_path / "folder.db.queue").execute("SELECT 1")
    queue_of(app).later("sweep")
