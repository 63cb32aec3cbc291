"""Scores on their way: in order, once a second, through whatever an LMS may answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from app.extensions import begin_write, db
from app.models import Context, Delivery, LineItem, Membership, Platform, Score, now
from app.services import deliveries, leasing
from tests.grades.conftest import Open
from tests.support.gradebook import Class, member_of

Work = Callable[[], int]

PASSING = {
    "error": ("platform_fault", "a fault of its own"),
    "unavailable": ("platform_fault", "a fault of its own"),
    "too-many": ("busy", "asked us to wait"),
    "conflict": ("conflict", "something newer"),
    "html": ("not_understood", "can't read"),
    "null": ("not_understood", "can't read"),
    "list": ("not_understood", "can't read"),
    "redirect": ("not_understood", "can't read"),
    "huge": ("unreachable", "could not be reached"),
}
FINAL = {
    "forbidden": ("grade_forbidden", "does not let Courtyard grade this person"),
    "unauthorized": ("not_permitted", "does not let Courtyard do this"),
    "not-found": ("not_graded", "took no grade for this person"),
}


def test_the_first_of_a_class_and_what_it_says(room: Class) -> None:
    room.give("7", "Well seen.")
    room.sweep()
    assert room.result.activity_progress == "Completed"
    assert room.result.timestamp.microsecond % 1000 == 0
    assert abs(room.result.timestamp - room.delivery.stamped_at) < timedelta(milliseconds=1)


@pytest.mark.parametrize("place", ["moodle", "canvas"])
@pytest.mark.parametrize("fault", PASSING)
def test_what_passes_is_tried_again(opened: Open, place: str, fault: str) -> None:
    room, (code, words) = opened(place), PASSING[fault]
    room.sweep()
    room.campus.school(room.school).switches.set("scores", fault)
    room.give("7", "Well seen.")
    room.sweep()
    assert room.grade is None or fault == "huge"
    assert room.delivery.failure == code
    page = room.teacher.get(room.scores)
    assert "could not be sent yet" in page.text
    assert words in page.text
    room.campus.school(room.school).switches.clear()
    room.sweep(after=125)
    assert (room.grade, room.result.comment) == (7, "Well seen.")
    assert room.delivery.state == "worked"


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_an_answer_that_does_not_come(
    opened: Open, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Whether it arrived nobody knows, so it goes again, later, with the same value."""
    room = opened("canvas")  # whose answers have a body that can drip
    room.sweep()
    switches = room.campus.school(room.school).switches
    switches.set("scores", fault, seconds=30)
    monkeypatch.setattr("app.lti.http.TOTAL_SECONDS", 1.0)
    room.give("7", "Well seen.")
    room.sweep()
    assert room.delivery.failure == "unreachable"
    switches.clear()
    room.sweep(after=65)
    assert (room.grade, room.result.comment) == (7, "Well seen.")
    assert room.delivery.state == "worked"


@pytest.mark.parametrize("fault", ["wrong-type", "truncated"])
def test_answers_that_do_no_harm(room: Class, fault: str) -> None:
    room.sweep()
    room.campus.school(room.school).switches.set("scores", fault)
    room.give("7")
    room.sweep()
    assert room.grade is not None


@pytest.mark.parametrize("place", ["moodle", "canvas"])
@pytest.mark.parametrize("fault", FINAL)
def test_what_does_not_pass_is_said(opened: Open, place: str, fault: str) -> None:
    room, (code, words) = opened(place), FINAL[fault]
    room.sweep()
    room.campus.school(room.school).switches.set("scores", fault)
    room.give("7")
    room.sweep()
    assert (room.delivery.failure, room.delivery.due_at) == (code, None)
    assert words in room.teacher.get(room.scores).text
    assert "score.failed" in room.verbs()
    room.campus.school(room.school).switches.clear()
    room.sweep(after=300)
    assert room.grade is None, "nobody asked for it"
    page = room.teacher.get(room.scores)
    assert room.teacher.send(page, f"{room.path}/deliveries").location == room.path
    room.sweep(after=2)
    assert room.grade == 7


@pytest.mark.parametrize("place", ["moodle", "canvas"])
def test_somebody_whom_the_lms_does_not_have(opened: Open, place: str) -> None:
    """400 from a Moodle, 422 from a Canvas."""
    room = opened(place)
    room.sweep()
    room.campus.at_lms(
        f"/{room.school}/courses/{room.course}/people", person=room.key, enrolment="none"
    )
    room.give("7")
    room.sweep()
    # The sweep's roster found it too, after the grade had been tried.
    assert room.delivery.failure == "not_graded"
    assert "took no grade for this person" in room.teacher.get(room.scores).text


def test_who_left_is_not_even_tried(moodle: Class) -> None:
    moodle.sweep()
    moodle.give("7")
    moodle.change(Membership, is_active=False)
    moodle.campus.visit("wattle-park", "marama", "5b/creek")
    moodle.sweep()
    assert moodle.delivery.failure == "left_class"
    assert moodle.delivery.stamped_at is None


def test_scores_are_not_offered(moodle: Class) -> None:
    moodle.sweep()
    moodle.change(Context, ags_scopes=["https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"])
    moodle.give("7")
    moodle.sweep()
    assert moodle.delivery.failure == "not_offered"


def test_an_lms_that_asks_to_wait_is_left_alone(moodle: Class) -> None:
    """Everybody's scores wait, not only the one that met it."""
    moodle.sweep()
    switches = moodle.campus.school().switches
    switches.set("scores", "unavailable", times=1)
    moodle.give("7")
    with time_machine.travel(now(), tick=False) as clock:
        moodle.sweep()
        assert (moodle.item.paused_until - now()).total_seconds() == 120
        assert (moodle.delivery.due_at - now()).total_seconds() == 120
        moodle.give("8")
        clock.shift(60)
        moodle.sweep()
        assert moodle.grade is None
        clock.shift(61)
        moodle.sweep()
        assert moodle.grade == 8


def test_pauses_grow_and_end(moodle: Class) -> None:
    moodle.sweep()
    moodle.campus.school().switches.set("scores", "error")
    moodle.give("7")
    with time_machine.travel(now(), tick=False) as clock:
        for attempt in range(1, Delivery.most_attempts + 1):
            moodle.sweep()
            assert moodle.delivery.attempts == attempt
            clock.shift(6 * 3600 + 1)
        assert (moodle.delivery.state, moodle.delivery.due_at) == ("failed", None)
        moodle.campus.school().switches.clear()
        moodle.teacher = moodle.campus.visit("wattle-park", "marama", "5b/creek")
        moodle.teacher.post(f"{moodle.path}/deliveries")
        moodle.sweep()
    assert moodle.grade == 7


def test_a_token_that_was_taken_back_is_renewed(moodle: Class) -> None:
    moodle.sweep()
    moodle.campus.school().access_tokens.revoke()
    moodle.give("7")
    moodle.sweep()
    assert moodle.grade == 7


@pytest.mark.parametrize("fault", ["refused", "no-scope", "error", "no-token"])
def test_tokens_that_are_not_given(moodle: Class, fault: str) -> None:
    moodle.give("7")
    moodle.campus.school().switches.set("token", fault)
    moodle.sweep()
    assert moodle.item.failure in ("token_refused", "platform_fault", "not_understood")
    assert "gradebook's column" in moodle.teacher.get(moodle.scores).text


def test_two_grades_in_a_second_go_one_after_the_other(moodle: Class, work: Work) -> None:
    moodle.sweep()
    with time_machine.travel(now().replace(microsecond=0), tick=False) as clock:
        moodle.give("7")
        work()
        clock.shift(0.2)
        moodle.give("8")
        work()
        assert moodle.grade == 7, "it waits for the next second"
        assert moodle.delivery.state == "waiting"
        first = moodle.result.timestamp
        clock.shift(0.9)
        moodle.sweep()
    assert moodle.grade == 8
    assert moodle.result.timestamp - first >= timedelta(seconds=1)


def test_sending_again_sends_a_later_timestamp(moodle: Class) -> None:
    moodle.give("7")
    moodle.sweep()
    first = moodle.result.timestamp
    moodle.teacher.post(f"{moodle.path}/deliveries")
    moodle.sweep(after=1.5)
    assert moodle.result.timestamp > first
    assert moodle.grade == 7


def test_a_grade_that_is_given_while_another_is_sent_goes_next(moodle: Class, app: Flask) -> None:
    moodle.sweep()
    moodle.give("7")
    with app.app_context():
        begun = deliveries.carry_out(moodle.delivery.id)
        next(begun)
        db.session.commit()
        moodle.give("8")
        for _step in begun:
            db.session.commit()
    assert moodle.grade == 7
    assert moodle.delivery.state == "waiting"
    moodle.sweep(after=1)
    assert (moodle.grade, moodle.delivery.state) == (8, "worked")


def test_a_final_failure_of_an_older_grade_does_not_stop_a_newer(moodle: Class, app: Flask) -> None:
    moodle.sweep()
    moodle.give("7")
    moodle.campus.school().switches.set("scores", "forbidden", times=1)
    with app.app_context():
        begun = deliveries.carry_out(moodle.delivery.id)
        next(begun)
        db.session.commit()
        moodle.give("8")
        for _step in begun:
            db.session.commit()
    moodle.sweep(after=1)
    assert moodle.grade == 8


def test_a_worker_that_woke_too_late_changes_nothing(moodle: Class, app: Flask) -> None:
    """Its lease ran out, another sent a newer grade; the LMS refuses the old timestamp."""
    moodle.sweep()
    moodle.give("7")
    with app.app_context():
        asleep = deliveries.carry_out(moodle.delivery.id)
        next(asleep)
        db.session.commit()
        moodle.give("8")
        moodle.sweep(after=Delivery.lease.total_seconds() + 1)
        assert moodle.grade == 8
        for _step in asleep:
            db.session.commit()
    assert moodle.grade == 8
    assert (moodle.delivery.state, moodle.delivery.sent_version) == ("worked", 2)


def test_two_workers_send_once(moodle: Class, app: Flask) -> None:
    moodle.sweep()
    moodle.give("7")
    with app.app_context():
        first = deliveries.carry_out(moodle.delivery.id)
        next(first)
        db.session.commit()
        assert list(deliveries.carry_out(moodle.delivery.id)) == []
        db.session.rollback()
        first.close()


def test_a_registration_that_was_switched_off(moodle: Class, app: Flask) -> None:
    moodle.sweep()
    moodle.give("7")
    with app.app_context():
        begin_write()
        item = db.session.get_one(LineItem, moodle.item.id)
        context = db.session.get_one(Context, item.link.context_id)
        db.session.get_one(Platform, context.deployment.platform_id).disable()
        db.session.commit()
    moodle.sweep()
    assert moodle.delivery.failure == "not_permitted"


def test_a_grade_taken_back_empties_the_lms_s(room: Class) -> None:
    room.give("7", "Well seen.")
    room.sweep()
    page = room.teacher.get(f"{room.path}/deletion")
    assert room.teacher.send(page, f"{room.path}/deletion").location == room.path
    room.sweep(after=2)
    assert room.grade is None
    assert room.result.timestamp, "it is there, and empty"
    page = room.teacher.get(room.path)
    assert "The grade was taken back." in page.text
    assert "look in its gradebook" in page.text
    assert "Your grade" not in room.student.get(room.student.place).text
    assert "score.withdrawn" in room.verbs()
    assert room.score.version == 2


def test_nothing_goes_for_an_activity_that_a_link_opens_no_more(moodle: Class) -> None:
    moodle.sweep()
    moodle.give("7")
    other = moodle.campus.visit("wattle-park", "marama", "5b/books")
    moodle.change(Score, activity_id=int(other.place.rpartition("/")[2]))
    moodle.sweep()
    assert moodle.grade is None
    assert moodle.delivery.due_at is None


def test_all_that_failed_is_sent_again_at_once(moodle: Class) -> None:
    others = [moodle.campus.visit("wattle-park", who, "5b/creek") for who in ("s502", "s503")]
    moodle.sweep()
    moodle.campus.school().switches.set("scores", "forbidden")
    moodle.give("7")
    for visitor in others:
        path = f"{moodle.scores}/{member_of(moodle.app, visitor).id}"
        moodle.teacher.post(f"{path}/confirmation", points="8", comment="", seen_version="0")
    moodle.sweep()
    moodle.campus.school().switches.clear()
    page = moodle.teacher.get(moodle.scores)
    assert page.text.count("could not be sent:") == 3
    again = moodle.teacher.send(page, f"{moodle.scores}/deliveries")
    assert (again.status, again.location) == (303, moodle.scores)
    moodle.sweep(after=2)
    assert len(moodle.columns[-1].results) == 3
    page = moodle.teacher.get(moodle.scores)
    assert f"{moodle.scores}/deliveries" not in page.actions()
    assert moodle.teacher.post(f"{moodle.scores}/deliveries").status == 303


def test_what_was_not_permitted_is_tried_once_more_after_a_launch(moodle: Class) -> None:
    moodle.sweep()
    moodle.campus.school().switches.set("scores", "unauthorized")
    moodle.give("7")
    moodle.sweep()
    moodle.campus.school().switches.clear()
    with time_machine.travel(now() + leasing.AGAIN + timedelta(minutes=1)):
        moodle.sweep()
        assert moodle.grade is None, "nobody came"
        moodle.campus.visit("wattle-park", "marama", "5b/creek")
        moodle.sweep()
    assert moodle.grade == 7


def test_two_schools_on_one_issuer_keep_their_grades_apart(opened: Open) -> None:
    """Their people have the same ids, their columns the same numbers; tokens tell them apart."""
    rooms = [opened(place) for place in ("moodle", "shared")]
    for room, points in zip(rooms, ("7", "9"), strict=True):
        room.give(points, f"At {room.school}")
    rooms[0].sweep()
    for room, points in zip(rooms, (7, 9), strict=True):
        assert (room.grade, room.result.comment) == (points, f"At {room.school}")
    for here, there in (rooms, rooms[::-1]):
        assert here.teacher.get(there.scores).status == 404
        assert here.teacher.post(f"{there.path}/confirmation", points="1").status == 404
