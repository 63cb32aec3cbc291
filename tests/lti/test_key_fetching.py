"""When a platform is asked for its keys: as often as needed, and never more than once a minute."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier
from typing import Any

import time_machine

from practice_lms.keys import SigningKey
from tests.lti.key_server import KEY, KeyServer
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused
from tests.support.cast import Campus

NEW = SigningKey.generate()
STARTED = 1_800_000_000


def at(seconds: float) -> AbstractContextManager[Any]:
    """A block in which the clock stands so long after the first launch."""
    return time_machine.travel(STARTED + seconds, tick=False)


def test_one_fetch_serves_an_hour(keys: KeyServer, log: Log) -> None:
    for seconds in (0, 1, 61, 600, 3599):
        with at(seconds):
            assert_let_in(keys.launch(), log)
    assert keys.fetches == 1
    with at(3601):
        assert_let_in(keys.launch(), log)
    assert keys.fetches == 2


def test_unknown_keys_cost_one_fetch_a_minute(keys: KeyServer) -> None:
    for seconds, fetches in (
        (0, 1),
        (1, 1),
        (30, 1),
        (59, 1),
        (61, 2),
        (62, 2),
        (121, 2),
        (122, 3),
    ):
        with at(seconds):
            for number in range(5):
                page = keys.launch(kid=f"unknown {seconds} {number}")
                assert page.error_code == "token_key_unknown"
        assert keys.fetches == fetches, seconds


def test_many_unknown_keys_at_once_cost_one_fetch(keys: KeyServer) -> None:
    forms = [Launch(keys.campus) for _ in range(8)]
    ready = Barrier(8)

    def send(number: int) -> str | None:
        launch = forms[number]
        form = launch.altered({}, key=KEY, headers={"kid": f"unknown {number}"})
        ready.wait(timeout=20)
        return launch.send(form).error_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8))) == {"token_key_unknown"}
    assert keys.fetches == 1


def test_a_new_key_is_served_at_once(keys: KeyServer, log: Log) -> None:
    with at(0):
        assert_let_in(keys.launch(), log)
    keys.publish(KEY.jwk, NEW.jwk)
    with at(61):
        assert_let_in(keys.launch(NEW), log)
        assert_let_in(keys.launch(KEY), log)
    assert keys.fetches == 2


def test_two_rotations_within_a_minute_wait_for_the_next(keys: KeyServer, log: Log) -> None:
    """The floor holds for honest platforms too; what comes after it is served."""
    with at(0):
        assert_let_in(keys.launch(), log)
    keys.publish(NEW.jwk)
    with at(30):
        assert_refused(keys.launch(NEW), log, "token_key_unknown")
    log.clear()
    with at(61):
        assert_let_in(keys.launch(NEW), log)


def test_a_key_that_was_withdrawn_ends_with_the_next_fetch(keys: KeyServer, log: Log) -> None:
    with at(0):
        assert_let_in(keys.launch(), log)
    keys.publish(NEW.jwk)
    with at(61):
        assert_let_in(keys.launch(NEW), log)
        assert_refused(keys.launch(KEY), log, "token_key_unknown")


def test_the_old_set_serves_while_the_platform_is_down(keys: KeyServer, log: Log) -> None:
    with at(0):
        assert_let_in(keys.launch(), log)
    keys.body = None
    for seconds, fetches in ((4000, 2), (4030, 2), (4061, 3), (90_000, 4)):
        with at(seconds):
            assert_let_in(keys.launch(), log)
        assert keys.fetches == fetches, seconds
    with at(90_100):
        assert_refused(keys.launch(NEW), log, "token_key_unknown")


def test_it_serves_while_the_answer_is_nonsense(keys: KeyServer, log: Log) -> None:
    with at(0):
        assert_let_in(keys.launch(), log)
    for seconds, body in ((4000, b"<html>"), (4100, b"{}"), (4200, b"null")):
        keys.body = body
        with at(seconds):
            assert_let_in(keys.launch(), log)
    keys.publish(NEW.jwk)
    with at(4300):
        assert_let_in(keys.launch(NEW), log)


def test_down_from_the_start(keys: KeyServer, log: Log) -> None:
    keys.body = None
    for seconds in (0, 1, 59):
        with at(seconds):
            assert_refused(keys.launch(), log, "keys_unreachable")
        log.clear()
    assert keys.fetches == 1
    keys.publish(KEY.jwk)
    with at(61):
        assert_let_in(keys.launch(), log)


def test_one_platforms_floor_is_not_anothers(campus: Campus, keys: KeyServer, log: Log) -> None:
    with at(0):
        assert keys.launch(kid="unknown").error_code == "token_key_unknown"
        log.clear()
        launch = Launch(
            campus, school="maple-street", course="5-rivera", link="snow", person="elena"
        )
        assert_let_in(launch.send(launch.form()), log)
