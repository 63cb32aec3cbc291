"""What is done outside requests: tasks of one line, each in a context of its own."""

from functools import wraps

import structlog
from flask import Flask

from app.config import Settings
from app.extensions import db
from app.jobs import tasks
from app.queue import Queue, Task

log = structlog.get_logger()


def init_jobs(app: Flask) -> None:
    """Make the queue, which knows every task of app.jobs.tasks."""
    settings: Settings = app.extensions["courtyard_settings"]
    named = {task.__name__: _in_context(app, task) for task in tasks.TASKS}
    app.extensions["courtyard_queue"] = Queue(settings, named, tasks.EVERY_MINUTE.__name__)


def _in_context(app: Flask, task: Task) -> Task:
    """With the application at hand. A fault is logged here, and goes on to nobody."""

    @wraps(task)
    def run(*ids: int) -> None:
        with app.app_context():
            try:
                task(*ids)
            except Exception:
                db.session.rollback()
                log.exception("job_failed", job=task.__name__, ids=ids)
                raise

    return run
