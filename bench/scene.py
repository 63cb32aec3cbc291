"""A class with a topic of 100 posts and one of 10,000, behind the real application."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from flask import Flask
from sqlalchemy import insert, update

from app import create_app
from app.config import Settings
from app.extensions import begin_write, db
from app.models import Membership, Post, Topic, now
from app.models.post import DEEPEST, STEP, path_step
from app.richtext import SANITIZER_VERSION, render
from app.services import registering
from bench.meeting import meet
from practice_lms.config import LmsConfig
from practice_lms.lms import PracticeLms, create_lms
from practice_lms.serving import serve

BASE = "http://localhost"
SIZES = (100, 10_000)
WORDS = (
    "I **noticed** that the rain smells different when the ground is dry, and so did "
    "[the book](https://example.org/rain).\n\n> What makes the smell?\n\n- soil\n- plants\n"
)


@dataclass
class Scene:
    """The application, the LMS that launches into it, and topics by their size: the class's own,
    and those where it meets another."""

    app: Flask
    lms: PracticeLms
    url: str
    topics: dict[int, int]
    meetings: dict[int, int]

    @classmethod
    @contextmanager
    def at(cls, database_url: str) -> Iterator[Self]:
        """Set the scene in an empty database."""
        lms = create_lms(LmsConfig(tool_url=BASE))
        with serve(lms) as served:
            app = create_app(Settings.from_env(_environment(database_url)))
            scene = cls(app, lms, served.url, {}, {})
            scene._register()
            yield scene
            with app.app_context():
                db.engine.dispose()

    def _register(self) -> None:
        import flask_migrate

        with self.app.app_context():
            flask_migrate.upgrade()
            begin_write()
            for entry in self.lms.registrations["platforms"]:
                registering.register(entry, allow_local=True)
            db.session.commit()

    def fill(self, activity_id: int) -> None:
        """Write a topic of each size, every third post an answer to the one before."""
        with self.app.app_context():
            begin_write()
            author = db.session.scalars(db.select(Membership.id)).first()
            assert author is not None
            self.topics.update(_topics(activity_id, [author]))
            self.meetings.update(_topics(*meet()))


def _topics(activity_id: int, author_ids: list[int]) -> dict[int, int]:
    begin_write()
    topics = {}
    for size in SIZES:
        topic = Topic(activity_id=activity_id, author_id=author_ids[0], title=f"{size} posts")
        db.session.add(topic)
        db.session.flush()
        topics[size] = topic.id
        db.session.execute(insert(Post), _posts(topic.id, author_ids, size))
        counts = {"last_number": size, "posts_count": size}
        db.session.execute(update(Topic).where(Topic.id == topic.id).values(**counts))
    db.session.commit()
    return topics


def _posts(topic_id: int, author_ids: list[int], size: int) -> list[dict[str, object]]:
    """The authors write in turns."""
    body, posts, above = render(WORDS), [], path_step(1)
    for number, author_id in zip(range(1, size + 1), itertools.cycle(author_ids), strict=False):
        is_answer = number % 3 == 0 and len(above) < STEP * DEEPEST
        above = _path(number, above if is_answer else path_step(1))
        posts.append(
            {
                "topic_id": topic_id, "author_id": author_id, "number": number, "path": above,
                "depth": len(above) // STEP - 1, "source": body.source, "body_html": body.html,
                "sanitizer_version": SANITIZER_VERSION, "submission_key": f"{topic_id}-{number}",
                "version": 1, "created_at": now(), "parent_id": None,
            }
        )  # fmt: skip
    return posts


def _path(number: int, above: str) -> str:
    return path_step(1) if number == 1 else above + path_step(number)


def _environment(database_url: str) -> dict[str, str]:
    """As a school runs it, but for the practice LMS on this machine."""
    return {
        "COURTYARD_ENV": "production",
        "COURTYARD_BASE_URL": BASE,
        "COURTYARD_SECRET_KEY": "for measuring only: 0123456789abcdefghij",
        "COURTYARD_ALLOW_LOCAL_PLATFORMS": "1",
        "COURTYARD_DATABASE_URL": database_url,
    }
