"""Third-party initiated login: what is asked for, what is sent on, what is refused."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, refusals, register_again
from tests.support.cast import BASE, Campus, Page


def answer(launch: Launch, method: str = "POST", **changes: str | None) -> TestResponse:
    """Log in with these fields changed; None takes a field out."""
    fields = {**launch.login().fields, **changes}
    sent = {name: value for name, value in fields.items() if value is not None}
    where = {"query_string": sent} if method == "GET" else {"data": sent}
    return launch.client.open("/lti/login", method=method, base_url=BASE, **where)


def query_of(response: TestResponse) -> dict[str, list[str]]:
    assert response.status_code == 302, response.text
    return parse_qs(urlsplit(response.headers["Location"]).query, keep_blank_values=True)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_browser_is_sent_on_by_get(launch: Launch, method: str) -> None:
    asked = launch.login().fields
    sent = query_of(answer(launch, method))
    fixed = {"scope", "response_type", "response_mode", "prompt", "client_id", "redirect_uri"}
    assert {name: sent[name] for name in fixed} == {
        "scope": ["openid"],
        "response_type": ["id_token"],
        "response_mode": ["form_post"],
        "prompt": ["none"],
        "client_id": [asked["client_id"]],
        "redirect_uri": ["http://localhost/lti/launch"],
    }
    assert sent["login_hint"] == [asked["login_hint"]]
    assert set(sent) - fixed == {"login_hint", "lti_message_hint", "state", "nonce"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_launch_follows(launch: Launch, log: Log, method: str) -> None:
    location = answer(launch, method).headers["Location"]
    assert_let_in(launch.send(launch.visit.authorize(location)), log)


def test_each_login_draws_a_new_state_and_nonce(launch: Launch) -> None:
    one, two = query_of(answer(launch)), query_of(answer(launch))
    assert not {*one["state"], *one["nonce"]} & {*two["state"], *two["nonce"]}
    assert len(one["state"][0]) >= 43


@pytest.mark.parametrize(
    "hint", ['{"cmid": 4, "a": "b&c=d+e%20f"}', "ümläut 🦘 #?/", "x" * 16_384, "a=b;c"]
)
def test_hints_come_back_word_for_word(launch: Launch, hint: str) -> None:
    sent = query_of(answer(launch, login_hint=hint, lti_message_hint=hint))
    assert (sent["login_hint"], sent["lti_message_hint"]) == ([hint], [hint])


def test_no_message_hint_is_invented(launch: Launch) -> None:
    assert "lti_message_hint" not in query_of(answer(launch, lti_message_hint=None))


def test_the_query_of_the_platforms_own_address_is_kept(campus: Campus, launch: Launch) -> None:
    own = f"{launch.school.issuer}/auth?tenant=a%26b&empty=&tenant=2"
    register_again(campus, launch.school, auth_login_url=f"{own}#part")
    location = answer(launch).headers["Location"]
    assert location.startswith(f"{own}&")
    assert "#" not in location
    kept = [pair for pair in parse_qsl(urlsplit(location).query) if pair[0] == "tenant"]
    assert kept == [("tenant", "a&b"), ("tenant", "2")]


def test_without_a_client_id_where_the_issuer_has_one_registration(campus: Campus) -> None:
    launch = Launch(campus, school="maple-street", course="5-rivera", link="snow", person="dana")
    quiet = {"client_id": None, "lti_storage_target": None}
    assert query_of(answer(launch, **quiet))["client_id"] == [launch.school.client_id]


@pytest.mark.parametrize("client_id", [None, ""])
def test_without_a_client_id_where_it_has_two(
    launch: Launch, log: Log, client_id: str | None
) -> None:
    page = Page(answer(launch, client_id=client_id))
    assert_refused(page, log, "ambiguous_platform")
    assert page.status == 403


@pytest.mark.parametrize("name", ["iss", "login_hint", "target_link_uri"])
@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_missing_fields(
    launch: Launch, log: Log, method: str, name: str, value: str | None
) -> None:
    assert_refused(Page(answer(launch, method, **{name: value})), log, "login_incomplete")
    assert refusals(log)[0]["detail"] == name


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("iss", 2049),
        ("client_id", 256),
        ("target_link_uri", 2049),
        ("login_hint", 16_385),
        ("lti_message_hint", 16_385),
    ],
)
def test_over_long_fields(launch: Launch, log: Log, name: str, length: int) -> None:
    assert_refused(Page(answer(launch, **{name: "x" * length})), log, "login_incomplete")


@pytest.mark.parametrize(
    "name", ["iss", "client_id", "target_link_uri", "login_hint", "lti_message_hint"]
)
def test_a_nul_is_refused(launch: Launch, log: Log, name: str) -> None:
    assert_refused(Page(answer(launch, **{name: "a\x00b"})), log, "login_incomplete")


@pytest.mark.parametrize("value", ["x" * 5000, "a\x00b", "_parent"])
def test_any_storage_target_will_do(launch: Launch, value: str) -> None:
    page = Page(answer(launch, lti_storage_target=value))
    place = page.soup.select_one("[data-storage-target]")
    assert place is not None
    assert place["data-storage-target"] == value.replace("\x00", "")[:255]
    assert page.links()["Go on"].startswith(f"{launch.school.issuer}/auth?")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", "https://nobody.example"),
        ("iss", "' OR 1=1 --"),
        ("client_id", "nobody"),
        ("iss", "<script>alert(1)</script>"),
    ],
)
def test_an_unknown_platform(launch: Launch, log: Log, name: str, value: str) -> None:
    page = Page(answer(launch, **{name: value}))
    assert_refused(page, log, "unknown_platform")
    assert page.status == 403
    assert refusals(log)[0]["issuer" if name == "iss" else name] == value
    assert "<script>alert" not in page.response.text


def test_the_issuer_is_compared_exactly(launch: Launch, log: Log) -> None:
    page = Page(answer(launch, iss=launch.school.issuer + "/"))
    assert_refused(page, log, "unknown_platform")


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/lti/launch",
        "https://localhost/lti/launch",
        "http://localhost.elsewhere.example/lti/launch",
        "http://localhost@elsewhere.example/",
        "http://localhost:8000/lti/launch",
        "//localhost/lti/launch",
        "/lti/launch",
        "javascript:alert(1)",
        "http://[broken/",
        "http:/localhost/",
    ],
)
def test_a_login_that_leads_elsewhere(launch: Launch, log: Log, target: str) -> None:
    assert_refused(Page(answer(launch, target_link_uri=target)), log, "target_not_ours")


@pytest.mark.parametrize("path", ["/lti/login", "/lti/launch"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(launch: Launch, path: str, method: str) -> None:
    page = Page(launch.client.open(path, method=method))
    assert (page.status, page.error_code) == (405, "wrong_method")


def test_a_login_far_too_big(launch: Launch, log: Log) -> None:
    page = Page(answer(launch, filler="x" * 1_100_000))
    assert (page.status, page.error_code) == (413, "too_large")
