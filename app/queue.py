"""The queue by which a request has something done soon, by the worker.

It carries hints only. What is to be done is a row, written with its cause, and the worker looks for
such rows every minute in any case: a lost hint costs a minute, and a repeated one nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import structlog
from flask import current_app

from app.config import Settings

if TYPE_CHECKING:
    from huey import Huey

log = structlog.get_logger()

Task = Callable[..., None]


class Queue:
    """Named tasks, done by ``flask --app wsgi jobs run``; ``every_minute`` names the clock's own.

    The library is read and the connection made at first use: reading it slows every start down,
    and before gunicorn parts its workers nothing may be open.
    """

    def __init__(self, settings: Settings, tasks: Mapping[str, Task], every_minute: str) -> None:
        self._settings = settings
        self._tasks = tasks
        self._every_minute = every_minute

    @property
    def huey(self) -> Huey:
        """The library's queue, which knows our tasks."""
        return self._opened[0]

    def later(self, name: str, *ids: int, delay: float = 0) -> None:
        """Have a task done after ``delay`` seconds. A queue that can't be reached is only noted."""
        from app.hueys import UNREACHABLE

        try:
            _, named = self._opened
            named[name].schedule(args=ids, delay=delay) if delay else named[name](*ids)
        except UNREACHABLE as error:
            log.warning("queue_unreachable", task=name, error=type(error).__name__)

    def run_waiting(self) -> int:
        """Do what waits now, in this thread, and say how much it was."""
        done = 0
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)
            done += 1
        return done

    @cached_property
    def _opened(self) -> tuple[Huey, dict[str, Any]]:
        from app.hueys import crontab, made  # slow to read, and most starts need no queue

        huey = made(self._settings)
        named = {name: huey.task(name=name)(task) for name, task in self._tasks.items()}
        periodic = huey.periodic_task(crontab(minute="*"), name="every_minute")
        periodic(self._tasks[self._every_minute])
        return huey, named


def nudge(name: str, *ids: int, delay: float = 0) -> None:
    """Have a task done soon. Commit first what it is to find."""
    queue: Queue = current_app.extensions["courtyard_queue"]
    queue.later(name, *ids, delay=delay)
