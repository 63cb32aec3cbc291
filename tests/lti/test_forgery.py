"""What the cookie alone may do: open pages, and send our own forms from our own pages."""

import pytest
from flask.testing import FlaskClient

from tests.lti.steps import Launch, cookie_client, open_by_cookie
from tests.support.cast import BASE, Campus, Page, Visitor, arrived

OWN = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
OLD = {"Origin": BASE}
"""A browser that sends no Fetch Metadata."""


@pytest.fixture
def visitor(campus: Campus, browser: FlaskClient) -> Visitor:
    """A student whose browser keeps the cookie."""
    launch = Launch(campus, browser)
    return arrived(browser, launch.send(launch.form()))


def form_of(browser: FlaskClient, visitor: Visitor) -> dict[str, str]:
    """A new topic, as the page's own form would send it."""
    page = open_by_cookie(browser, f"{visitor.place}/topics/new")
    hidden = {name: page.value(name) for name in ("csrf_token", "submission_key")}
    return hidden | {"title": "Plain", "source": "No script."}


def send(
    browser: FlaskClient, visitor: Visitor, form: dict[str, str], headers: dict[str, str]
) -> Page:
    path = f"{visitor.place}/topics"
    return Page(browser.post(path, base_url=BASE, data=form, headers=headers))


def assert_kept_out(page: Page, visitor: Visitor) -> None:
    """401, and nothing was written."""
    assert (page.status, page.error_code) == (401, "session_expired")
    assert "Plain" not in visitor.get(visitor.place).text


def test_a_form_without_script(browser: FlaskClient, visitor: Visitor) -> None:
    answer = send(browser, visitor, form_of(browser, visitor), OWN)
    assert answer.status == 303
    assert open_by_cookie(browser, answer.location).title == "Plain"


@pytest.mark.parametrize(
    "headers",
    [
        OWN | {"Origin": "null"},
        OWN | {"Origin": BASE},
        OLD,
    ],
    ids=["an origin that is hidden", "browsers", "old browsers"],
)
def test_the_ways_in_which_browsers_say_that_it_is_ours(
    browser: FlaskClient, visitor: Visitor, headers: dict[str, str]
) -> None:
    assert send(browser, visitor, form_of(browser, visitor), headers).status == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": ""},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site", "Origin": BASE},
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"},
        {},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "https://localhost"},
        {"Origin": f"{BASE}/"},
        {"Origin": f"{BASE} https://elsewhere.example"},
        {"Referer": f"{BASE}/"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere(
    browser: FlaskClient, visitor: Visitor, headers: dict[str, str]
) -> None:
    """With the right token even: a stranger who has read it still can't send it from their page."""
    assert_kept_out(send(browser, visitor, form_of(browser, visitor), headers), visitor)


@pytest.mark.parametrize("headers", [OWN, OLD], ids=["new browser", "old browser"])
@pytest.mark.parametrize("token", [None, "", "x", "ü", "0" * 64, "\x00"])
def test_a_form_without_its_token(
    browser: FlaskClient, visitor: Visitor, headers: dict[str, str], token: str | None
) -> None:
    form = form_of(browser, visitor)
    form.pop("csrf_token")
    form |= {} if token is None else {"csrf_token": token}
    assert_kept_out(send(browser, visitor, form, headers), visitor)


@pytest.mark.parametrize("person", ["s502", "s501"])
def test_the_token_of_another_session(
    campus: Campus, browser: FlaskClient, visitor: Visitor, person: str
) -> None:
    """Somebody else's, and one that the same person had before."""
    other = campus.visit("wattle-park", person, "5b/rain")
    theirs = other.get(f"{other.place}/topics/new").value("csrf_token")
    form = form_of(browser, visitor)
    assert theirs != form["csrf_token"]
    assert_kept_out(send(browser, visitor, form | {"csrf_token": theirs}, OWN), visitor)


def test_the_token_in_the_address(browser: FlaskClient, visitor: Visitor) -> None:
    form = form_of(browser, visitor)
    path = f"{visitor.place}/topics?csrf_token={form.pop('csrf_token')}"
    assert_kept_out(Page(browser.post(path, base_url=BASE, data=form, headers=OWN)), visitor)


def test_the_token_alone_is_nobody(campus: Campus, browser: FlaskClient, visitor: Visitor) -> None:
    page = send(cookie_client(campus), visitor, form_of(browser, visitor), OWN)
    assert (page.status, page.error_code) == (401, "session_missing")


@pytest.mark.parametrize("origin", [BASE, "null", "https://elsewhere.example", ""])
def test_a_bearer_token_needs_nothing_else(visitor: Visitor, origin: str) -> None:
    """No page but ours can send it."""
    visitor.headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    visitor.client = visitor.client.application.test_client(use_cookies=False)
    assert visitor.start_topic()


@pytest.mark.parametrize(
    "headers",
    [
        OWN,
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none"},
        {},
    ],
    ids=["reload", "link in the LMS", "address bar", "old browser"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_cookie_opens_pages(
    browser: FlaskClient, visitor: Visitor, headers: dict[str, str], method: str
) -> None:
    answer = browser.open(visitor.place, method=method, base_url=BASE, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("mode", ["cors", "no-cors", "same-origin", "websocket"])
def test_scripts_read_nothing_by_the_cookie(
    browser: FlaskClient, visitor: Visitor, mode: str
) -> None:
    headers = {"Sec-Fetch-Mode": mode, "Sec-Fetch-Site": "same-origin"}
    answer = Page(browser.get(visitor.place, base_url=BASE, headers=headers))
    assert (answer.status, answer.error_code) == (401, "session_expired")
