"""Courtyard in a tab of its own: a ticket from the frame, used once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient

from practice_lms.visiting import OWN
from tests.lti.steps import later, set_enabled
from tests.support.cast import BASE, Campus, Page, Visitor, arrived

HOUR = 3600


def ticket_of(visitor: Visitor) -> str:
    answer = visitor.post("/tabs").response
    assert answer.status_code == 200, answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    return str(answer.get_json()["ticket"])


def enter(
    campus: Campus,
    ticket: str,
    place: str = "",
    sent_by: dict[str, str] | None = None,
    client: FlaskClient | None = None,
) -> Page:
    client = client or campus.app.test_client()
    form = {"ticket": ticket, "place": place}
    headers = {"Sec-Fetch-Mode": "navigate", **(OWN if sent_by is None else sent_by)}
    return Page(client.post("/tabs/entrance", base_url=BASE, data=form, headers=headers))


def assert_outside(page: Page) -> None:
    assert (page.status, page.title) == (401, "Reopen this from your course")
    assert not page.soup.select("meta[name=courtyard-session]")


def test_into_a_new_tab(campus: Campus, student: Visitor) -> None:
    topic = student.start_topic("Clouds")
    browser = campus.app.test_client()
    page = enter(campus, ticket_of(student), f"{topic}?page=1", client=browser)
    tab = arrived(browser, page)
    assert tab.place == f"{topic}?page=1"
    assert page.links()["Go on"] == tab.place
    assert tab.token != student.token
    assert tab.get(topic).title == "Clouds"
    assert student.get(topic).status == 200, "the frame goes on"
    by_cookie = browser.get(topic, base_url=BASE, headers={"Sec-Fetch-Mode": "navigate"})
    assert by_cookie.status_code == 200


@pytest.mark.parametrize(
    "place",
    ["", "//evil.example", "https://evil.example", "/\\evil", "javascript:x", "/" + "a" * 600],
)
def test_a_place_that_is_none(campus: Campus, student: Visitor, place: str) -> None:
    browser = campus.app.test_client()
    tab = arrived(browser, enter(campus, ticket_of(student), place, client=browser))
    assert tab.place == student.place


def test_a_ticket_is_used_once(campus: Campus, student: Visitor) -> None:
    ticket = ticket_of(student)
    assert enter(campus, ticket).status == 200
    assert_outside(enter(campus, ticket))


def test_a_new_ticket_takes_the_place_of_the_last(campus: Campus, student: Visitor) -> None:
    one, two = ticket_of(student), ticket_of(student)
    assert_outside(enter(campus, one))
    assert enter(campus, two).status == 200


def test_a_ticket_lives_a_minute(campus: Campus, student: Visitor) -> None:
    ticket = ticket_of(student)
    with later(61):
        assert_outside(enter(campus, ticket))


@pytest.mark.parametrize("ticket", ["", "x", "\x00", "ü" * 2000, "\ud800"])
def test_no_ticket(campus: Campus, student: Visitor, ticket: str) -> None:
    ticket_of(student)
    form: Any = {"ticket": ticket.encode("utf-8", "surrogatepass"), "place": ""}
    answer = campus.app.test_client().post("/tabs/entrance", base_url=BASE, data=form, headers=OWN)
    assert_outside(Page(answer))


@pytest.mark.parametrize(
    "sent_by",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null"}, {}],
)
def test_a_strangers_page_brings_its_own_ticket(
    campus: Campus, student: Visitor, sent_by: dict[str, str]
) -> None:
    ticket = ticket_of(student)
    assert_outside(enter(campus, ticket, sent_by=sent_by))
    assert enter(campus, ticket).status == 200, "nothing was used up"


def test_whoever_was_here_before_is_signed_out(
    campus: Campus, student: Visitor, classmate: Visitor
) -> None:
    browser = campus.app.test_client()
    before = arrived(browser, enter(campus, ticket_of(classmate), client=browser))
    arrived(browser, enter(campus, ticket_of(student), client=browser))
    assert before.get(before.place).status == 401


def test_tabs_do_not_lengthen_the_day(campus: Campus, student: Visitor) -> None:
    """Else whoever left the class, or lost a child, would only have to open a tab now and then."""
    visitor = student
    for hour in (2, 4, 6, 8, 10, 11.9):
        with later(hour * HOUR):
            browser = campus.app.test_client()
            page = enter(campus, ticket_of(visitor), client=browser)
            visitor = arrived(browser, page)
            assert visitor.get(visitor.place).status == 200
    with later(12 * HOUR + 60):
        assert_outside(visitor.get(visitor.place))
        assert visitor.post("/tabs").status == 401


def test_one_ticket_sent_many_times_at_once(campus: Campus, student: Visitor) -> None:
    ticket, ready = ticket_of(student), Barrier(4)

    def go(_: int) -> int:
        ready.wait(timeout=10)
        return enter(campus, ticket).status

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(go, range(4)))
    assert sorted(statuses) == [200, 401, 401, 401]


@pytest.mark.parametrize("hours", [0, 4])
def test_the_next_person_at_a_computer_ends_the_tabs_too(
    campus: Campus, student: Visitor, hours: int
) -> None:
    """Browsers keep the tab's cookie and the frame's apart, so neither is seen with the other.
    After four hours the frame's session is over by itself, and the tab's is in use."""
    frame = campus.app.test_client()
    before = campus.visit("wattle-park", "s501", "5b/rain", frame)
    browser = campus.app.test_client()
    tab = arrived(browser, enter(campus, ticket_of(before), client=browser))
    for hour in range(hours):
        with later(hour * HOUR):
            assert tab.get(tab.place).status == student.get(student.place).status == 200
    with later(hours * HOUR):
        assert tab.get(tab.place).status == 200
        campus.visit("wattle-park", "s502", "5b/rain", frame)
        assert_outside(tab.get(tab.place))
        assert student.get(student.place).status == 200, "at home, they go on"


def test_a_session_that_is_over(campus: Campus, student: Visitor) -> None:
    ticket = ticket_of(student)
    set_enabled(campus, "Wattle Park", "disable")
    assert_outside(enter(campus, ticket))


def test_nobody_gets_a_ticket(campus: Campus) -> None:
    assert campus.app.test_client().post("/tabs", base_url=BASE).status_code == 401


def test_no_other_method(student: Visitor) -> None:
    assert student.get("/tabs").status == 405
    assert student.get("/tabs/entrance").status == 405


def test_the_page_has_the_button(student: Visitor) -> None:
    form = student.get(student.place).soup.select_one("form[action='/tabs/entrance']")
    assert form is not None
    assert "Open in a new tab" in form.text
    assert form.has_attr("hidden"), "it is for the frame; the script shows it there"
