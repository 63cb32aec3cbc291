"""Launches that must pass and fail, each with a real signature."""

from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from practice_lms.faults import ACCEPTED, FAULTS, REFUSED
from practice_lms.visiting import Form, Visit
from tests.support.cast import Campus, Page, arrived

PAGE = "{url}/{school}/courses/{course}/activities/{link}?as={person}"
WATTLE = {"school": "wattle-park", "course": "5b", "link": "rain", "person": "s501"}


class Launch:
    """One launch, taken step by step so that it can be interfered with."""

    def __init__(self, campus: Campus, **where: str) -> None:
        self.client: FlaskClient = campus.app.test_client(use_cookies=False)
        self.visit = Visit(lms=campus.lms.app.test_client(), tool=self.client)
        self.page = PAGE.format(url=campus.url, **(WATTLE | where))
        self.school = campus.school((WATTLE | where)["school"])

    def form(self) -> Form:
        """The authentication response, ready to be posted."""
        answer = self.visit.log_in(self.visit.initiate(self.page))
        assert answer.status_code == 302, answer.text
        return self.visit.authorize(answer.headers["Location"])

    def send(self, form: Form) -> Page:
        return Page(self.visit.launch(form))

    def with_claims(self, **changes: Any) -> Page:
        """Launch with these claims changed; None takes a claim out."""
        import jwt

        form = self.form()
        claims = jwt.decode(form.fields["id_token"], options={"verify_signature": False})
        claims = {k: v for k, v in (claims | changes).items() if v is not None}
        form.fields["id_token"] = self.school.sign(claims)
        return self.send(form)


@pytest.fixture
def launch(campus: Campus) -> Launch:
    return Launch(campus)


@pytest.mark.parametrize("person", ["s501", "marama"])
@pytest.mark.parametrize("name", list(FAULTS))
def test_fault(campus: Campus, name: str, person: str) -> None:
    step = Launch(campus, person=person)
    step.page += f"&fault={name}"
    page = Page(step.visit.walk(step.page))
    if FAULTS[name].expects == REFUSED:
        assert 400 <= page.status < 500, page.text
        assert page.error_code
    elif FAULTS[name].expects == ACCEPTED:
        assert (page.status, page.error_code) == (200, None)
    else:
        assert page.status < 500


def test_the_same_launch_twice_is_refused(launch: Launch) -> None:
    form = launch.form()
    assert launch.send(form).status == 200
    again = launch.send(form)
    assert (again.status, again.error_code) == (400, "launch_replayed")


def test_a_nonce_of_another_login_is_refused(campus: Campus) -> None:
    first, second = Launch(campus), Launch(campus)
    one, two = first.form(), second.form()
    one.fields["id_token"] = two.fields["id_token"]
    assert first.send(one).error_code == "token_nonce"


@pytest.mark.parametrize("claim", ["exp", "iat", "nonce", "iss", "aud"])
def test_a_token_without_a_required_claim_is_refused(launch: Launch, claim: str) -> None:
    page = launch.with_claims(**{claim: None})
    assert page.status in (400, 403)
    assert page.error_code.startswith("token_")


@pytest.mark.parametrize(
    ("ahead", "taken"), [(30, True), (58, True), (120, False), (-86_400, False)]
)
def test_the_platforms_clock(launch: Launch, ahead: int, taken: bool) -> None:
    import time

    page = launch.with_claims(iat=int(time.time()) + ahead, exp=int(time.time()) + ahead + 300)
    assert (page.status == 200) is taken, page.error_code


@pytest.mark.parametrize(("late", "taken"), [(1, True), (55, True), (75, False)])
def test_expired_by(launch: Launch, late: int, taken: bool) -> None:
    import time

    page = launch.with_claims(iat=int(time.time()) - 100, exp=int(time.time()) - late)
    assert (page.status == 200) is taken, page.error_code


def test_a_token_for_ten_years_is_refused(launch: Launch) -> None:
    import time

    assert launch.with_claims(exp=int(time.time()) + 315_360_000).error_code == "token_times"


def test_audiences(campus: Campus) -> None:
    ours = campus.school().client_id
    cases = [
        (["someone", ours], ours, True),
        ([ours], None, True),
        (["someone", ours], None, False),
        ([ours], "someone", False),
        (["someone"], None, False),
    ]
    for audience, party, taken in cases:
        page = Launch(campus).with_claims(aud=audience, azp=party)
        assert (page.status == 200) is taken, (audience, party, page.error_code)


@pytest.mark.parametrize(
    "uri", [None, "https://elsewhere.example/lti/launch", "http://localhost/x"]
)
def test_a_target_that_is_not_the_logins_is_refused(launch: Launch, uri: str | None) -> None:
    page = launch.with_claims(**{"https://purl.imsglobal.org/spec/lti/claim/target_link_uri": uri})
    assert page.error_code in ("target_changed", "message_incomplete")


def test_a_login_that_leads_elsewhere_is_refused(launch: Launch) -> None:
    form = launch.visit.initiate(launch.page)
    form.fields["target_link_uri"] = "https://elsewhere.example/"
    page = Page(launch.visit.log_in(form))
    assert (page.status, page.error_code) == (400, "target_not_ours")


def test_keys_of_another_platform_are_refused(campus: Campus) -> None:
    import jwt

    step = Launch(campus)
    form = step.form()
    claims = jwt.decode(form.fields["id_token"], options={"verify_signature": False})
    form.fields["id_token"] = campus.school("maple-street").sign(claims)
    assert step.send(form).error_code == "token_key_unknown"


def test_schools_on_one_issuer_never_meet(campus: Campus) -> None:
    first = campus.visit("wattle-park", "s501", "5b/rain")
    second = campus.visit("acacia-road", "s501", "5b/rain")
    assert first.place != second.place
    path = first.start_topic()
    assert second.get(path).status == 404
    assert second.get(first.place).status == 404


def test_keys_that_rotate_are_fetched_again(campus: Campus) -> None:
    campus.visit("wattle-park", "s501", "5b/rain")
    campus.school().rotate_keys()
    with _later(90):
        campus.visit("wattle-park", "s502", "5b/rain")


def _later(seconds: int) -> Any:
    import time

    return time_machine.travel(time.time() + seconds, tick=True)


def test_a_disabled_platform_is_refused_and_its_sessions_end(campus: Campus) -> None:
    visitor = campus.visit("wattle-park", "s501", "5b/rain")
    runner = campus.app.test_cli_runner()
    number = next(
        line.split()[0]
        for line in runner.invoke(args=["platforms", "list"]).output.splitlines()
        if "Wattle Park" in line
    )
    assert runner.invoke(args=["platforms", "disable", number]).exit_code == 0
    assert visitor.get(visitor.place).error_code == "session_expired"
    answer = Page(Launch(campus).visit.walk(Launch(campus).page))
    assert (answer.status, answer.error_code) == (403, "platform_disabled")


def test_unknown_platform_and_missing_fields(client: FlaskClient) -> None:
    page = Page(client.post("/lti/login", data={"iss": "https://nobody.example"}))
    assert (page.status, page.error_code) == (400, "login_incomplete")
    form = {
        "iss": "https://nobody.example",
        "login_hint": "1",
        "target_link_uri": "http://localhost/lti/launch",
    }
    page = Page(client.post("/lti/login", data=form))
    assert (page.status, page.error_code) == (403, "unknown_platform")
    assert Page(client.post("/lti/launch")).error_code == "launch_incomplete"
    page = Page(client.post("/lti/launch", data={"state": "x", "id_token": "y"}))
    assert page.error_code == "state_unknown"


def test_a_launch_in_two_steps_too_far_apart(launch: Launch) -> None:
    form = launch.form()
    with _later(700):
        assert launch.send(form).error_code == "state_expired"


def test_the_answer_lets_only_this_lms_frame_it(campus: Campus) -> None:
    page = campus.visit("wattle-park", "s501", "5b/rain").first
    policy = page.response.headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {campus.url}")
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_the_cookie_opens_pages_and_forms_of_our_own_only(campus: Campus) -> None:
    client = campus.app.test_client()
    client.set_cookie("__Host-courtyard", "", domain="localhost")
    visitor = campus.visit("wattle-park", "s501", "5b/rain")
    cookie = {"Cookie": f"__Host-courtyard={visitor.token}"}
    plain = campus.app.test_client(use_cookies=False)
    opened = plain.get(visitor.place, headers=cookie | {"Sec-Fetch-Mode": "navigate"})
    assert opened.status_code == 200
    assert plain.get(visitor.place, headers=cookie | {"Sec-Fetch-Mode": "cors"}).status_code == 401
    new = Page(
        plain.get(f"{visitor.place}/topics/new", headers=cookie | {"Sec-Fetch-Mode": "navigate"})
    )
    form = {name: new.value(name) for name in ("csrf_token", "submission_key")}
    form |= {"title": "Plain", "source": "No script."}
    sent = cookie | {"Sec-Fetch-Mode": "navigate"}
    where = f"{visitor.place}/topics"
    assert (
        plain.post(where, data=form, headers=sent | {"Sec-Fetch-Site": "cross-site"}).status_code
        == 401
    )
    without = form | {"csrf_token": "wrong"}
    own = sent | {"Sec-Fetch-Site": "same-origin"}
    assert plain.post(where, data=without, headers=own).status_code == 401
    assert plain.post(where, data=form, headers=own).status_code == 303


def test_a_session_ends_idle_and_absolutely(campus: Campus) -> None:
    visitor = campus.visit("wattle-park", "s501", "5b/rain")
    with _later(2 * 3600):
        assert visitor.get(visitor.place).status == 200
    with _later(4 * 3600):
        assert visitor.get(visitor.place).status == 200
    with _later(8 * 3600):
        assert visitor.get(visitor.place).error_code == "session_expired"


def test_arrived_names_the_class(campus: Campus) -> None:
    client = campus.app.test_client(use_cookies=False)
    step = Launch(campus)
    page = arrived(client, Page(step.visit.walk(step.page))).first
    assert page.title == "Rain discussion"
    assert "Nobody has written yet" in page.text
