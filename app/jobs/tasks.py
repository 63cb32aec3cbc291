"""The tasks. Each carries out rows that say what is due, and may run twice without harm."""

from app.extensions import begin_write, db
from app.queue import Task
from app.services import beating


def sweep() -> None:
    """Every minute: say that the worker lives, and find what no hint has led to."""
    begin_write()
    beating.beat()
    db.session.commit()


TASKS: tuple[Task, ...] = (sweep,)
EVERY_MINUTE = sweep
