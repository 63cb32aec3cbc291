"""When an activity opens and closes, and what stands still while its space is frozen."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import begin_write, db
from app.models import Space, now
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.gradebook import set_terms

HOUR = timedelta(hours=1)
NEW = {"title": "Fog", "source": "Where does it go at noon?"}


@pytest.fixture
def topic(student: Visitor) -> str:
    return student.start_topic()


def open_later(app: Flask, visitor: Visitor) -> None:
    set_terms(app, visitor.place, opens_at=now() + HOUR)


def close(app: Flask, visitor: Visitor) -> None:
    set_terms(app, visitor.place, closes_at=now() - HOUR)


def freeze(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        begin_write()
        space = db.session.get_one(Space, int(visitor.space.rpartition("/")[2]))
        space.frozen_at = now()
        db.session.commit()
        db.session.remove()


def test_before_it_opens_nothing_of_it_is_shown(
    app: Flask, teacher: Visitor, student: Visitor, topic: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    open_later(app, teacher)
    page = student.get(student.place)
    assert page.status == 200
    assert "not open yet" in page.text
    assert "Clouds" not in page.text
    for path in (topic, f"{topic}/posts/1", f"/posts/{opening}/edit"):
        assert student.get(path).status == 404
    assert student.post(f"{student.place}/topics", **NEW).status == 409
    assert student.reply(opening).status == 404


def test_a_launch_before_it_opens_says_when(app: Flask, campus: Campus, teacher: Visitor) -> None:
    open_later(app, teacher)
    early = campus.visit("wattle-park", "s501", "5b/rain")
    assert early.first is not None
    assert "not open yet" in early.first.text


def test_its_staff_prepare_it_before_it_opens(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    open_later(app, teacher)
    path = teacher.start_topic("Welcome")
    page = teacher.get(teacher.place)
    assert "Welcome" in page.text
    assert "not open yet" not in page.text
    assert student.get(path).status == 404


def test_after_it_closes_it_can_still_be_read(
    app: Flask, teacher: Visitor, student: Visitor, topic: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    close(app, teacher)
    page = student.get(student.place)
    assert "This activity is closed" in page.text
    assert "New topic" not in page.links()
    assert "What makes a cloud?" in student.get(topic).text
    assert f"/posts/{opening}/replies" not in student.get(topic).actions()
    for path in (f"/posts/{opening}/edit", f"{student.place}/topics/new", f"{topic}/edit"):
        assert student.get(path).status == 403
    assert student.post(f"/posts/{opening}/deletion", is_deleted="1").status == 403


@pytest.mark.parametrize("stop", [close, freeze])
def test_what_was_typed_meanwhile_is_given_back(
    app: Flask, teacher: Visitor, student: Visitor, topic: str, stop: object
) -> None:
    opening = post_ids(student.get(topic))[1]
    stop(app, teacher)  # type: ignore[operator]
    answers = (
        (student.post(f"{student.place}/topics", **NEW), 409, "too_late"),
        (student.reply(opening, NEW["source"]), 409, "too_late"),
        (student.post(f"/posts/{opening}", source=NEW["source"], version="1"), 403, "not_allowed"),
    )
    for page, status, code in answers:
        assert (page.status, page.error_code) == (status, code)
        assert NEW["source"] in page.text
        assert "can still be read" in page.text
    kept = student.post(f"/drafts/reply/{opening}", source=NEW["source"])
    assert kept.status == 204


def test_sent_again_after_it_closed_is_no_second_topic(
    app: Flask, teacher: Visitor, student: Visitor, topic: str
) -> None:
    close(app, teacher)
    again = student.post(
        f"{student.place}/topics",
        title="Clouds",
        source="What makes a cloud?",
        submission_key="key for Clouds",
    )
    assert (again.status, again.location) == (303, topic)


def test_staff_write_on_after_it_closed(
    app: Flask, teacher: Visitor, student: Visitor, topic: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    close(app, teacher)
    assert teacher.reply(opening, "Well observed.").status == 303
    assert teacher.start_topic("What we learnt")


def test_a_frozen_space_binds_staff_too_and_they_still_clear_up(
    app: Flask, teacher: Visitor, student: Visitor, topic: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    freeze(app, teacher)
    assert teacher.reply(opening, "One more thing.").status == 409
    assert teacher.get(f"{teacher.place}/topics/new").status == 403
    assert "Writing is stopped here" in teacher.get(teacher.place).text
    assert teacher.post(f"/posts/{opening}/deletion", is_deleted="1").status == 303
    assert "deleted by a teacher" in teacher.get(topic).text


def test_being_due_closes_nothing(app: Flask, teacher: Visitor, student: Visitor) -> None:
    set_terms(app, teacher.place, due_at=now() - HOUR)
    assert student.start_topic("Late, and welcome")
