"""The library's queues, by the setting that says where the queue is."""

import sqlite3

import psycopg
from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import HueyException
from huey.serializer import SignedSerializer
from redis.exceptions import RedisError

from app.config import Settings

__all__ = ["UNREACHABLE", "crontab", "made"]

UNREACHABLE = (HueyException, RedisError, psycopg.Error, sqlite3.Error, OSError)
"""What is raised where a queue can't be reached."""


def made(settings: Settings) -> Huey:
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
