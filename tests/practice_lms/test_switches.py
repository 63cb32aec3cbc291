"""Every service can be put out of order, by hand or by a test, and comes back."""

import threading

import pytest
from bs4 import BeautifulSoup
from flask import Response
from flask.testing import FlaskClient

from practice_lms.faults import DEEP_LINKING_FAULTS, FAULTS
from practice_lms.faults.replies import HUGE_BYTES, Call
from practice_lms.faults.services import COMMON, SERVICE_FAULTS
from practice_lms.school import School
from practice_lms.views.switches import SERVICE_WORDS
from tests.practice_lms.strict_tool import StrictTool

KEYS = "/wattle-park/jwks"


@pytest.fixture
def school(strict_tool: StrictTool, wattle_park: School) -> School:
    return wattle_park


def test_a_fault_stays_until_it_is_switched_off(visitor: FlaskClient, school: School) -> None:
    page = "/wattle-park/faults"
    assert visitor.post(page, data={"service": "key_set", "fault": "error"}).status_code == 303
    assert [visitor.get(KEYS).status_code for _ in range(2)] == [500, 500]
    assert visitor.get("/maple-street/jwks").status_code == 200
    soup = BeautifulSoup(visitor.get(page).text, "html.parser")
    selected = soup.select_one("#key_set-fault [selected]")
    assert selected is not None
    assert selected["value"] == "error"
    visitor.post(page, data={"service": "key_set", "fault": ""})
    assert visitor.get(KEYS).status_code == 200


def test_everything_in_order_again(visitor: FlaskClient, school: School) -> None:
    for service in ("key_set", "token"):
        school.switches.set(service, "error")
    visitor.post("/wattle-park/faults")
    assert school.switches.on == {}


def test_a_fault_for_some_requests(visitor: FlaskClient, school: School) -> None:
    form = {"service": "key_set", "fault": "unavailable", "times": "2"}
    visitor.post("/wattle-park/faults", data=form)
    assert [visitor.get(KEYS).status_code for _ in range(3)] == [503, 503, 200]


@pytest.mark.parametrize(
    "form", [{"service": "nothing", "fault": "slow"}, {"service": "token", "fault": "nothing"}]
)
def test_faults_that_there_are_not(visitor: FlaskClient, form: dict[str, str]) -> None:
    assert visitor.post("/wattle-park/faults", data=form).status_code == 400


def test_every_service_and_fault_is_on_the_page(visitor: FlaskClient, school: School) -> None:
    assert set(SERVICE_WORDS) == set(SERVICE_FAULTS)
    soup = BeautifulSoup(visitor.get("/maple-street/faults").text, "html.parser")
    for service, faults in SERVICE_FAULTS.items():
        options = soup.select(f"#{service}-fault option")
        assert [option["value"] for option in options] == ["", *faults]
    assert "Platform storage" not in visitor.get("/wattle-park/faults").text


@pytest.mark.parametrize("fault", COMMON, ids=lambda fault: fault.name)
def test_common_faults(visitor: FlaskClient, school: School, fault: object) -> None:
    right = visitor.get(KEYS)
    name = fault.name  # type: ignore[attr-defined]
    school.switches.set("key_set", name, seconds=0)
    wrong = visitor.get(KEYS)
    if name in ("slow", "drip"):
        assert wrong.data == right.data
    else:
        assert (wrong.status_code, wrong.data, wrong.content_type) != (
            right.status_code,
            right.data,
            right.content_type,
        )


def test_huge_is_as_huge_as_it_says(visitor: FlaskClient, school: School) -> None:
    school.switches.set("key_set", "huge")
    with visitor.get(KEYS, buffered=False) as answer:
        assert sum(len(chunk) for chunk in answer.response) > HUGE_BYTES


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_waiting_ends_when_the_switch_goes_off(school: School, fault: str) -> None:
    """No test needs to wait for a slow answer that it no longer wants."""
    school.switches.set("key_set", fault, seconds=60, times=1)
    switch = school.switches.take("key_set")
    assert switch is not None
    waited: list[bool] = []
    call = Call(school, switch, lambda: Response(b"x" * 200))
    reply = SERVICE_FAULTS["key_set"][fault].reply
    thread = threading.Thread(target=lambda: waited.append(bool(reply(call).get_data())))
    thread.start()
    school.switches.clear()
    thread.join()
    assert waited == [True]


def test_no_wait_is_longer_than_a_minute(school: School) -> None:
    school.switches.set("key_set", "slow", seconds=3600)
    assert school.switches.on["key_set"].seconds == 60


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("refused", {"error": "invalid_client"}),
        ("no-scope", {"error": "invalid_scope"}),
        ("zero-expires-in", {"expires_in": 0}),
        ("text-expires-in", {"expires_in": "soon"}),
        ("fewer-scopes", {"scope": ""}),
    ],
)
def test_faults_of_the_token_endpoint(
    strict_tool: StrictTool, school: School, fault: str, expected: dict[str, object]
) -> None:
    school.switches.set("token", fault)
    answer = strict_tool.ask(school, "https://purl.imsglobal.org/spec/lti-ags/scope/score")
    assert expected.items() <= answer.json.items()


def test_parts_of_a_token_answer_that_are_missing(strict_tool: StrictTool, school: School) -> None:
    for fault, name in (("no-expires-in", "expires_in"), ("no-token", "access_token")):
        school.switches.set("token", fault)
        answer = strict_tool.ask(school, "https://purl.imsglobal.org/spec/lti-ags/scope/score")
        assert answer.status_code == 200
        assert name not in answer.json


def test_tokens_revoked_at_once(strict_tool: StrictTool, school: School) -> None:
    school.switches.set("token", "revoked", times=1)
    course = school.courses[0]
    url = school.dialect.memberships_url(school, school.tool, course)
    assert strict_tool.call(school, "GET", url).status_code == 401
    assert strict_tool.call(school, "GET", url).status_code == 200


def test_all_tokens_revoked_by_hand(
    strict_tool: StrictTool, visitor: FlaskClient, school: School
) -> None:
    token = strict_tool.token(school)
    assert visitor.post("/wattle-park/revocation").status_code == 303
    assert school.access_tokens.find(token) is None


def test_every_fault_of_a_launch_is_on_the_page(visitor: FlaskClient, school: School) -> None:
    soup = BeautifulSoup(visitor.get("/wattle-park/faults").text, "html.parser")
    links = [str(a["href"]) for a in soup.select(".people a")]
    assert len(links) == len(FAULTS) * 2 + len(DEEP_LINKING_FAULTS), "and of work looked at"
    assert {visitor.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("seconds", [float("nan"), -1, 1e9])
def test_waits_that_are_none(school: School, seconds: float) -> None:
    school.switches.set("key_set", "slow", seconds=seconds)
    assert school.switches.on["key_set"].seconds == 60
