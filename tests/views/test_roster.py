"""The class list: read from the LMS by the worker, seen by staff."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import Event, Membership, Platform, RosterSync, User, now
from app.models.roster_sync import LEASE, MOST_ATTEMPTS
from app.platform_tokens import init_platform_tokens
from app.services import rosters
from tests.support.cast import Campus, Visitor

Work = Callable[[], int]


@pytest.fixture
def campus(app: Flask, campus: Campus) -> Campus:
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    return campus


def roster_of(visitor: Visitor) -> str:
    return visitor.get(visitor.space).links()["Class list"]


def read_now(visitor: Visitor, work: Work) -> None:
    path = roster_of(visitor)
    assert visitor.post(f"{path}/syncs").location == path
    work()


def sweep(app: Flask) -> None:
    with app.app_context():
        tasks.sweep()


def people(app: Flask) -> int:
    with app.app_context():
        query = select(func.count()).select_from(Membership).where(Membership.is_active)
        return db.session.scalars(query).one()


def sync_of(app: Flask) -> RosterSync:
    with app.app_context():
        return db.session.scalars(select(RosterSync)).one()


def test_the_lms_is_asked(campus: Campus, teacher: Visitor, work: Work, app: Flask) -> None:
    path = roster_of(teacher)
    assert "has not been asked yet" in teacher.get(path).text
    teacher.post(f"{path}/syncs")
    assert "will be asked soon" in teacher.get(path).text
    assert "is not running" in teacher.get(path).text
    work()
    page = teacher.get(path)
    assert people(app) > 20
    assert f"The LMS named {sync_of(app).seen_count} people" in page.text
    assert "Has not come yet" in page.text
    assert "It last failed" not in page.text
    with app.app_context():
        [event] = db.session.scalars(select(Event).where(Event.verb == "roster.synced"))
        assert event.details["people"] == sync_of(app).seen_count


def test_a_roster_of_several_pages(campus: Campus, work: Work, app: Flask) -> None:
    teacher = campus.visit("maple-street", "elena", "5-rivera/snow")
    read_now(teacher, work)
    assert sync_of(app).seen_count > 20
    page = teacher.get(roster_of(teacher))
    assert len(page.soup.select(".roster__member")) == people(app)


def test_who_left_is_inactive_and_comes_back_by_a_launch(
    campus: Campus, teacher: Visitor, student: Visitor, work: Work, app: Flask
) -> None:
    read_now(teacher, work)
    before = people(app)
    campus.at_lms("/wattle-park/courses/5b/people", person="s501", enrolment="none")
    read_now(teacher, work)
    assert people(app) == before - 1
    assert "No longer in the class" in teacher.get(roster_of(teacher)).text
    assert student.get(student.place).status == 404
    campus.at_lms("/wattle-park/courses/5b/people", person="s501", enrolment="active")
    assert campus.visit("wattle-park", "s501", "5b/rain").first.status == 200
    assert people(app) == before


def test_reading_twice_changes_nothing(teacher: Visitor, work: Work, app: Flask) -> None:
    read_now(teacher, work)
    with app.app_context():
        before = [(m.id, m.ordinal, m.role) for m in db.session.scalars(select(Membership))]
    read_now(teacher, work)
    with app.app_context():
        after = [(m.id, m.ordinal, m.role) for m in db.session.scalars(select(Membership))]
    assert sorted(after) == sorted(before)
    assert sorted(ordinal for _, ordinal, _ in after) == list(range(1, len(after) + 1))


def test_nobody_is_named_from_another_school(
    campus: Campus, teacher: Visitor, work: Work, app: Flask
) -> None:
    """Two schools on one issuer: the neighbour's roster makes no one here."""
    read_now(teacher, work)
    with app.app_context():
        assert len(set(db.session.scalars(select(User.platform_id)))) == 1


def test_student_view_is_nobody(campus: Campus, teacher: Visitor, work: Work, app: Flask) -> None:
    read_now(teacher, work)
    before = people(app)
    campus.school().switches.set("memberships", "test-user")
    read_now(teacher, work)
    assert people(app) == before


@pytest.mark.parametrize("fault", ["nameless-members", "bare-members", "number-ids", "twice"])
def test_odd_but_legal(
    campus: Campus, teacher: Visitor, work: Work, app: Flask, fault: str
) -> None:
    campus.school().switches.set("memberships", fault)
    read_now(teacher, work)
    assert sync_of(app).state == "worked"


@pytest.mark.parametrize(
    "fault",
    ["unquoted-link", "relative-link", "several-links", "upper-case-link", "curly-link",
     "several-relations", "short-pages"],
)  # fmt: skip
def test_next_pages_however_written(campus: Campus, work: Work, app: Flask, fault: str) -> None:
    teacher = campus.visit("maple-street", "elena", "5-rivera/snow")
    read_now(teacher, work)
    whole = sync_of(app).seen_count
    campus.school("maple-street").switches.set("memberships", fault)
    read_now(teacher, work)
    sync = sync_of(app)
    assert (sync.state, sync.seen_count) == ("worked", whole)


@pytest.mark.parametrize(
    ("fault", "words", "is_passing"),
    [
        ("error", "a fault of its own", True),
        ("too-many", "asked us to wait", True),
        ("html", "can't read", True),
        ("loop-link", "can't read", True),
        ("foreign-link", "can't read", True),
        ("broken-link", "can't read", True),
        ("no-members", "can't read", True),
        ("forbidden", "does not let Courtyard", False),
        ("not-found", "no longer has the place", False),
    ],
)
def test_failures_take_nobody_out(
    campus: Campus, work: Work, app: Flask, fault: str, words: str, is_passing: bool
) -> None:
    teacher = campus.visit("maple-street", "elena", "5-rivera/snow")
    read_now(teacher, work)
    before = people(app)
    campus.school("maple-street").switches.set("memberships", fault)
    read_now(teacher, work)
    page = teacher.get(roster_of(teacher))
    assert "It last failed" in page.text
    assert words in page.text
    assert people(app) == before
    assert (sync_of(app).due_at is not None) is is_passing


def test_it_is_tried_again_and_at_last_left(
    campus: Campus, teacher: Visitor, work: Work, app: Flask
) -> None:
    campus.school().switches.set("memberships", "unavailable", times=1)
    read_now(teacher, work)
    pause = sync_of(app).due_at - now()
    assert 110 < pause.total_seconds() < 121, "the platform asked for 120 seconds"
    with time_machine.travel(now() + pause):
        sweep(app)
        assert sync_of(app).state == "worked"
    campus.school().switches.set("memberships", "error")
    read_now(teacher, work)
    with time_machine.travel(now()) as clock:
        for _ in range(MOST_ATTEMPTS):
            clock.shift(3700)
            sweep(app)
        sync = sync_of(app)
    assert (sync.state, sync.attempts) == ("failed", MOST_ATTEMPTS)


def test_a_class_in_use_is_read_without_being_asked(
    campus: Campus, teacher: Visitor, student: Visitor, app: Flask
) -> None:
    sweep(app)
    first = sync_of(app)
    assert first.state == "worked"
    with time_machine.travel(now()) as clock:
        clock.shift(3600)
        sweep(app)
        assert sync_of(app).worked_at == first.worked_at
        clock.shift(12 * 3600)
        sweep(app)
        second = sync_of(app)
        assert second.worked_at != first.worked_at
        clock.shift(8 * 24 * 3600)
        sweep(app)
        assert sync_of(app).worked_at == second.worked_at, "nobody came for a week"


def test_where_only_a_student_came_nothing_is_asked(student: Visitor, app: Flask) -> None:
    sweep(app)
    with app.app_context():
        assert db.session.scalars(select(RosterSync)).first() is None


def test_a_worker_that_died_is_followed_by_another(
    campus: Campus, teacher: Visitor, app: Flask
) -> None:
    teacher.post(f"{roster_of(teacher)}/syncs")
    with app.app_context():
        begun = rosters.carry_out(sync_of(app).id)
        next(begun)
        db.session.commit()
        begun.close()  # and no more is heard of it
    sweep(app)
    assert sync_of(app).state == "running"
    assert "is being asked" in teacher.get(roster_of(teacher)).text
    with time_machine.travel(now() + LEASE):
        sweep(app)
        assert sync_of(app).state == "worked"


def test_two_workers_do_it_once(teacher: Visitor, app: Flask) -> None:
    teacher.post(f"{roster_of(teacher)}/syncs")
    with app.app_context():
        number = sync_of(app).id
        first = rosters.carry_out(number)
        next(first)
        db.session.commit()
        assert list(rosters.carry_out(number)) == []
        db.session.rollback()
        first.close()


def test_a_registration_that_was_switched_off(
    campus: Campus, teacher: Visitor, work: Work, app: Flask
) -> None:
    teacher.post(f"{roster_of(teacher)}/syncs")
    with app.app_context():
        begin_write()
        db.session.scalars(
            select(Platform).where(Platform.name == campus.school().name)
        ).one().disable()
        db.session.commit()
    work()
    assert sync_of(app).failure == "not_permitted"


def test_an_lms_that_offers_no_roster(teacher: Visitor, app: Flask) -> None:
    path = roster_of(teacher)
    with app.app_context():
        begin_write()
        db.session.scalars(select(Membership)).first().context.memberships_url = ""
        db.session.commit()
    assert "does not tell Courtyard" in teacher.get(path).text
    assert teacher.post(f"{path}/syncs").status == 303
    with app.app_context():
        assert db.session.scalars(select(RosterSync)).first() is None


def test_who_may_look(
    teacher: Visitor, student: Visitor, onlooker: Visitor, outsider: Visitor
) -> None:
    path = roster_of(teacher)
    for visitor, status in ((student, 403), (onlooker, 403), (outsider, 404)):
        assert visitor.get(path).status == status
        assert visitor.post(f"{path}/syncs").status == status
    assert "Class list" not in student.get(student.space).links()
    for path, status in (("/contexts/999/roster", 404), (f"/contexts/{2**40}/roster", 404)):
        assert teacher.get(path).status == status
    assert teacher.get(f"{roster_of(teacher)}/syncs").status == 405


def test_what_an_unread_list_means_for_texts_is_said(
    campus: Campus, teacher: Visitor, work: Work
) -> None:
    """Texts are searched for the names of the class before other classes read them."""
    rules = roster_of(teacher).replace("/roster", "/reviews/rules")
    assert "let everything wait" in teacher.get(rules).text
    read_now(teacher, work)
    assert "let everything wait" not in teacher.get(rules).text
