"""A reload of the first page posts a used launch again: go on, or say how to come back."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    cookie_of,
    later,
    open_by_cookie,
)
from tests.support.cast import Page, arrived

Begin = Callable[..., Launch]


def assert_resumed(page: Page, browser: FlaskClient, start_page: str) -> None:
    assert (page.status, page.location) == (303, start_page)
    assert open_by_cookie(browser, page.location).status == 200


def test_the_same_browser_goes_on(begin: Begin, browser: FlaskClient, log: Log) -> None:
    launch = begin(browser)
    form = launch.form()
    first = arrived(browser, launch.send(form))
    assert_resumed(launch.send(form), browser, first.place)
    assert not log


def test_the_first_tab_after_a_second_launch(begin: Begin, browser: FlaskClient, log: Log) -> None:
    """One browser, one cookie: the second launch replaced the first one's, of the same person."""
    one, two = begin(browser), begin(browser, link="creek")
    form, other = one.form(), two.form()
    first = arrived(browser, one.send(form))
    second = arrived(browser, two.send(other))
    assert first.place != second.place
    assert_resumed(one.send(form), browser, first.place)
    assert_resumed(two.send(other), browser, second.place)
    assert not log


PRIYA = {"person": "priya"}


def test_the_first_tab_of_two_courses(begin: Begin, browser: FlaskClient) -> None:
    one = begin(browser, **PRIYA)
    form = one.form()
    first = arrived(browser, one.send(form))
    two = begin(browser, course="6g", link="wetland", **PRIYA)
    arrived(browser, two.send(two.form()))
    assert_resumed(one.send(form), browser, first.place)


def test_the_first_tab_when_its_own_session_is_over(
    begin: Begin, browser: FlaskClient, log: Log
) -> None:
    """The other course's cookie lives, but no launch proves any more that this is her class."""
    one = begin(browser, **PRIYA)
    form = one.form()
    assert_let_in(one.send(form))
    with later(11 * 3600):
        two = begin(browser, course="6g", link="wetland", **PRIYA)
        assert_let_in(two.send(two.form()))
    with later(13 * 3600):
        assert_refused(one.send(form), log, "launch_replayed")


def test_on_a_shared_computer_nobody_resumes_anothers_launch(
    begin: Begin, browser: FlaskClient, log: Log
) -> None:
    one, two = begin(browser), begin(browser, person="s502")
    form = one.form()
    assert_let_in(one.send(form))
    assert_let_in(two.send(two.form()))
    page = one.send(form)
    assert_refused(page, log, "launch_replayed")
    assert page.title == "Reopen this from your course"


def test_nobody_resumes_it_from_a_browser_of_their_own(
    begin: Begin, browser: FlaskClient, log: Log
) -> None:
    """A classmate who got hold of the form, with a Session of theirs that lives beside."""
    launch = begin()
    form = launch.form()
    assert_let_in(launch.send(form))
    classmate = begin(browser, person="s502")
    assert_let_in(classmate.send(classmate.form()))
    assert_refused(classmate.send(form), log, "launch_replayed")


@pytest.mark.parametrize("cookie", ["", "x", "\x00", "ü", "x" * 4000])
def test_a_browser_that_proves_nothing(
    begin: Begin, browser: FlaskClient, log: Log, cookie: str
) -> None:
    launch = begin(browser)
    form = launch.form()
    assert_let_in(launch.send(form))
    browser.set_cookie("__Host-courtyard", cookie, domain="localhost")
    page = launch.send(form)
    assert_refused(page, log, "launch_replayed")
    assert page.title == "Reopen this from your course"


def test_long_after(begin: Begin, browser: FlaskClient, log: Log) -> None:
    """The launch's ten minutes do not end a lesson; the Session's own end does."""
    launch = begin(browser)
    form = launch.form()
    first = arrived(browser, launch.send(form))
    with later(2 * 3600):
        assert_resumed(launch.send(form), browser, first.place)
    with later(13 * 3600):
        assert_refused(launch.send(form), log, "launch_replayed")


def test_a_reload_proves_nothing_new(begin: Begin, browser: FlaskClient) -> None:
    """It hands out no token: who has only the form must have the cookie too."""
    launch = begin(browser)
    form = launch.form()
    assert_let_in(launch.send(form))
    before = cookie_of(browser)
    page = launch.send(form)
    assert not page.soup.select("meta[name=courtyard-session]")
    assert cookie_of(browser) == before


def test_the_same_user_id_at_another_school_is_somebody_else(
    begin: Begin, browser: FlaskClient, log: Log
) -> None:
    one, two = begin(browser), begin(browser, school="acacia-road")
    form = one.form()
    assert_let_in(one.send(form))
    assert_let_in(two.send(two.form()))
    assert_refused(one.send(form), log, "launch_replayed")
