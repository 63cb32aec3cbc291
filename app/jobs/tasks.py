"""The tasks. Each carries out rows that say what is due, and may run twice without harm."""

from app.extensions import begin_write, db
from app.queue import Task
from app.services import beating, rosters


def sweep() -> None:
    """Every minute: say that the worker lives, and find what no hint has led to."""
    begin_write()
    beating.beat()
    rosters.want_stale()
    db.session.commit()
    for sync_id in rosters.due():
        sync_roster(sync_id)


def sync_roster(sync_id: int) -> None:
    """Ask a platform who is in a class, and take what it says."""
    for _step in rosters.carry_out(sync_id):
        db.session.commit()


TASKS: tuple[Task, ...] = (sweep, sync_roster)
EVERY_MINUTE = sweep
