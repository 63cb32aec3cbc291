"""A launch taken step by step, so that it can be interfered with; and what a refusal looks like."""

import base64
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import jwt
import time_machine
from flask.testing import FlaskClient

from practice_lms.school import School
from practice_lms.visiting import Form, Visit
from tests.support.cast import BASE, Campus, Page

Log = list[Mapping[str, Any]]

WHERE = {"school": "wattle-park", "course": "5b", "link": "rain", "person": "s501"}


class Launch:
    """One launch by the practice LMS, in a browser that keeps no cookies unless one is given."""

    def __init__(self, campus: Campus, client: FlaskClient | None = None, **where: str) -> None:
        self.where = WHERE | where
        self.client = client or campus.app.test_client(use_cookies=False)
        self.visit = Visit(lms=campus.lms.app.test_client(), tool=self.client)
        self.school = campus.school(self.where["school"])
        self.page = "{url}/{school}/courses/{course}/activities/{link}?as={person}".format(
            url=campus.url, **self.where
        )

    def login(self) -> Form:
        """The login initiation, ready to be posted."""
        return self.visit.initiate(self.page)

    def form(self) -> Form:
        """The authentication response, ready to be posted."""
        answer = self.visit.log_in(self.login())
        return self.visit.authorize(self.visit.way_on(answer))

    def send(self, form: Form) -> Page:
        """Post the authentication response."""
        return Page(self.visit.confirm(form, self.visit.launch(form)))

    def altered(self, changes: Mapping[str, Any], **how: Any) -> Form:
        """The response with these claims changed and signed anew; None takes a claim out."""
        form = self.form()
        claims = {**claims_of(form), **changes}
        kept = {name: value for name, value in claims.items() if value is not None}
        token = self.school.sign(kept, **how) if how else signed(self.school, kept)
        return with_token(form, token)

    def with_claims(self, changes: Mapping[str, Any], **how: Any) -> Page:
        """Launch with these claims changed."""
        return self.send(self.altered(changes, **how))


def register_again(campus: Campus, school: School, **changes: str) -> None:
    """Change the school's registration, by the command that an administrator would use."""
    entry = school.registration
    names = ("name", "issuer", "client_id", "auth_login_url", "auth_token_url", "key_set_url")
    options = {name: entry[name] for name in names} | changes
    args = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    args += [f"--deployment-id={each}" for each in entry["deployment_ids"]]
    result = campus.app.test_cli_runner().invoke(args=["platforms", "add", *args])
    assert result.exit_code == 0, result.output


def set_enabled(campus: Campus, name: str, command: str) -> None:
    """Switch a platform on or off, by the command that an administrator would use."""
    runner = campus.app.test_cli_runner()
    lines = runner.invoke(args=["platforms", "list"]).output.splitlines()
    number = next(line.split()[0] for line in lines if name in line)
    result = runner.invoke(args=["platforms", command, number])
    assert result.exit_code == 0, result.output


def claims_of(form: Form) -> dict[str, Any]:
    """What the token of a response claims."""
    claims: dict[str, Any] = jwt.decode(
        form.fields["id_token"], options={"verify_signature": False}
    )
    return claims


def with_token(form: Form, token: str) -> Form:
    """The same response with another token."""
    return replace(form, fields=form.fields | {"id_token": token})


def encoded(part: object) -> str:
    """One part of a token; bytes as they are, anything else as JSON."""
    data = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(school: School, body: object) -> str:
    """A token of the school over any body at all: bytes, or JSON that keeps lone surrogates."""
    message = f"{encoded({'alg': 'RS256', 'kid': school.key.kid})}.{encoded(body)}"
    signature = jwt.get_algorithm_by_name("RS256").sign(message.encode(), school.key.private)
    return f"{message}.{encoded(signature)}"


def assert_refused(page: Page, log: Log, *codes: str) -> None:
    """A page that says what to do next, its code, and one line of the log that has it too."""
    assert 400 <= page.status < 500, f"{page.status}: {page.text}"
    assert page.error_code in (codes or {page.error_code}), page.text
    assert page.error_code
    assert page.error_code in page.text
    assert len(page.text) > len(page.title) + len(page.error_code) + 30, "no advice"
    assert "no-store" in page.response.headers["Cache-Control"]
    assert not page.soup.select("meta[name=courtyard-session]")
    assert [line["code"] for line in refusals(log)] == [page.error_code]


def assert_let_in(page: Page, log: Log = ()) -> None:  # type: ignore[assignment]
    """The first page, with a token for our script, and no complaint in the log."""
    assert page.status == 200, f"{page.status} {page.error_code}: {page.text}"
    assert page.error_code is None
    assert page.soup.select_one("meta[name=courtyard-session]")["content"]
    assert not refusals(log)


def refusals(log: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The lines about refused launches. A fault of our own never belongs here."""
    assert not [line for line in log if line["event"] == "fault"]
    return [line for line in log if line["event"] == "launch_refused"]


def later(seconds: float) -> Any:
    """A block in which the clock is ahead by so much, and goes on."""
    return time_machine.travel(time.time() + seconds, tick=True)


def cookie_client(campus: Campus) -> FlaskClient:
    """A browser that keeps our cookies."""
    return campus.app.test_client()


def cookie_of(client: FlaskClient) -> str:
    """The session token that a browser's cookie holds, or ""."""
    cookie = client.get_cookie("__Host-courtyard", "localhost")
    return cookie.value if cookie else ""


def open_by_cookie(client: FlaskClient, path: str, **headers: str) -> Page:
    """Open a page as the address bar or a reload does: no script, so no bearer token."""
    sent = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Page(client.get(path, base_url=BASE, headers=sent))
