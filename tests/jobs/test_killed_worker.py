"""A worker that is killed loses no grade: real processes, of which one ends without a word."""

import sys
import time
from datetime import timedelta

import pytest
from flask import Flask

from app.models import Delivery
from app.platform_tokens import init_platform_tokens
from tests.support.cast import Campus
from tests.support.gradebook import Class
from tests.support.worker import JOBS, WORKER, Start, Worker, wait_for

AFTER_THE_LEASE = str(Delivery.lease.total_seconds() + 1)
LATER = (sys.executable, "-m", "tests.support.later", AFTER_THE_LEASE, *JOBS)


@pytest.fixture
def room(app: Flask, campus: Campus) -> Class:
    """A class whose column is there already; the tool's only part that runs is this process."""
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    visits = [campus.visit("wattle-park", who, "5b/creek") for who in ("marama", "s501")]
    room = Class(app, campus, *visits, school="wattle-park", course="5b", link="creek", key="s501")
    room.set_terms(points_possible=10.0)
    room.sweep()
    assert room.item.url
    return room


def kill_while_it_sends(room: Class, worker: Worker) -> None:
    """As the kernel does when memory runs out, once the LMS has the worker's request in hand."""
    wait_for(lambda: room.delivery.stamped_at)
    wait_for(lambda: "scores" not in room.campus.school().switches.on)
    worker.kill()
    worker.wait()
    assert worker.returncode == -9


def test_killed_between_grading_and_sending(room: Class, start: Start) -> None:
    room.give("7", "Well seen.")
    assert room.delivery.state == "waiting"
    start(*WORKER)
    wait_for(lambda: room.delivery.state == "worked")
    assert (room.grade, room.result.comment) == (7, "Well seen.")


def test_killed_while_sending(room: Class, start: Start) -> None:
    """The LMS has the request and has not answered. What it makes of it later changes nothing."""
    switches = room.campus.school().switches
    switches.set("scores", "slow", seconds=60, times=1)
    room.give("7", "Well seen.")
    kill_while_it_sends(room, start(*WORKER))
    assert room.delivery.state == "running", "nobody knows that it died"
    start(*LATER)
    wait_for(lambda: room.grade == 7)
    wait_for(lambda: room.delivery.worked_at)
    sent = room.result.timestamp
    assert sent - room.delivery.created_at > timedelta(seconds=60)
    switches.clear()  # and only now the first request is done with
    time.sleep(0.5)
    assert (room.grade, room.result.timestamp) == (7, sent)
    assert (room.delivery.state, room.delivery.sent_version) == ("worked", 1)


def test_killed_while_sending_what_is_no_longer_so(room: Class, start: Start) -> None:
    """Another grade is given before the next worker comes: that one alone is what stays."""
    switches = room.campus.school().switches
    switches.set("scores", "slow", seconds=60, times=1)
    room.give("7", "Well seen.")
    kill_while_it_sends(room, start(*WORKER))
    room.give("8", "Better still.")
    start(*LATER)
    wait_for(lambda: room.grade == 8)
    switches.clear()
    time.sleep(0.5)
    assert (room.grade, room.result.comment) == (8, "Better still.")


def test_killed_after_the_lms_took_it(room: Class, start: Start) -> None:
    """It is sent once more, with a later timestamp and the same value."""
    switches = room.campus.school().switches
    switches.set("scores", "slow", seconds=60, times=1)
    room.give("7", "Well seen.")
    kill_while_it_sends(room, start(*WORKER))
    switches.clear()
    wait_for(lambda: room.grade == 7)
    first = room.result.timestamp
    start(*LATER)
    wait_for(lambda: room.delivery.worked_at)
    assert room.grade == 7
    assert room.result.timestamp > first
