"""A worker that is killed while classes part: nothing is half erased, and the next one does it."""

import io
import json
import time
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select, update
from sqlalchemy.exc import OperationalError

from app.extensions import begin_write, db
from app.models import Event, Parting, Post, Pseudonym, SpaceContext, now
from tests.support.bulk import grow
from tests.support.cast import Campus, post_ids
from tests.support.together import Together, join
from tests.support.worker import WORKER, Start, wait_for

POSTS = 1_500
"""Enough that parting takes seconds."""


@pytest.fixture
def ended(app: Flask, campus: Campus) -> Together:
    """Both classes have written much, and their time is over."""
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    together = join(app, campus)
    topic = together.start(together.student, together.add_activity(), source="Frogs")
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, "Herons").status == 303
    grow(app, together.student, topic, [1] * POSTS)
    assert together.host.teacher.post(f"{together.path}/departure").status == 303
    with app.app_context():
        begin_write()
        db.session.execute(
            update(SpaceContext).where(SpaceContext.parts_at.is_not(None)).values(parts_at=now())
        )
        db.session.commit()
        db.session.remove()
    return together


def is_parting(url: str) -> bool:
    """Whether somebody holds what parting locks, for longer than a moment."""
    if not _is_locked(url):
        return False
    time.sleep(0.1)
    return _is_locked(url)


def _is_locked(url: str) -> bool:
    is_sqlite = url.startswith("sqlite")
    engine = create_engine(url, connect_args={"timeout": 0} if is_sqlite else {})
    asked = "BEGIN IMMEDIATE" if is_sqlite else "SELECT 1 FROM collaborations FOR UPDATE NOWAIT"
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(asked)
    except OperationalError:
        return True
    finally:
        engine.dispose()
    return False


def counted(app: Flask) -> tuple[int, int, int]:
    """Receipts, posts that say something, pseudonyms."""
    with app.app_context():
        said = select(func.count(Post.id)).where(Post.source != "")
        queries = (select(func.count(Parting.id)), said, select(func.count(Pseudonym.id)))
        found = [db.session.scalar(query) or 0 for query in queries]
        db.session.remove()
    return (found[0], found[1], found[2])


def test_killed_while_classes_part(
    app: Flask, database_url: str, ended: Together, start: Start
) -> None:
    before = counted(app)
    assert before == (0, POSTS + 2, 2)
    for _ in range(2):
        worker = start(*WORKER)
        wait_for(lambda: is_parting(database_url), seconds=60)
        worker.kill()
        worker.wait()
        assert worker.returncode == -9
        assert counted(app) == before, "all of it, or nothing"
    start(*WORKER)
    start(*WORKER)
    wait_for(lambda: counted(app) == (2, 0, 0), seconds=90)
    with app.app_context():
        verbs = list(db.session.scalars(select(Event.verb)))
        assert verbs.count("collaboration.parted") == 4  # two classes, for each School
        partings = db.session.scalars(select(Parting).order_by(Parting.context_id)).all()
        kept = [_own_posts(each.archive or b"") for each in partings]
    assert kept == [POSTS + 1, 1]


def _own_posts(archive: bytes) -> int:
    with ZipFile(io.BytesIO(archive)) as file:
        assert file.testzip() is None
        data = json.loads(file.read("archive.json"))
    topics = [topic for activity in data["activities"] for topic in activity["topics"]]
    return sum(post["is_own"] for topic in topics for post in topic["posts"])
