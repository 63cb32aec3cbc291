"""The regular update asks only what changed, where the LMS says where to ask."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask, request
from sqlalchemy import select

from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import Membership, RosterSync, User, now
from app.platform_tokens import init_platform_tokens
from tests.support.cast import Campus, Visitor

Work = Callable[[], int]
ROOM = "/maple-street/courses/5-rivera/people"
HALF_A_DAY = timedelta(hours=12, minutes=1)


@pytest.fixture
def campus(app: Flask, campus: Campus) -> Campus:
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    return campus


@pytest.fixture
def clock(campus: Campus) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now()) as clock:
        yield clock


@pytest.fixture
def elena(clock: object, campus: Campus, app: Flask) -> Visitor:
    """A teacher of the class, whose whole roster was read at first."""
    teacher = campus.visit("maple-street", "elena", "5-rivera/snow")
    sweep(app)
    assert sync_of(app).differences_url
    return teacher


def sweep(app: Flask) -> None:
    with app.app_context():
        tasks.sweep()


def sync_of(app: Flask) -> RosterSync:
    with app.app_context():
        return db.session.scalars(select(RosterSync)).one()


def active(app: Flask) -> set[str]:
    with app.app_context():
        query = select(User.sub).join(Membership).where(Membership.is_active)
        return set(db.session.scalars(query))


def enrol(campus: Campus, *people: str, how: str = "none") -> None:
    for person in people:
        campus.at_lms(ROOM, person=person, enrolment=how)


def was_whole(app: Flask) -> bool:
    """Whether the last time that worked read all of it."""
    sync = sync_of(app)
    return sync.state == "worked" and abs(sync.worked_at - sync.whole_at) < timedelta(minutes=1)


def half_a_day_later(app: Flask, clock: time_machine.Traveller) -> None:
    clock.shift(HALF_A_DAY)
    sweep(app)


def test_only_changes_are_asked_for(
    app: Flask, campus: Campus, elena: Visitor, clock: time_machine.Traveller
) -> None:
    before, first = active(app), sync_of(app).differences_url
    enrol(campus, "m501", "m502")
    enrol(campus, "m601", how="active")
    half_a_day_later(app, clock)
    assert not was_whole(app)
    assert (len(before - active(app)), len(active(app) - before)) == (2, 1)
    assert sync_of(app).differences_url != first
    enrol(campus, "m501", how="active")
    half_a_day_later(app, clock)
    assert not was_whole(app)
    assert len(before - active(app)) == 1
    elena = campus.visit("maple-street", "elena", "5-rivera/snow")  # the session is over by now
    page = elena.get(elena.get(elena.space).links()["Class list"])
    assert f"The LMS named {len(active(app))} people" in page.text


def test_nothing_changed(app: Flask, elena: Visitor, clock: time_machine.Traveller) -> None:
    before = active(app)
    half_a_day_later(app, clock)
    assert not was_whole(app)
    assert (active(app), sync_of(app).seen_count) == (before, len(before))


@pytest.mark.parametrize("fault", ["not-found", "html", "broken-link", "no-members", "expired"])
def test_where_it_fails_the_whole_is_asked_for(
    app: Flask, campus: Campus, elena: Visitor, clock: time_machine.Traveller, fault: str
) -> None:
    before = active(app)
    enrol(campus, *[f"m5{number:02}" for number in range(1, 13)])
    if fault == "expired":
        change(app, differences_url=sync_of(app).differences_url.replace("/courses/", "/gone/"))
    else:
        campus.school("maple-street").switches.set("memberships", fault, times=1)
    half_a_day_later(app, clock)
    if fault != "no-members":  # no changes at all may be so
        assert was_whole(app)
        assert len(before - active(app)) == 12


@pytest.mark.parametrize("fault", ["loop-link", "foreign-link", "broken-link"])
def test_half_an_answer_takes_nobody_out(
    app: Flask, campus: Campus, elena: Visitor, clock: time_machine.Traveller, fault: str
) -> None:
    before = active(app)
    enrol(campus, *[f"m5{number:02}" for number in range(1, 13)])
    campus.school("maple-street").switches.set("memberships", fault)
    half_a_day_later(app, clock)
    assert sync_of(app).failure == "not_understood"
    assert active(app) == before


def test_changes_that_leave_nobody_are_not_believed(
    app: Flask, campus: Campus, elena: Visitor, clock: time_machine.Traveller
) -> None:
    """The whole is asked for, which says how it is."""
    before, room = active(app), campus.school("maple-street").courses[0]
    room.changes.extend(person for person in room.people if person.role != "administrator")
    room.status_of = lambda _: "Deleted" if "since" in request.args else "Active"
    half_a_day_later(app, clock)
    assert active(app) == before
    assert was_whole(app)


def change(app: Flask, **columns: object) -> None:
    with app.app_context():
        begin_write()
        sync = db.session.scalars(select(RosterSync)).one()
        for name, value in columns.items():
            setattr(sync, name, value)
        db.session.commit()


def test_once_a_week_the_whole(app: Flask, elena: Visitor, clock: time_machine.Traveller) -> None:
    change(app, whole_at=now() - timedelta(days=6, hours=12))
    half_a_day_later(app, clock)
    assert was_whole(app)


def test_who_asks_by_hand_gets_the_whole(
    app: Flask, elena: Visitor, work: Work, clock: time_machine.Traveller
) -> None:
    clock.shift(3600)
    path = elena.get(elena.space).links()["Class list"]
    elena.post(f"{path}/syncs")
    work()
    assert was_whole(app)


@pytest.mark.parametrize("url", ["https://elsewhere.example/changes", "http://127.0.0.1:1/x"])
def test_the_token_goes_nowhere_else(
    app: Flask, elena: Visitor, clock: time_machine.Traveller, url: str
) -> None:
    """Not even where a launch has moved the roster since."""
    change(app, differences_url=url)
    half_a_day_later(app, clock)
    assert was_whole(app)


def test_a_moodle_offers_none(app: Flask, campus: Campus, teacher: Visitor) -> None:
    sweep(app)
    assert (sync_of(app).state, sync_of(app).differences_url) == ("worked", "")
