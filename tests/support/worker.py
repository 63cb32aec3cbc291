"""The worker, in the test's own time."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.queue import Queue


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Do what waits in the queue now, as the worker would, and say how much it was."""
    queue: Queue = app.extensions["courtyard_queue"]
    queue.huey.flush()
    return queue.run_waiting
