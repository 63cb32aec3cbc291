"""A launch in a browser that keeps no cookie, where the LMS's page may keep a secret (ADR 10)."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import scoped_session

from app.models import Platform
from practice_lms.visiting import OWN, Form
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, later, set_enabled
from tests.support.cast import BASE, Campus, Page, arrived

MAPLE = {"school": "maple-street", "course": "5-rivera", "link": "snow", "person": "dana"}
PROOF = "/lti/launch/proof"
UNKEPT = "This browser keeps nothing for Courtyard"


@dataclass
class Kept:
    """A launch on its way, and what the LMS's page was asked to keep."""

    launch: Launch
    form: Form
    secret: str

    def arrive(self) -> Page:
        """Post the platform's answer, as the platform's page does."""
        return Page(self.launch.visit.launch(self.form))

    def prove(self, sent_by: Mapping[str, str] = OWN, **fields: str) -> Page:
        """Send what our own page would send, from a page that the browser describes so."""
        form = self.form.fields | fields
        client = self.launch.client
        return Page(client.post(PROOF, base_url=BASE, data=form, headers=sent_by))


def keeping(campus: Campus, client: FlaskClient | None = None, **where: str) -> Kept:
    launch = Launch(campus, client, **(MAPLE | where))
    answer = launch.visit.log_in(launch.login())
    place = Page(answer).soup.select_one("[data-storage-key]")
    assert place is not None, answer.text
    assert place["data-storage-origin"] == campus.url
    assert place["data-storage-target"] == "_parent"
    form = launch.visit.authorize(launch.visit.way_on(answer))
    return Kept(launch, form, place["data-storage-value"])


@pytest.fixture
def kept(campus: Campus) -> Kept:
    return keeping(campus)


def platform(db_session: scoped_session[DbSession], kept: Kept) -> Platform:
    db_session.expire_all()
    known = select(Platform).where(Platform.client_id == kept.launch.school.client_id)
    return db_session.scalars(known).one()


def assert_asked(page: Page, name: str = "") -> None:
    """No token yet: a page that says who is coming, and asks."""
    assert (page.status, page.title) == (200, "Is this you?"), page.text
    assert name in page.text
    assert not page.soup.select("meta[name=courtyard-session]")
    assert page.actions() == [PROOF]


def test_the_secret_comes_back(kept: Kept, log: Log, db_session: scoped_session[DbSession]) -> None:
    asked = kept.arrive()
    assert_asked(asked, "Dana")
    assert kept.secret
    assert kept.secret not in asked.response.text
    assert not platform(db_session, kept).has_storage
    page = kept.prove(secret=kept.secret)
    assert_let_in(page, log)
    assert UNKEPT not in page.response.text
    assert platform(db_session, kept).has_storage


STRANGERS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {},
]


@pytest.mark.parametrize("sent_by", STRANGERS)
@pytest.mark.parametrize("how", ["secret", "confirmed"])
def test_a_strangers_page_brings_its_own_launch_and_secret(
    kept: Kept, log: Log, sent_by: dict[str, str], how: str
) -> None:
    """Else somebody would write in a stranger's name, without knowing."""
    page = kept.prove(sent_by, **{how: kept.secret})
    assert_refused(page, log, "state_elsewhere")
    log.clear()
    assert_let_in(kept.prove(secret=kept.secret), log)  # nothing was used up


@pytest.mark.parametrize("secret", ["", "x", "\x00", "not the one", "ü" * 3000])
def test_another_secret(
    kept: Kept, secret: str, log: Log, db_session: scoped_session[DbSession]
) -> None:
    page = kept.prove(secret=secret)
    assert_asked(page, "Dana")
    assert not page.soup.select("[data-storage-key]"), "it would ask the LMS for ever"
    page = kept.prove(secret=secret, confirmed="yes")
    assert_let_in(page, log)
    assert UNKEPT in page.response.text
    assert not platform(db_session, kept).has_storage


@pytest.mark.parametrize("school", [MAPLE, {}])
def test_a_secret_that_nobody_drew_says_nothing_of_the_platform(
    campus: Campus, browser: FlaskClient, db_session: scoped_session[DbSession], school: Any
) -> None:
    """The cookie lets them in, and nobody else of the school is asked for it from then on."""
    launch = Launch(campus, browser, **school)
    kept = Kept(launch, launch.form(), "")
    kept.form.fields["secret"] = "x"
    assert_let_in(kept.arrive())
    assert not platform(db_session, kept).has_storage


@pytest.mark.parametrize("how", ["secret", "confirmed"])
def test_one_proof_sent_many_times_at_once(campus: Campus, how: str) -> None:
    kept, ready = keeping(campus), Barrier(4)
    form = kept.form.fields | {how: kept.secret}

    def go(_: int) -> str | None:
        client = campus.app.test_client(use_cookies=False)
        ready.wait(timeout=10)
        return Page(client.post(PROOF, base_url=BASE, data=form, headers=OWN)).error_code

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(go, range(4)))
    assert sorted(codes, key=str) == [None, *["launch_replayed"] * 3]


def test_the_secret_of_another_login(campus: Campus, kept: Kept) -> None:
    assert_asked(kept.prove(secret=keeping(campus).secret))


def test_the_cookie_is_enough(campus: Campus, browser: FlaskClient, log: Log) -> None:
    kept = keeping(campus, browser)
    page = kept.arrive()
    assert_let_in(page, log)
    assert UNKEPT not in page.response.text


def test_a_cookie_that_says_something_else(campus: Campus, browser: FlaskClient, log: Log) -> None:
    kept = keeping(campus, browser)
    name = next(key for _host, _path, key in browser._cookies if "-login-" in key)
    browser.set_cookie(name, "x", secure=True)
    assert_refused(kept.prove(secret=kept.secret), log, "state_elsewhere")


def without_storage(campus: Campus) -> Kept:
    """A login that names no storage, as a stranger can have one by hand."""
    launch = Launch(campus, **MAPLE)
    login = launch.login()
    del login.fields["lti_storage_target"]
    form = launch.visit.authorize(launch.visit.way_on(launch.visit.log_in(login)))
    return Kept(launch, form, "")


def test_a_login_that_keeps_quiet_of_a_storage_that_there_is(campus: Campus, log: Log) -> None:
    assert_let_in(without_storage(campus).arrive(), log)
    kept = keeping(campus)
    assert_let_in(kept.prove(secret=kept.secret), log)
    quiet = without_storage(campus)
    page = quiet.arrive()
    assert_asked(page, "Dana")
    assert not page.soup.select("[data-storage-key]")
    assert_asked(quiet.prove(secret=""))
    assert_let_in(quiet.prove(confirmed="yes"), log)


def test_where_there_is_neither(launch: Launch, log: Log) -> None:
    """Moodle has no storage: the launch is taken (ADR 2), and the page says what will not work."""
    page = launch.send(launch.form())
    assert_let_in(page, log)
    assert UNKEPT in page.response.text
    visitor = arrived(launch.client, page)
    assert UNKEPT not in visitor.get(visitor.place).response.text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": ""}, "launch_incomplete"),
        ({"state": "nobody's"}, "state_unknown"),
        ({"id_token": ""}, "launch_incomplete"),
        ({"id_token": "a.b.c"}, "token_malformed"),
        ({"error": "login_required"}, "platform_error"),
    ],
)
@pytest.mark.parametrize("path", ["/lti/launch", PROOF])
def test_what_proves_nothing_is_refused_before_anybody_is_asked(
    kept: Kept, log: Log, path: str, changes: dict[str, str], code: str
) -> None:
    form = kept.form.fields | {"secret": kept.secret} | changes
    answer = kept.launch.client.post(path, base_url=BASE, data=form, headers=OWN)
    assert_refused(Page(answer), log, code)


def test_the_question_takes_as_long_as_any_launch_may(kept: Kept, log: Log) -> None:
    assert_asked(kept.arrive())
    with later(601):
        assert_refused(kept.prove(secret=kept.secret), log, "state_expired")


def test_a_second_click(kept: Kept, log: Log) -> None:
    assert_let_in(kept.prove(confirmed="yes"), log)
    assert_refused(kept.prove(confirmed="yes"), log, "launch_replayed")


def test_a_second_click_where_cookies_are_kept_meanwhile(
    campus: Campus, browser: FlaskClient, log: Log
) -> None:
    kept = keeping(campus, browser)
    visitor = arrived(browser, kept.prove(secret=kept.secret))
    again = kept.prove(secret=kept.secret)
    assert (again.status, again.location) == (303, visitor.place)


def test_a_platform_that_was_switched_off_meanwhile(campus: Campus, kept: Kept, log: Log) -> None:
    assert_asked(kept.arrive())
    set_enabled(campus, "Maple Street", "disable")
    assert_refused(kept.prove(secret=kept.secret), log, "platform_disabled")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u202eDana", '"><b>'])
def test_a_hostile_name(campus: Campus, name: str) -> None:
    launch = Launch(campus, **MAPLE)
    page = Page(launch.visit.launch(launch.altered({"name": name})))
    assert_asked(page)
    assert name not in page.response.text.replace(escape(name), "") or "<" not in name
    bold = page.soup.select_one("strong bdi")
    assert bold is not None
    assert not bold.find()


def test_a_platform_that_says_no_name(campus: Campus) -> None:
    launch = Launch(campus, **MAPLE)
    quiet = {"name": None, "given_name": None, "family_name": None}
    page = Page(launch.visit.launch(launch.altered(quiet)))
    assert_asked(page)
    assert "Your LMS says" not in page.text


def test_the_question_stands_in_the_lms_alone(campus: Campus, kept: Kept) -> None:
    policy = kept.arrive().response.headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {campus.url}" in policy
    assert "form-action 'self';" in policy


def test_no_other_method(kept: Kept) -> None:
    assert kept.launch.client.get(PROOF, base_url=BASE).status_code == 405
