"""The clocks of platforms: a minute of leeway either way, and bounds on what a token may claim."""

import time

import pytest

from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, later, refusals

YEAR = 365 * 86_400
HUGE = 10**400


def times(*, iat: float | None = None, exp: float | None = None) -> dict[str, float | None]:
    """Claims at so many seconds from now."""
    now = int(time.time())
    offsets = {"iat": iat, "exp": exp}
    return {name: now + value for name, value in offsets.items() if value is not None}


@pytest.mark.parametrize(
    ("iat", "exp"),
    [
        (0, 60),
        (30, 90),
        (58, 120),
        (-61, -1),
        (-100, -55),
        (-300, 60),
        (-655, 60),
        (0, 3600),
        (0, 86_400),
        (0.25, 60.5),
    ],
)
def test_let_in(launch: Launch, log: Log, iat: float, exp: float) -> None:
    assert_let_in(launch.with_claims(times(iat=iat, exp=exp)), log)


@pytest.mark.parametrize(
    ("iat", "exp", "code"),
    [
        (-100, -61, "token_expired"),
        (-100, -75, "token_expired"),
        (75, 200, "token_times"),
        (3600, 7200, "token_times"),
        (-665, 60, "token_times"),
        (-86_400, 60, "token_times"),
        (0, 86_500, "token_times"),
        (0, 10 * YEAR, "token_times"),
        (50, 40, "token_times"),
        (-50 * YEAR, 60, "token_times"),
    ],
)
def test_refused(launch: Launch, log: Log, iat: int, exp: int, code: str) -> None:
    assert_refused(launch.with_claims(times(iat=iat, exp=exp)), log, code)


NONSENSE = [True, False, "", "soon", [], {}, [1], -1, 0, HUGE, -HUGE, 1e308, float("nan"), "9" * 99]


@pytest.mark.parametrize("claim", ["iat", "exp"])
@pytest.mark.parametrize("value", NONSENSE, ids=range(len(NONSENSE)))
def test_times_that_are_none(launch: Launch, log: Log, claim: str, value: object) -> None:
    assert_refused(launch.with_claims({claim: value}), log)
    assert refusals(log)[0]["code"] in {"token_times", "token_malformed", "token_expired"}


@pytest.mark.parametrize("value", [float("inf"), -float("inf")])
@pytest.mark.parametrize("claim", ["iat", "exp", "nbf"])
def test_infinity(launch: Launch, log: Log, claim: str, value: float) -> None:
    assert_refused(launch.with_claims({claim: value}), log)


@pytest.mark.parametrize(("ahead", "is_taken"), [(30, True), (200, False)])
def test_not_before(launch: Launch, log: Log, ahead: int, is_taken: bool) -> None:
    page = launch.with_claims({"nbf": int(time.time()) + ahead})
    assert_let_in(page, log) if is_taken else assert_refused(page, log, "token_times")


def test_a_launch_long_after_its_login(launch: Launch, log: Log) -> None:
    form = launch.form()
    with later(601):
        assert_refused(launch.send(form), log, "state_expired")


def test_a_launch_after_a_slow_sign_in(launch: Launch, log: Log) -> None:
    location = launch.visit.log_in(launch.login()).headers["Location"]
    with later(290):
        assert_let_in(launch.send(launch.visit.authorize(location)), log)
