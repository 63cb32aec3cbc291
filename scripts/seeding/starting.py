"""At which start of the demo the story is told: the first, and anew where that was stopped."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from app.models.clock import turned_to
from practice_lms.lms import PracticeLms
from scripts.seeding.seed import is_untouched, seed

UNFINISHED = "seeding-unfinished"
"""In the demo's folder while its database is filled."""

BEFORE_STORY = timedelta(weeks=6)


def forget_unfinished(folder: Path) -> None:
    """Begin with no database where a start was stopped meanwhile: nobody was in it yet."""
    if (folder / UNFINISHED).exists():
        for end in ("", "-shm", "-wal"):
            (folder / f"courtyard.db{end}").unlink(missing_ok=True)
        (folder / UNFINISHED).unlink()


@contextmanager
def first_day(app: Flask) -> Iterator[None]:
    """When the LMSs were connected: before the story, if it is going to be told."""
    with turned_to(datetime.now(UTC) - BEFORE_STORY) if is_untouched(app) else nullcontext():
        yield


def seed_once(app: Flask, lms: PracticeLms, folder: Path) -> None:
    """Tell the story, if nobody has been in the database."""
    if not is_untouched(app):
        return
    (folder / UNFINISHED).touch()
    seed(app, lms, datetime.now(UTC))
    (folder / UNFINISHED).unlink()
