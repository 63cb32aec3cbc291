"""A Session: how long it proves a person, what ends it, and what does not prove one."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import scoped_session

from app.models import Platform, Session
from tests.lti.steps import (
    Launch,
    cookie_client,
    cookie_of,
    later,
    open_by_cookie,
    set_enabled,
)
from tests.support.cast import BASE, Campus, Page, Visitor, arrived

Begin = Callable[..., Launch]

HOUR = 3600
MINUTE = 60


@pytest.fixture
def enter(begin: Begin, browser: FlaskClient) -> Callable[..., Visitor]:
    """Launch in that browser."""

    def enter_as(**where: str) -> Visitor:
        launch = begin(browser, **where)
        return arrived(browser, launch.send(launch.form()))

    return enter_as


def assert_over(page: Page) -> None:
    assert (page.status, page.error_code) == (401, "session_expired")
    assert page.title == "Reopen this from your course"


def test_three_idle_hours_end_it(student: Visitor) -> None:
    with later(3 * HOUR - MINUTE):
        assert student.get(student.place).status == 200
    with later(6 * HOUR - 2 * MINUTE):
        assert student.get(student.place).status == 200
    with later(9 * HOUR):
        assert_over(student.get(student.place))


def test_twelve_hours_end_it_for_whoever_is_busy(student: Visitor) -> None:
    for hour in (2, 4, 6, 8, 10, 11.9):
        with later(hour * HOUR):
            assert student.get(student.place).status == 200, hour
    with later(12 * HOUR + MINUTE):
        assert_over(student.get(student.place))
        assert_over(student.post(f"{student.place}/topics", title="Late", source="Late"))


def test_it_ends_for_the_cookie_too(enter: Callable[..., Visitor], browser: FlaskClient) -> None:
    visitor = enter()
    with later(2 * HOUR):
        assert open_by_cookie(browser, visitor.place).status == 200
    with later(4 * HOUR):
        assert open_by_cookie(browser, visitor.place).status == 200
    with later(8 * HOUR):
        assert_over(open_by_cookie(browser, visitor.place))


def test_a_new_launch_takes_the_cookie_over(
    enter: Callable[..., Visitor], browser: FlaskClient
) -> None:
    """The tab that launched again has a Session of its own; the same person's other tab goes on."""
    first = enter()
    assert cookie_of(browser) == first.token
    second = enter(link="creek")
    assert cookie_of(browser) == second.token != first.token
    assert (first.get(first.place).status, second.get(second.place).status) == (200, 200)


def test_the_next_person_at_a_computer_ends_the_session_before(
    enter: Callable[..., Visitor], browser: FlaskClient
) -> None:
    before = enter(person="s501")
    after = enter(person="s502")
    assert_over(before.get(before.place))
    assert_over(before.post(f"{before.place}/topics", title="Mine?", source="No."))
    assert cookie_of(browser) == after.token
    page = open_by_cookie(browser, after.place)
    assert page.status == 200
    assert person_of(page) == person_of(after.first) != person_of(before.first)


def person_of(page: Page) -> str:
    return page.soup.select_one("meta[name=courtyard-person]")["content"]


def test_a_launch_that_is_refused_ends_nothing(
    enter: Callable[..., Visitor], begin: Begin, browser: FlaskClient
) -> None:
    before = enter(person="s501")
    assert begin(browser, person="s502").with_claims({"sub": None}).status == 400
    assert before.get(before.place).status == 200
    assert cookie_of(browser) == before.token


def test_other_browsers_go_on(campus: Campus, student: Visitor) -> None:
    campus.visit("wattle-park", "s502", "5b/rain")
    campus.visit("wattle-park", "s501", "5b/rain")
    assert student.get(student.place).status == 200


def test_a_platform_switched_off(
    campus: Campus, enter: Callable[..., Visitor], browser: FlaskClient
) -> None:
    visitor = enter()
    set_enabled(campus, "Wattle Park", "disable")
    assert_over(visitor.get(visitor.place))
    assert_over(visitor.post(f"{visitor.place}/topics", title="x", source="y"))
    assert_over(open_by_cookie(browser, visitor.place))


def test_a_launch_that_slipped_in_while_it_was_switched_off(
    student: Visitor, db_session: scoped_session[DbSession]
) -> None:
    """Its Session began after the others were ended: the platform's own word counts as well."""
    for platform in db_session.scalars(select(Platform)):
        platform.disable()
    db_session.commit()
    assert_over(student.get(student.place))


def test_nobody(campus: Campus, student: Visitor) -> None:
    page = open_by_cookie(cookie_client(campus), student.place)
    assert (page.status, page.error_code) == (401, "session_missing")


def made_up(token: str) -> list[str]:
    return [
        token[:-1],
        token + "x",
        token.swapcase(),
        token[::-1],
        f"{token} {token}",
        "x",
        "None",
        "null",
        "' OR 1=1 --",
        "x" * 9000,
        "ü".encode().decode("latin-1"),
    ]


def test_what_only_looks_like_a_token(student: Visitor) -> None:
    real = student.token
    for token in made_up(real):
        student.token = token
        assert_over(student.get(student.place))


def test_what_is_stored_opens_nothing(
    student: Visitor, db_session: scoped_session[DbSession]
) -> None:
    """Who reads the database can't be anyone: the token is kept as its hash."""
    real = student.token
    row = db_session.scalars(select(Session)).one()
    stored = [str(getattr(row, column.name)) for column in Session.__table__.columns]
    assert real not in stored
    student.token = row.token_hash
    assert_over(student.get(student.place))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_in_any_case(student: Visitor, scheme: str) -> None:
    """RFC 9110, 11.1."""
    student.headers = {"Authorization": f"{scheme} {student.token}"}
    assert student.get(student.place).status == 200


@pytest.mark.parametrize("scheme", ["Basic", "Token", "", "Bearer:", "Bearer,"])
def test_no_other_scheme(student: Visitor, scheme: str) -> None:
    student.headers = {"Authorization": f"{scheme} {student.token}"}
    assert student.get(student.place).status == 401


@pytest.mark.parametrize("name", ["token", "access_token", "session", "courtyard-session"])
def test_no_token_counts_in_an_address_or_a_form(student: Visitor, name: str) -> None:
    token, student.token = student.token, ""
    assert student.get(student.place, **{name: token}).status == 401
    form = {"title": "x", "source": "y", name: token}
    assert student.post(f"{student.place}/topics", **form).status == 401


def test_the_bearer_token_decides_over_the_cookie(
    campus: Campus, enter: Callable[..., Visitor], browser: FlaskClient
) -> None:
    enter(person="s501")
    other = campus.visit("wattle-park", "s502", "5b/rain")
    in_this_browser = Visitor(browser, other.token)
    topic = Visitor(browser, other.token, other.place).start_topic()
    assert in_this_browser.get(topic).soup.select_one("#post-1 a[href$='/edit']")
    in_this_browser.token = "x"
    assert_over(in_this_browser.get(topic))


def cookies_of(page: Page) -> dict[str, set[str]]:
    """The attributes of each cookie that an answer sets, but for the date that repeats Max-Age."""
    lines = page.response.headers.getlist("Set-Cookie")
    split = (line.partition("=") for line in lines)
    return {
        name: {part for part in rest.split("; ")[1:] if not part.startswith("Expires=")}
        for name, _, rest in split
    }


def test_cookies_are_bound_as_tightly_as_a_frame_allows(begin: Begin) -> None:
    launch = begin()
    login = Page(launch.visit.log_in(launch.login()))
    bound = {"Secure", "HttpOnly", "Path=/", "SameSite=None", "Partitioned"}
    [(name, attributes)] = cookies_of(login).items()
    assert name.startswith("__Host-courtyard-login-")
    assert attributes == bound | {"Max-Age=600"}

    entered = launch.send(launch.visit.authorize(login.location))
    assert cookies_of(entered) == {
        "__Host-courtyard": bound | {"Max-Age=43200"},
        name: bound | {"Max-Age=0"},
    }


def test_a_refused_launch_sets_no_session(begin: Begin) -> None:
    page = begin().with_claims({"sub": None})
    assert "__Host-courtyard" not in cookies_of(page)


def test_the_cookie_holds_the_token_of_the_page(
    enter: Callable[..., Visitor], browser: FlaskClient
) -> None:
    visitor = enter()
    assert cookie_of(browser) == visitor.token
    assert len(visitor.token) >= 43
    answer = browser.get(visitor.place, base_url=BASE, headers={"Sec-Fetch-Mode": "navigate"})
    assert "Set-Cookie" not in answer.headers
