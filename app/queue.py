"""The queue by which a request has something done soon, by the worker.

It carries hints only. What is to be done is a row, written with its cause, and the worker looks for
such rows every minute in any case: a lost hint costs a minute, and a repeated one nothing.
"""

import sqlite3
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import psycopg
import structlog
from flask import current_app
from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import HueyException
from huey.serializer import SignedSerializer
from redis.exceptions import RedisError

from app.config import Settings

log = structlog.get_logger()

Task = Callable[..., None]


class Queue:
    """Named tasks, done by ``flask --app wsgi jobs run``; ``every_minute`` names the clock's own.

    The connection is made at first use: before gunicorn parts its workers nothing may be open.
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
        try:
            _, named = self._opened
            named[name].schedule(args=ids, delay=delay) if delay else named[name](*ids)
        except (HueyException, RedisError, psycopg.Error, sqlite3.Error, OSError) as error:
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
        huey = _made(self._settings)
        named = {name: huey.task(name=name)(task) for name, task in self._tasks.items()}
        periodic = huey.periodic_task(crontab(minute="*"), name="every_minute")
        periodic(self._tasks[self._every_minute])
        return huey, named


def nudge(name: str, *ids: int, delay: float = 0) -> None:
    """Have a task done soon. Commit first what it is to find."""
    queue: Queue = current_app.extensions["courtyard_queue"]
    queue.later(name, *ids, delay=delay)


def _made(settings: Settings) -> Huey:
    """Messages are signed: whoever can write to the queue can't have us run what they like."""
    url = settings.queue_url
    options = {
        "name": "courtyard",
        "results": False,
        "serializer": SignedSerializer(secret=settings.secret_key, salt="courtyard-queue"),
    }
    if url.startswith("sqlite:///"):
        return SqliteHuey(filename=url.removeprefix("sqlite:///"), **options)
    if url.startswith("postgresql://"):
        return PostgresHuey(dsn=url, **options)
    if url.startswith(("redis://", "rediss://")):
        return RedisHuey(url=url, **options)
    return MemoryHuey(**options)
