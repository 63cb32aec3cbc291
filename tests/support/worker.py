"""The worker, in the test's own time, or as a process that can be killed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.queue import Queue
from scripts.stamps import PROJECT
from tests.support.application import SETTINGS

Worker = subprocess.Popen[bytes]
Start = Callable[..., Worker]

JOBS = ("--app", "wsgi", "jobs", "run")
WORKER = (sys.executable, "-m", "flask", *JOBS)


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Do what waits in the queue now, as the worker would, and say how much it was."""
    queue: Queue = app.extensions["courtyard_queue"]
    queue.huey.flush()
    return queue.run_waiting


@pytest.fixture
def start(app: Flask, database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Start workers on the test's database; whichever still run are ended afterwards."""
    env = {key: os.environ[key] for key in os.environ if not key.startswith("COURTYARD_")}
    env |= SETTINGS | {
        "COURTYARD_ENV": "development",
        "COURTYARD_DATABASE_URL": database_url,
        "PYTHONPATH": str(PROJECT),
    }
    started: list[Worker] = []
    with (tmp_path / "worker.log").open("wb") as log:

        def begin(*command: str) -> Worker:
            started.append(subprocess.Popen(command, env=env, cwd=PROJECT, stdout=log, stderr=log))
            return started[-1]

        yield begin
        for worker in started:
            worker.kill()
            worker.wait()


def wait_for(is_true: Callable[[], object], seconds: float = 30.0) -> None:
    """Until it is so; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
