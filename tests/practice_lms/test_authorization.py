"""The authorization endpoint trusts nothing that a tool or a browser brings."""

from collections.abc import Callable

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms import DEFAULT_SCHOOLS, LmsConfig, PracticeLms, SchoolConfig, create_lms
from practice_lms.opening import Opening
from practice_lms.school import School
from tests.practice_lms.listener import ListeningTool
from tests.practice_lms.strict_tool import StrictTool

Ask = Callable[..., TestResponse]


def posted(answer: TestResponse) -> tuple[str, dict[str, str]]:
    """The form that an answer makes the browser post: its action and its fields."""
    form = BeautifulSoup(answer.text, "html.parser").select_one("form[data-submit-at-once]")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input")}
    return str(form["action"]), fields


@pytest.fixture
def good(lms: PracticeLms, school: School, tool: ListeningTool) -> dict[str, str]:
    """An authentication request that deserves a token."""
    course = school.courses[0]
    login = lms.hints.login_form(school, Opening(course.students[0], course.links[0]))
    return tool.authorization(login)


@pytest.fixture
def ask(visitor: FlaskClient, school: School, good: dict[str, str]) -> Ask:
    """Ask with some parameters changed, or left out where they are None."""

    def ask(**changes: str | None) -> TestResponse:
        parameters = {**good, **changes}
        query = {name: value for name, value in parameters.items() if value is not None}
        return visitor.get(f"/{school.slug}/auth", query_string=query)

    return ask


def test_a_good_request_gets_a_token(
    ask: Ask, good: dict[str, str], school: School, tool: ListeningTool
) -> None:
    action, fields = posted(ask())
    assert action == school.site.launch_url
    assert fields["state"] == good["state"]
    tool.launches.append(fields)
    assert tool.claims()["nonce"] == good["nonce"]
    assert tool.claims()["sub"] == school.courses[0].students[0].user_id


def test_platform_storage_is_offered_by_canvas_only(ask: Ask, school: School) -> None:
    _, fields = posted(ask())
    expected = "_parent" if school.slug == "maple-street" else None
    assert fields.get("lti_storage_target") == expected


def test_a_post_is_as_good(visitor: FlaskClient, school: School, good: dict[str, str]) -> None:
    _, fields = posted(visitor.post(f"/{school.slug}/auth", data=good))
    assert "id_token" in fields


@pytest.mark.parametrize(
    "redirect_uri",
    [
        None,
        "",
        "https://elsewhere.example/lti/launch",
        "http://localhost:8000/lti/launch/",
        "http://localhost:8000/lti/launch?x=1",
        "http://localhost:8000/lti/LAUNCH",
        "http://localhost:8000/lti/launch#x",
    ],
)
def test_only_the_registered_redirect_uri(ask: Ask, redirect_uri: str | None) -> None:
    answer = ask(redirect_uri=redirect_uri)
    assert answer.status_code == 400
    assert "<form" not in answer.text
    assert "elsewhere.example" not in answer.text


@pytest.mark.parametrize("client_id", [None, "", "unknown"])
def test_only_known_clients(ask: Ask, client_id: str | None) -> None:
    assert ask(client_id=client_id).status_code == 400


def test_a_client_of_another_issuer_is_unknown(
    visitor: FlaskClient, lms: PracticeLms, school: School, good: dict[str, str]
) -> None:
    other = next(each for each in lms.schools if each is not school)
    assert visitor.get(f"/{other.slug}/auth", query_string=good).status_code == 400


@pytest.mark.parametrize(
    ("parameter", "value", "error"),
    [
        ("response_type", "code", "unsupported_response_type"),
        ("response_type", None, "unsupported_response_type"),
        ("response_mode", "query", "invalid_request"),
        ("scope", "openid profile", "invalid_scope"),
        ("prompt", "login", "invalid_request"),
        ("nonce", None, "invalid_request"),
        ("nonce", "", "invalid_request"),
        ("state", None, "invalid_request"),
        ("login_hint", None, "invalid_request"),
        ("login_hint", "1", "login_required"),
        ("lti_message_hint", None, "invalid_request"),
        ("lti_message_hint", "5b/rain", "login_required"),
        ("lti_message_hint", '{"cmid": 4, "launchid": "ltilaunch4_"}', "login_required"),
        ("lti_message_hint", '{"cmid": 4}', "login_required"),
        ("lti_message_hint", "[]", "login_required"),
        ("lti_message_hint", "null", "login_required"),
    ],
)
def test_other_errors_go_back_to_the_tool(
    ask: Ask, school: School, parameter: str, value: str | None, error: str
) -> None:
    action, fields = posted(ask(**{parameter: value}))
    assert action == school.site.launch_url
    assert fields["error"] == error
    assert "id_token" not in fields


def test_state_comes_back_with_an_error(ask: Ask, good: dict[str, str]) -> None:
    _, fields = posted(ask(scope="profile"))
    assert fields["state"] == good["state"]


def test_a_parameter_twice(visitor: FlaskClient, school: School, good: dict[str, str]) -> None:
    _, fields = posted(
        visitor.get(f"/{school.slug}/auth", query_string=[*good.items(), ("nonce", "other")])
    )
    assert fields["error"] == "invalid_request"


def test_somebody_elses_login_hint(ask: Ask, school: School) -> None:
    other = school.courses[0].students[1]
    _, fields = posted(ask(login_hint=school.dialect.login_hint(other)))
    assert fields["error"] == "login_required"


def test_a_changed_message_hint(ask: Ask, good: dict[str, str]) -> None:
    hint = good["lti_message_hint"]
    middle = len(hint) // 2
    changed = hint[:middle] + ("A" if hint[middle] != "A" else "B") + hint[middle + 1 :]
    _, fields = posted(ask(lti_message_hint=changed))
    assert fields["error"] == "login_required"


def test_an_old_message_hint(ask: Ask) -> None:
    with time_machine.travel("2099-01-01", tick=False):
        _, fields = posted(ask())
    assert fields["error"] == "login_required"


def test_state_is_escaped(ask: Ask) -> None:
    answer = ask(state='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert posted(answer)[1]["state"] == '"><script>alert(1)</script>'


def test_unknown_issuers(visitor: FlaskClient) -> None:
    assert visitor.get("/nowhere/auth").status_code == 404


@pytest.mark.parametrize("cast", ["maple-street", "wattle-park"])
def test_two_schools_on_one_issuer(cast: str) -> None:
    """One endpoint and one key set; the client decides the school."""
    annexe = SchoolConfig("annexe", client_id="two", cast=cast, issuer_slug=cast, name="Annexe")
    lms = create_lms(LmsConfig(schools=(*DEFAULT_SCHOOLS, annexe)))
    first, second = lms.school(cast), lms.school("annexe")
    assert first.issuer == second.issuer
    assert first.jwks == second.jwks
    tool = ListeningTool(lms)
    course = second.courses[0]
    login = lms.hints.login_form(second, Opening(course.students[0], course.links[0]))
    _, fields = posted(
        lms.app.test_client().get(f"/{cast}/auth", query_string=tool.authorization(login))
    )
    tool.launches.append(fields)
    claims = tool.claims()
    assert (claims["iss"], claims["aud"], claims["name"]) == (
        first.issuer,
        "two",
        course.students[0].name,
    )
    # A numbering LMS gives both schools the same ids: the tool must keep them apart by client.
    same_ids = first.courses[0].students[0].user_id == course.students[0].user_id
    assert same_ids == (cast == "wattle-park")


def test_a_hint_of_another_school_on_the_issuer(tool: ListeningTool) -> None:
    annexe = SchoolConfig("annexe", client_id="two", cast="wattle-park", issuer_slug="wattle-park")
    lms = create_lms(LmsConfig(schools=(*DEFAULT_SCHOOLS, annexe)))
    course = lms.school("wattle-park").courses[0]
    login = lms.hints.login_form(
        lms.school("wattle-park"), Opening(course.students[0], course.links[0])
    )
    request = {**tool.authorization(login), "client_id": "two"}
    _, fields = posted(lms.app.test_client().get("/wattle-park/auth", query_string=request))
    assert fields["error"] == "login_required"


def test_storage_in_a_named_frame(
    ask: Ask, strict_tool: StrictTool, maple_street: School, lms: PracticeLms, school: School
) -> None:
    maple_street.switches.set("storage", "named-frame")
    course = school.courses[0]
    login = lms.hints.login_form(school, Opening(course.students[0], course.links[0]))
    expected = "platform_lti_storage" if school is maple_street else None
    assert login.get("lti_storage_target") == expected
    assert posted(ask())[1].get("lti_storage_target") == expected
