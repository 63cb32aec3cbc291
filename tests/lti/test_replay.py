"""What has been used, or was meant for another login, opens nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    claims_of,
    later,
    with_token,
)
from tests.support.cast import Page

Begin = Callable[..., Launch]


def test_the_same_state_and_token_again(launch: Launch, log: Log) -> None:
    form = launch.form()
    assert_let_in(launch.send(form))
    again = launch.send(form)
    assert_refused(again, log, "launch_replayed")
    assert again.title == "Reopen this from your course"


def test_the_same_launch_in_another_browser(launch: Launch, begin: Begin, log: Log) -> None:
    form = launch.form()
    assert_let_in(launch.send(form))
    assert_refused(begin().send(form), log, "launch_replayed")


def test_a_used_state_with_a_fresh_token(launch: Launch, begin: Begin, log: Log) -> None:
    used, fresh = launch.form(), begin().form()
    assert_let_in(launch.send(used))
    assert_refused(launch.send(with_token(used, fresh.fields["id_token"])), log, "launch_replayed")


def test_a_nonce_of_another_login(launch: Launch, begin: Begin, log: Log) -> None:
    one, two = launch.form(), begin().form()
    assert_refused(launch.send(with_token(one, two.fields["id_token"])), log, "token_nonce")


def test_the_same_nonce_with_a_new_state(launch: Launch, begin: Begin, log: Log) -> None:
    used, fresh = launch.form(), begin().form()
    assert_let_in(launch.send(used))
    assert_refused(launch.send(with_token(fresh, used.fields["id_token"])), log, "token_nonce")


@pytest.mark.parametrize("nonce", ["", " ", "x", 7, True, [], {}, ["x"], "\ud800", "n" * 50_000])
def test_a_nonce_nobody_gave(launch: Launch, log: Log, nonce: Any) -> None:
    assert_refused(launch.with_claims({"nonce": nonce}), log, "token_nonce", "token_malformed")


def test_a_nonce_in_a_list(launch: Launch, log: Log) -> None:
    form = launch.form()
    token = launch.school.sign(claims_of(form) | {"nonce": [claims_of(form)["nonce"]]})
    assert_refused(launch.send(with_token(form, token)), log, "token_nonce")


@pytest.mark.parametrize("state", ["x", "\x00", "x" * 50_000, "ü🦘", "' OR 1=1 --", "%00"])
def test_a_state_nobody_gave(launch: Launch, log: Log, state: str) -> None:
    form = launch.form()
    form.fields["state"] = state
    assert_refused(launch.send(form), log, "state_unknown")


@pytest.mark.parametrize("name", ["state", "id_token"])
@pytest.mark.parametrize("value", [None, ""])
def test_half_a_response(launch: Launch, log: Log, name: str, value: str | None) -> None:
    form = launch.form()
    form.fields.pop(name)
    form.fields |= {} if value is None else {name: value}
    assert_refused(launch.send(form), log, "launch_incomplete")


def test_a_response_in_the_address_is_no_response(launch: Launch, log: Log) -> None:
    """Tokens in addresses end up in logs: only a form post counts."""
    fields = launch.form().fields
    page = Page(launch.client.post("/lti/launch", query_string=fields))
    assert_refused(page, log, "launch_incomplete")


def test_a_refused_token_does_not_use_up_the_login(launch: Launch, log: Log) -> None:
    form = launch.form()
    assert launch.send(with_token(form, "not.a.token")).error_code == "token_malformed"
    log.clear()
    assert_let_in(launch.send(form), log)


def test_one_launch_posted_twice_at_once_is_taken_once(launch: Launch, begin: Begin) -> None:
    form, ready = launch.form(), Barrier(4)

    def post(_: int) -> str | None:
        browser = begin()
        ready.wait(timeout=10)
        return browser.send(form).error_code

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(post, range(4)))
    assert sorted(codes, key=str) == [None, *["launch_replayed"] * 3]


def test_a_replay_when_the_sessions_are_long_over(launch: Launch, log: Log) -> None:
    form = launch.form()
    assert_let_in(launch.send(form))
    with later(3 * 86_400):
        assert_refused(launch.send(form), log, "launch_replayed", "state_unknown")


def test_an_error_of_the_platform(launch: Launch, log: Log) -> None:
    form = launch.form()
    form.fields = {"state": form.fields["state"], "error": "<b>login_required</b>" * 50}
    page = launch.send(form)
    assert_refused(page, log, "platform_error")
    assert "<b>" not in str(page.soup.main)
