"""How much a page asks of its database: the same for a class's first words and for a year's."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import begin_write, db
from app.models import Activity
from tests.support.bulk import add_topics, grow, membership
from tests.support.cast import Visitor, post_ids
from tests.support.statements import noting

FEW, MANY = 2, 60


def asked(app: Flask, visitor: Visitor, path: str) -> int:
    """The statements of one page, once what is new on it has been noted as read."""
    assert visitor.get(path).status == 200
    with noting(app) as statements:
        assert visitor.get(path).status == 200
    return len(statements)


def more_topics(app: Flask, student: Visitor, _topic: str, size: int) -> None:
    add_topics(app, student, [f"Topic {number}" for number in range(1, size)])


def more_posts(app: Flask, student: Visitor, topic: str, size: int) -> None:
    grow(app, student, topic, [1 if number % 3 else number for number in range(1, size)])


def more_versions(app: Flask, student: Visitor, topic: str, size: int) -> None:
    opening = post_ids(student.get(topic))[1]
    for number in range(1, size):
        answer = student.post(f"/posts/{opening}", source=f"Thought {number}.", version=number)
        assert answer.status == 303


def more_activities(app: Flask, student: Visitor, _topic: str, size: int) -> None:
    with app.app_context():
        begin_write()
        space_id = int(student.space.rpartition("/")[2])
        assert membership(student)
        db.session.add_all(
            Activity(space_id=space_id, title=f"Activity {number}") for number in range(1, size)
        )
        db.session.commit()
        db.session.remove()


More = Callable[[Flask, Visitor, str, int], None]

# What lists, how it grows, and the statements it takes.
PAGES: dict[str, tuple[str, More, int]] = {
    "activity": ("{place}", more_topics, 4),
    "space": ("{space}", more_activities, 5),
    "thread": ("{topic}?view=threaded", more_posts, 5),
    "by time": ("{topic}?view=flat", more_posts, 5),
    "permanent link": ("{topic}/posts/2", more_posts, 6),
    "history": ("/posts/{opening}/revisions", more_versions, 4),
}


def filled(path: str, student: Visitor, topic: str) -> str:
    opening = post_ids(student.get(topic))[1]
    return path.format(place=student.place, space=student.space, topic=topic, opening=opening)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_same_however_much_there_is(
    app: Flask, teacher: Visitor, student: Visitor, topic: str, name: str
) -> None:
    path, more, expected = PAGES[name]
    path = filled(path, student, topic)
    counts = []
    for size in (FEW, MANY):
        more(app, student, topic, size)
        counts.append(asked(app, teacher, path))
    assert counts == [expected, expected]


def test_later_pages_ask_little_more(
    app: Flask, teacher: Visitor, student: Visitor, topic: str
) -> None:
    """Where the first post is not on the page, its row is what the reply box needs."""
    more_posts(app, student, topic, MANY)
    more_topics(app, student, topic, MANY)
    older = teacher.get(teacher.place).links()["Older topics"]
    assert asked(app, teacher, older) <= 4
    for query in ("?view=flat&page=2", "?view=flat&page=3", "?view=threaded&from=26"):
        assert asked(app, teacher, topic + query) <= 8
    assert asked(app, teacher, f"{topic}/posts/60") <= 8
