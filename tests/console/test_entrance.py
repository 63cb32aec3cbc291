"""Into the console: by a link that works once, and by nothing else."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from app.models import ConsoleLink, ConsoleSession, Event
from tests.lti.steps import later
from tests.support.cast import BASE, OWN_PAGE, Campus, Page, Visitor, come_in, console_link

COOKIE = "__Host-courtyard-console"


@pytest.fixture
def browser(app: Flask) -> Visitor:
    """A browser that keeps cookies, and has none of ours."""
    return Visitor(app.test_client(), headers={"Authorization": ""} | OWN_PAGE)


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def test_the_link_opens_the_console(app: Flask, browser: Visitor) -> None:
    page = browser.get(console_link(app))
    assert page.title == "Open the console"
    answer = browser.send(page, "/console/entrance")
    assert (answer.status, answer.location) == (303, "/console")
    assert browser.get("/console").title == "Schools"
    assert verbs(app) == ["console.link_made", "console.entered"]


def test_looking_at_it_uses_nothing_up(app: Flask, browser: Visitor, client: FlaskClient) -> None:
    """Mail and chat programs open a link to preview it, by GET or by HEAD."""
    link = console_link(app)
    for _ in range(3):
        client.head(link, base_url=BASE)
        page = Page(client.get(link, base_url=BASE))
    assert browser.post("/console/entrance", code=page.value("code")).status == 303


def test_it_works_once(app: Flask, browser: Visitor) -> None:
    link = console_link(app)
    page = browser.get(link)
    browser.send(page, "/console/entrance")
    other = Visitor(app.test_client(), headers=browser.headers)
    again = other.send(page, "/console/entrance")
    assert (again.status, again.error_code) == (410, "console_link_spent")
    assert "Set-Cookie" not in again.response.headers
    assert other.get(link).status == 410
    assert other.get("/console").status == 401
    twice = browser.send(page, "/console/entrance")
    assert twice.links()["If the console is open in this browser already, go on there."]
    assert browser.get("/console").status == 200


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (16, False)])
def test_it_works_for_15_minutes(app: Flask, browser: Visitor, minutes: int, works: bool) -> None:
    page = browser.get(console_link(app))
    with later(minutes * 60):
        assert (browser.send(page, "/console/entrance").status == 303) is works


@pytest.mark.parametrize("code", ["", "x", "x" * 5_000, "\x00", "ω\ud800", "' OR 1=1 --"])
def test_a_code_that_was_never_made(browser: Visitor, code: str) -> None:
    for page in (browser.get("/console/entrance", code=code.encode("utf-8", "replace")),):
        assert (page.status, page.error_code) == (410, "console_link_spent")
    sent = browser.post("/console/entrance", code=code.encode("utf-8", "replace"))
    assert (sent.status, sent.error_code) == (410, "console_link_spent")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_sites_form_does_not_open_it(app: Flask, browser: Visitor, site: str) -> None:
    page = browser.get(console_link(app))
    browser.headers |= {"Sec-Fetch-Site": site}
    assert browser.send(page, "/console/entrance").status == 403
    browser.headers |= OWN_PAGE
    assert browser.send(page, "/console/entrance").status == 303


def test_old_browsers_say_where_a_form_comes_from(app: Flask, browser: Visitor) -> None:
    page = browser.get(console_link(app))
    browser.headers = {"Authorization": "", "Origin": "https://elsewhere.example"}
    assert browser.send(page, "/console/entrance").status == 403
    browser.headers |= {"Origin": BASE}
    assert browser.send(page, "/console/entrance").status == 303


def test_the_cookie_is_for_this_site_alone(app: Flask, browser: Visitor) -> None:
    answer = browser.send(browser.get(console_link(app)), "/console/entrance").response
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for word in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=28800"):
        assert word in cookie.split("; ")
    assert "Domain" not in cookie


def test_secrets_are_stored_as_hashes(app: Flask, browser: Visitor) -> None:
    link = console_link(app)
    browser.send(browser.get(link), "/console/entrance")
    token = browser.client.get_cookie(COOKIE, "localhost").value
    with app.app_context():
        rows = [*db.session.scalars(select(ConsoleLink)), *db.session.scalars(select(Event))]
        rows += db.session.scalars(select(ConsoleSession))
        stored = "".join(str(vars(row)) for row in rows)
    assert token not in stored
    assert link.rpartition("=")[2] not in stored


def test_nothing_frames_it(app: Flask, browser: Visitor) -> None:
    pages = [browser.get(console_link(app)), browser.get("/console/entrance", code="x")]
    browser.send(pages[0], "/console/entrance")
    pages += [browser.get("/console"), browser.get("/console/platforms/99999")]
    for page in pages:
        policy = page.response.headers["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'none'")
        assert page.response.headers["Cache-Control"] == "no-store"


def test_leaving(app: Flask, campus: Campus) -> None:
    operator = come_in(app)
    cookie = operator.client.get_cookie(COOKIE, "localhost").value
    home = operator.get("/console")
    assert operator.send(home, "/console/departure").location == "/"
    assert operator.client.get_cookie(COOKIE, "localhost") is None
    operator.client.set_cookie(COOKIE, cookie, domain="localhost", secure=True)
    page = operator.get("/console")
    assert (page.status, page.error_code) == (401, "console_expired")
    assert operator.send(home, "/console/departure").status == 401
    assert verbs(app)[-1] == "console.left"


def test_it_ends_idle(app: Flask) -> None:
    operator = come_in(app)
    for minutes in (25, 50):
        with later(minutes * 60):
            assert operator.get("/console").status == 200
    with later(85 * 60):
        page = operator.get("/console")
        assert (page.status, page.error_code) == (401, "console_expired")
        assert "admin link" in page.text


def test_it_ends_after_eight_hours(app: Flask) -> None:
    operator = come_in(app)
    for minutes in range(20, 480, 20):
        with later(minutes * 60):
            assert operator.get("/console").status == 200
    with later(timedelta(hours=8).total_seconds()):
        assert operator.get("/console").status == 401


@pytest.mark.parametrize("token", ["", "wrong", "ω"])
def test_a_form_needs_its_token(app: Flask, token: str) -> None:
    operator = come_in(app)
    assert operator.post("/console/departure", csrf_token=token).status == 401
    assert operator.get("/console").status == 200


def test_another_sessions_token_will_not_do(app: Flask) -> None:
    first, second = come_in(app), come_in(app)
    token = first.get("/console").value("csrf_token")
    assert second.post("/console/departure", csrf_token=token).status == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_send_no_form(app: Flask, site: str) -> None:
    operator = come_in(app)
    home = operator.get("/console")
    operator.headers |= {"Sec-Fetch-Site": site}
    assert operator.send(home, "/console/departure").status == 401


def test_wrong_methods(app: Flask) -> None:
    operator = come_in(app)
    assert operator.get("/console/departure").status == 405
    assert operator.post("/console").status == 405


def test_old_links_and_sessions_are_forgotten(app: Flask) -> None:
    come_in(app)
    with later(3 * 24 * 3600):
        console_link(app)
        with app.app_context():
            assert len(db.session.scalars(select(ConsoleLink)).all()) == 1
            assert not db.session.scalars(select(ConsoleSession)).all()
