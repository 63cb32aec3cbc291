"""Words that are on their way while a class leaves, or somebody stops all: taken, or given back."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, select

from app.extensions import db
from app.models import Post
from app.services import activities, pseudonyms, relinking
from tests.collaborations.test_parting import receipt, unzipped
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.together import Party, Together, join_third, set_rule

WORDS = "Herons nest in March"
Sent = Callable[[], Page]


def sent(app: Flask, of: Visitor, path: str, **form: str) -> Sent:
    """A form of a browser tab of its own."""
    visitor = Visitor(app.test_client(use_cookies=False), of.token)
    return lambda: visitor.post(path, **form)


@pytest.fixture
def three(app: Flask, together: Together, corridor: Party) -> Together:
    """A third class is with them, so that two go on without the partner."""
    join_third(together, corridor)
    return together


@pytest.fixture(params=["reply", "topic", "edit", "approval"])
def writes(request: pytest.FixtureRequest, app: Flask, three: Together) -> Sent:
    """The ways in which words of the partner's student come to stand there."""
    activity = three.add_activity()
    topic = three.start(three.student, activity)
    opening = post_ids(three.stranger.get(topic))[1]
    if request.param == "topic":
        form = {"title": "Herons", "source": WORDS, "submission_key": "1"}
        return sent(app, three.stranger, f"{activity}/topics", **form)
    if request.param == "reply":
        return sent(app, three.stranger, f"/posts/{opening}/replies", source=WORDS)
    if request.param == "edit":
        assert three.stranger.reply(opening, "Herons").status == 303
        number = post_ids(three.stranger.get(topic))[2]
        return sent(app, three.stranger, f"/posts/{number}", source=WORDS, version="1")
    return _approval(app, three, opening)


def _approval(app: Flask, three: Together, opening: int) -> Sent:
    set_rule(three.partner, three.space, "everything")
    assert three.stranger.reply(opening, WORDS).status == 303
    reviews = f"/contexts/{three.partner.context_id}/reviews"
    [box] = three.partner.teacher.get(reviews).soup.select("input[name=review]")
    form = {"is_approved": "1", "note": "", "review": str(box["value"])}
    return sent(app, three.partner.teacher, f"{reviews}/decisions", **form)


@contextmanager
def halfway(url: str) -> Iterator[None]:
    """Whoever writes in the meantime has begun, and comes no further until this ends."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            for table in ("topics", "memberships"):
                connection.exec_driver_sql(f"SELECT id FROM {table} FOR NO KEY UPDATE")
        yield
    engine.dispose()


def while_on_its_way(url: str, words: Sent, then: Callable[[], object]) -> tuple[Page, object]:
    """Send words, and do the other thing before they have arrived."""
    with ThreadPoolExecutor(2) as pool:
        with halfway(url):
            first = pool.submit(words)
            time.sleep(0.5)
            second = pool.submit(then)
            time.sleep(0.5)
        return first.result(), second.result()


def is_published(app: Flask) -> bool:
    with app.app_context():
        return db.session.scalar(select(Post.id).where(Post.source == WORDS)) is not None


def assert_given_back(answer: Page) -> None:
    """To who wrote them, or they wait on with staff."""
    assert 400 <= answer.status < 500
    assert WORDS in answer.text or "What waits" in answer.text


def test_the_class_leaves(app: Flask, database_url: str, three: Together, writes: Sent) -> None:
    """Its Archive has all that it wrote, to the last word."""
    leave = sent(app, three.partner.teacher, f"{three.partner_path}/departure")
    answer, left = while_on_its_way(database_url, writes, leave)
    assert isinstance(left, Page)
    assert left.status == 303
    archive = unzipped(three.partner.teacher.post(f"{receipt(three.partner)}/archive"))
    assert is_published(app) == (answer.status == 303) == (WORDS in archive["archive.json"])
    if answer.status != 303:
        assert_given_back(answer)


def test_somebody_stops_all(app: Flask, database_url: str, three: Together, writes: Sent) -> None:
    """Once that is said, nothing more arrives."""
    freeze = sent(app, three.host.teacher, f"{three.path}/freeze")
    answer, was_there = while_on_its_way(
        database_url, writes, lambda: (freeze().status, is_published(app))
    )
    assert was_there == (303, is_published(app))
    assert is_published(app) == (answer.status == 303)
    if answer.status != 303:
        assert_given_back(answer)


def test_a_link_is_moved_to_what_the_class_is_leaving(
    app: Flask, campus: Campus, three: Together, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is first, the class still gets in by it."""
    shared, teacher, move = three.add_activity(), three.partner.teacher, relinking.move
    [form] = teacher.get(f"{teacher.place}/links").actions()
    leave = sent(app, teacher, f"{three.partner_path}/departure")
    with ThreadPoolExecutor(1) as pool:
        departures = []

        def slowly(*args: Any, **kwargs: Any) -> None:
            departures.append(pool.submit(leave))
            time.sleep(0.5)
            move(*args, **kwargs)

        monkeypatch.setattr(relinking, "move", slowly)
        assert teacher.post(form, activity=shared.rpartition("/")[2]).status == 303
        assert [each.result().status for each in departures] == [303]
    child = campus.visit("maple-street", "m501", "5-rivera/snow")
    assert child.place not in (shared, teacher.place)


@pytest.mark.parametrize("what", ["activity", "name", "other name"])
def test_whoever_stops_all_waits_for_what_is_being_made(
    app: Flask, together: Together, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Once they are told that it is stopped, nothing more is there."""
    who, path = together.student, f"{together.space}/pseudonym"
    service, act = (activities, "add") if what == "activity" else (pseudonyms, "of")
    name = who.get(path).value("name") if what == "other name" else ""
    make, done = getattr(service, act), []
    freeze = sent(app, together.partner.teacher, f"{together.partner_path}/freeze")

    def stop() -> None:
        assert freeze().status == 303
        done.append("stopped")

    with ThreadPoolExecutor(1) as pool:

        def slowly(*args: Any, **kwargs: Any) -> Any:
            pool.submit(stop)
            time.sleep(0.5)
            done.append("made")
            return make(*args, **kwargs)

        monkeypatch.setattr(service, act, slowly)
        if what == "activity":
            assert together.add_activity()
        elif name:
            assert who.post(path, name=name).status == 303
        else:
            assert who.get(path).status == 200
    assert done == ["made", "stopped"]
