"""Who answers whom: what waits for an answer, how much each class writes, when each is at school,
and asking another class's teachers to look."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.extensions import begin_write, db
from app.models import Event, Nudge, Post, Topic, now
from tests.collaborations.test_publishing import withdraw
from tests.support.bulk import add_topics, grow
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.statements import noting
from tests.support.together import Party, Together, set_rule

TIMES = {
    "time_zone": "Pacific/Auckland",
    "term_starts_on": "2027-10-11",
    "term_ends_on": "2027-12-17",
    "day": ["0", "1", "2", "3", "4"],
    "opens_at": "08:30",
    "closes_at": "15:00",
}
LATE_NOVEMBER = "2027-11-24T12:00Z"


@pytest.fixture
def activity(together: Together) -> str:
    return together.add_activity()


def health(together: Together, *, partner: bool = False) -> str:
    return f"{together.partner_path if partner else together.path}/health"


def unanswered(visitor: Visitor, path: str) -> list[str]:
    """The links of what waits, in order."""
    page = visitor.get(path)
    assert page.status == 200, page.text
    return [each["href"] for each in page.soup.select("section[aria-labelledby=unanswered] a")]


def grow_old(app: Flask, *, days: int) -> None:
    """All that was written, was written so many days earlier."""
    with app.app_context():
        begin_write()
        db.session.execute(update(Post).values(created_at=now() - timedelta(days=days)))
        db.session.commit()


def test_what_nobody_of_another_class_answered(together: Together, activity: str) -> None:
    one = together.start(together.student, activity, title="One")
    two = together.start(together.stranger, activity, title="Two")
    together.start(together.host.teacher, activity, title="A teacher's")
    first, second = f"{one}/posts/1", f"{two}/posts/1"
    for visitor, path in (
        (together.host.teacher, health(together)),
        (together.partner.teacher, health(together, partner=True)),
    ):
        assert unanswered(visitor, path) == [first, second]
    opening = post_ids(together.student.get(one))[1]
    together.host.teacher.reply(opening, "Of our own class.")
    assert unanswered(together.host.teacher, health(together)) == [first, second]
    together.stranger.reply(opening, "From the other one.")
    answer = f"{one}/posts/3"
    assert unanswered(together.host.teacher, health(together)) == [second, answer]
    together.host.teacher.reply(post_ids(together.student.get(one))[3], "Thank you.")
    assert unanswered(together.host.teacher, health(together)) == [second]


def test_children_are_named_as_everywhere(together: Together, activity: str) -> None:
    together.start(together.student, activity, title="One")
    own = together.host.teacher.get(health(together))
    theirs = together.partner.teacher.get(health(together, partner=True))
    name = together.student.first.soup.select_one(".bar__name").get_text()  # type: ignore[union-attr]
    assert name in own.text
    assert name not in theirs.response.text
    pseudonym = together.student.get(f"{together.space}/pseudonym")
    assert pseudonym.soup.select_one(".code-shown").get_text() in theirs.text


def test_what_waits_for_staff_is_not_there(together: Together, activity: str) -> None:
    set_rule(together.host, together.space, "everything")
    together.student.post(
        f"{activity}/topics", title="Held", source="It waits.", submission_key="held held"
    )
    theirs = together.start(together.stranger, activity, title="Theirs")
    opening = post_ids(together.stranger.get(theirs))[1]
    assert together.student.reply(opening, "It waits too.").location.startswith("/reviews/")
    for visitor, partner in ((together.host.teacher, False), (together.partner.teacher, True)):
        page = visitor.get(health(together, partner=partner))
        assert "Held" not in page.text
        assert unanswered(visitor, health(together, partner=partner)) == [f"{theirs}/posts/1"]
        assert "0 texts" in page.text
        assert "1 text" in page.text


def test_what_is_withdrawn_deleted_or_closed_waits_no_more(
    together: Together, activity: str
) -> None:
    ours = together.start(together.student, activity, title="Ours")
    theirs = together.start(together.stranger, activity, title="Theirs")
    locked = together.start(together.stranger, activity, title="Locked")
    together.host.teacher.post(f"{locked}/lock", is_locked="1")
    page = together.host.teacher.get(health(together))
    assert unanswered(together.host.teacher, health(together)) == [
        f"{ours}/posts/1",
        f"{theirs}/posts/1",
    ]
    withdraw(together)
    for visitor, partner in ((together.host.teacher, False), (together.partner.teacher, True)):
        page = visitor.get(health(together, partner=partner))
        assert "Ours" not in page.text
        assert "0 texts" in page.text
    together.partner.teacher.post(f"{theirs}/deletion", is_deleted="1")
    assert unanswered(together.host.teacher, health(together)) == []
    assert "Everything has an answer." in together.host.teacher.get(health(together)).text


def test_who_writes_how_much(together: Together, activity: str) -> None:
    topic = together.start(together.student, activity, title="One")
    opening = post_ids(together.student.get(topic))[1]
    together.stranger.reply(opening, "Why?")
    together.student.reply(opening, "I add something.")
    answer = post_ids(together.student.get(topic))[2]
    together.student.reply(answer, "Because.")
    page = together.host.teacher.get(health(together))
    ours, theirs = page.soup.select("section[aria-labelledby=balance] .row")
    told = " ".join(ours.get_text(" ").split())
    assert "3 texts; 2 of them are answers, and of the answers 50% went to another class" in told
    assert ours.select_one("meter")["value"] == "3"
    told = " ".join(theirs.get_text(" ").split())
    assert "1 text; 1 of them is an answer, and of the answers 100% went to another class" in told
    assert (theirs.select_one("meter")["value"], theirs.select_one("meter")["max"]) == ("1", "3")


def test_quiet_classes(app: Flask, together: Together, activity: str) -> None:
    together.start(together.student, activity)
    together.start(together.stranger, activity, title="Two")
    assert "Quiet" not in together.host.teacher.get(health(together)).text
    grow_old(app, days=8)
    together.start(together.student, activity, title="Three")
    ours, theirs = balance(together)
    assert "Quiet" not in ours
    assert "Quiet" in theirs
    on_holiday = TIMES | {"term_ends_on": (now() - timedelta(days=9)).date().isoformat()}
    on_holiday["term_starts_on"] = ""
    assert save(together.partner, **on_holiday).status == 303
    ours, theirs = balance(together)
    assert "Quiet" not in theirs
    assert "Has no term now" in theirs
    together.partner.teacher.post(f"{together.partner_path}/freeze")
    grow_old(app, days=8)
    assert "Quiet" not in " ".join(balance(together))


def balance(together: Together) -> list[str]:
    page = together.host.teacher.get(health(together))
    return [each.get_text(" ") for each in page.soup.select("[aria-labelledby=balance] .row")]


def save(party: Party, **fields: object):
    return party.teacher.post(f"/contexts/{party.context_id}/timetable", **fields)


@pytest.fixture
def november() -> Iterator[None]:
    """A day on which both have summer or winter time for long."""
    with time_machine.travel(LATE_NOVEMBER):
        yield


def test_school_hours(november: None, app: Flask, together: Together) -> None:
    page = together.host.teacher.get(health(together))
    assert "Nobody has said yet when your class is at school." in page.text
    assert "Its own teachers can." in page.text
    form = together.host.teacher.get(page.links()["Say when you are at school"])
    path = f"/contexts/{together.host.context_id}/timetable"
    answer = together.host.teacher.send(form, path, **TIMES)
    assert answer.location == health(together)
    theirs = TIMES | {"time_zone": "chicago", "opens_at": "08:00", "term_ends_on": "2027-12-21"}
    assert save(together.partner, **theirs).status == 303
    text = together.host.teacher.get(health(together)).text
    assert "Mon–Fri 8:30 AM – 3:00 PM" in text
    assert "America/Chicago" in text
    assert "by your clock: Tue–Fri 8:30 AM – 10:00 AM By their clock: Mon–Thu 1:30 PM" in text
    assert "Both have term October 11, 2027 – December 17, 2027" in text
    saved = together.host.teacher.get(path)
    assert saved.value("time_zone") == "Pacific/Auckland"
    assert (saved.value("opens_at"), saved.value("term_ends_on")) == ("08:30", "2027-12-17")
    assert len(saved.soup.select("input[name=day][checked]")) == 5
    assert save(together.host, **TIMES).status == 303
    with app.app_context():
        verbs = db.session.scalars(select(Event.verb)).all()
        assert verbs.count("timetable.changed") == 2, "the same again changes nothing"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("time_zone", "Narnia", "like Pacific/Auckland"),
        ("time_zone", "", "like Pacific/Auckland"),
        ("time_zone", "../../etc/passwd", "like Pacific/Auckland"),
        ("term_ends_on", "2026-01-01", "ends before it begins"),
        ("term_starts_on", "soon", "Enter a day"),
        ("opens_at", "early", "like 08:30"),
        ("opens_at", "", "or none of them"),
        ("closes_at", "08:00", "School ends before it begins"),
        ("day", [], "or none of them"),
    ],
)
def test_what_is_no_timetable(together: Together, field: str, value: object, words: str) -> None:
    page = save(together.host, **(TIMES | {field: value}))
    assert page.status == 422
    assert words in page.text
    if field != "day":
        assert page.value(field) == value


def test_only_some_of_it(together: Together) -> None:
    assert save(together.host, time_zone="UTC").status == 303
    assert (
        save(together.partner, time_zone="Europe/London", term_starts_on="2026-11-01").status == 303
    )
    page = together.host.teacher.get(health(together))
    assert "not said" in page.text


def test_who_may(campus: Campus, together: Together) -> None:
    third = campus.visit("wattle-park", "tomasz", "6g/wetland")
    path, timetable = health(together), f"/contexts/{together.host.context_id}/timetable"
    for visitor in (together.partner.teacher, together.student, together.stranger, third):
        assert visitor.get(path).status == 404
        assert visitor.post(f"{together.path}/nudges", nudged="1").status == 404
    assert together.student.get(timetable).status == 403
    assert together.student.post(timetable, **TIMES).status == 403
    assert together.stranger.get(timetable).status == 404
    assert together.host.teacher.get(f"{path}?after=x").status == 200
    assert together.host.teacher.post(path).status == 405
    assert together.host.teacher.get(f"{together.path}/nudges").status == 405
    far = f"/contexts/{together.host.context_id}/collaborations/99999/health"
    assert together.host.teacher.get(far).status == 404
    together.partner.teacher.post(f"{together.partner_path}/departure")
    assert together.host.teacher.get(path).status == 403, "it has ended"
    assert together.partner.teacher.get(health(together, partner=True)).status == 403


def test_before_a_class_has_joined(host: Party, partner: Party) -> None:
    path = host.draft()
    entered = partner.enter(host.invite(path)).location
    assert host.teacher.get(f"{path}/health").status == 403
    assert partner.teacher.get(f"{entered}/health").status == 403
    assert "Who answers whom" not in partner.teacher.get(entered).links()


def test_teachers_are_told_what_waits_too_long(
    app: Flask, together: Together, activity: str
) -> None:
    together.start(together.stranger, activity, title="Theirs")
    home, own = together.host.teacher.space, together.host.all
    words = "1 text of Grade 5 Rivera, Maple Street Elementary has waited for an answer"
    assert words not in together.host.teacher.get(home).text
    grow_old(app, days=6)
    for path in (home, own, together.space):
        page = together.host.teacher.get(path)
        assert words in page.text
        assert page.links()["Who answers whom"] == health(together)
    for path in (together.partner.teacher.space, together.partner.all):
        assert "has waited for an answer" not in together.partner.teacher.get(path).text
    for visitor in (together.student, together.stranger):
        for path in (visitor.space, together.space, activity):
            assert "waited for an answer" not in visitor.get(path).text
    together.host.teacher.post(f"{together.path}/freeze")
    assert words not in together.host.teacher.get(home).text


def test_asking_their_teachers_to_look(
    app: Flask, campus: Campus, together: Together, activity: str
) -> None:
    page = together.host.teacher.get(health(together))
    path = f"{together.path}/nudges"
    assert page.actions() == [path]
    for _ in range(2):
        assert together.host.teacher.send(page, path).location == health(together)
    assert "You asked their teachers today" in together.host.teacher.get(health(together)).text
    words = "asks you to look at what waits for an answer"
    teacher = together.partner.teacher
    for path in (together.partner_path, together.partner.all, teacher.space, together.space):
        assert words in teacher.get(path).text, path
    for visitor in (together.student, together.stranger):
        for path in (visitor.space, together.space, activity):
            assert words not in visitor.get(path).text
    with app.app_context():
        assert len(db.session.scalars(select(Nudge)).all()) == 1
        verbs = db.session.scalars(select(Event.verb)).all()
        assert verbs.count("collaboration.nudged") == 2, "one for each school"
    assert together.host.teacher.post(f"{together.path}/nudges", nudged="999").status == 404
    own = str(together.host.context_id)
    assert together.host.teacher.post(f"{together.path}/nudges", nudged=own).status == 404
    together.host.teacher.post(f"{together.path}/freeze")
    assert together.host.teacher.get(health(together)).actions() == []
    assert together.host.teacher.post(f"{together.path}/nudges", nudged="1").status == 403


def test_what_was_asked_is_shown_for_a_week(campus: Campus, together: Together) -> None:
    nudged = str(together.partner.context_id)
    assert together.host.teacher.post(f"{together.path}/nudges", nudged=nudged).status == 303
    words = "asks you to look at what waits for an answer"
    assert words in together.partner.teacher.get(together.partner_path).text
    with time_machine.travel(now() + timedelta(days=8)):
        again = campus.visit("maple-street", "elena", "5-rivera/snow")
        assert words not in again.get(together.partner_path).text


def statements(app: Flask, visitor: Visitor, path: str) -> int:
    assert visitor.get(path).status == 200
    with noting(app) as seen:
        assert visitor.get(path).status == 200
    return len(seen)


def test_pages_ask_the_same_however_much_was_written(
    app: Flask, together: Together, activity: str
) -> None:
    teacher = together.host.teacher
    pages = {health(together): 9, together.host.all: 6, teacher.space: 7}
    save(together.host, **TIMES)
    save(together.partner, **TIMES)
    topic = together.start(together.student, activity)
    together.start(together.stranger, activity, title="Theirs")
    teacher.send(teacher.get(health(together)), f"{together.path}/nudges")
    few = {path: statements(app, teacher, path) for path in pages}
    grow(app, together.student, topic, [1] * 40)
    together.stranger.place = activity
    add_topics(app, together.stranger, [f"Topic {number}" for number in range(40)])
    grow_old(app, days=6)
    assert {path: statements(app, teacher, path) for path in pages} == few == pages
    first = unanswered(teacher, health(together))
    assert len(first) == 25
    page = teacher.get(health(together))
    later = page.links()["Newer ones"]
    assert not set(first) & set(unanswered(teacher, later))
    assert "The oldest" in teacher.get(later).links()


def test_a_topic_of_whom_a_family_says_no_is_no_place_to_answer(
    app: Flask, together: Together, activity: str
) -> None:
    topic = together.start(together.student, activity)
    opening = post_ids(together.student.get(topic))[1]
    together.stranger.reply(opening, "In a topic that is hidden later.")
    assert unanswered(together.host.teacher, health(together)) == [f"{topic}/posts/2"]
    withdraw(together)
    assert unanswered(together.host.teacher, health(together)) == []
    with app.app_context():
        assert db.session.scalar(select(Topic.deleted_at)) is None
