"""Tools that register themselves: the way there, what is refused, and what they may do then."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms import PracticeLms
from practice_lms.claims import vocabulary as v
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.visiting import Visit
from tests.practice_lms.listener import ListeningTool
from tests.practice_lms.strict_tool import StrictTool

LINK = "http://localhost:8000/registrations/abc"
TOOL = "http://localhost:8000"


def metadata(**changes: Any) -> dict[str, Any]:
    """What a tool posts; changes to its configuration under `configuration`."""
    configuration = {
        "domain": "localhost:8000",
        "target_link_uri": f"{TOOL}/lti/launch",
        "custom_parameters": {"history": "$Context.id.history"},
        "claims": ["iss", "sub", "name"],
        "messages": [
            {"type": "LtiResourceLinkRequest"},
            {"type": "LtiDeepLinkingRequest", "target_link_uri": f"{TOOL}/lti/launch?choose=1"},
        ],
        **changes.pop("configuration", {}),
    }
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": f"{TOOL}/lti/login",
        "redirect_uris": [f"{TOOL}/lti/launch"],
        "client_name": "Another Courtyard",
        "jwks_uri": f"{TOOL}/lti/jwks.json",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": f"{v.SCORE_SCOPE} {v.MEMBERSHIP_SCOPE} openid",
        v.TOOL_CONFIGURATION: configuration,
        **changes,
    }


class Registrar:
    """A tool's end of a registration."""

    def __init__(self, client: FlaskClient, school: School) -> None:
        self.client, self.school = client, school
        page = client.post(f"/{school.slug}/tools", data={"url": LINK})
        assert page.status_code == 200
        frame = BeautifulSoup(page.text, "html.parser").select_one("iframe")
        assert frame is not None
        self.policy = page.headers["Content-Security-Policy"]
        self.address = str(frame["src"])
        query = parse_qs(urlsplit(self.address).query)
        (self.configuration_url,) = query["openid_configuration"]
        (self.token,) = query["registration_token"]

    def configuration(self, token: str | None = None) -> TestResponse:
        return self._open("GET", self.configuration_url, token)

    def post(self, body: Any, token: str | None = None) -> TestResponse:
        return self._open("POST", self.school.registration_url, token, json=body)

    def _open(self, method: str, url: str, token: str | None, **options: Any) -> TestResponse:
        bearer = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return self.client.open(urlsplit(url).path, method=method, headers=bearer, **options)


@pytest.fixture
def registrar(strict_tool: StrictTool, visitor: FlaskClient, school: School) -> Registrar:
    return Registrar(visitor, school)


@pytest.fixture
def registered(registrar: Registrar, visitor: FlaskClient) -> Tool:
    """A tool that has registered itself and was approved."""
    client_id = registrar.post(metadata()).json["client_id"]
    slug = registrar.school.slug
    visitor.post(f"/{slug}/tools/{client_id}", data={"decision": "approve"})
    return registrar.school.tool_of(client_id)


def test_the_tools_link_opens_in_a_frame(registrar: Registrar) -> None:
    assert registrar.address.startswith(f"{LINK}?openid_configuration=http")
    assert registrar.configuration_url.startswith(registrar.school.issuer + "/")
    assert "frame-src 'self' http://localhost:8000;" in registrar.policy
    claims = jwt.decode(registrar.token, options={"verify_signature": False})
    assert claims["scope"] == "reg"
    assert claims["exp"] - claims["iat"] == 3600


def test_a_link_with_a_query_in_a_window(visitor: FlaskClient, school: School) -> None:
    form = {"url": "https://tool.example/register?code=1", "in_window": "1"}
    page = visitor.post(f"/{school.slug}/tools", data=form)
    button = BeautifulSoup(page.text, "html.parser").select_one("[data-open]")
    assert button is not None
    assert str(button["data-open"]).startswith(f"{form['url']}&openid_configuration=")
    assert "https://tool.example" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "tool.example"])
def test_links_that_are_none(visitor: FlaskClient, url: str) -> None:
    assert visitor.post("/wattle-park/tools", data={"url": url}).status_code == 400


def test_the_configuration(registrar: Registrar) -> None:
    school = registrar.school
    found = registrar.configuration().json
    assert found["issuer"] == school.issuer
    assert found["registration_endpoint"] == school.registration_url
    assert found["token_endpoint"] == school.token_url
    platform = found[v.PLATFORM_CONFIGURATION]
    assert platform["product_family_code"] == school.flavour
    assert {m["type"] for m in platform["messages_supported"]} >= {
        "LtiResourceLinkRequest",
        "LtiDeepLinkingRequest",
    }
    assert "Context.id.history" in platform["variables"]
    assert ("ResourceLink.id.history" in platform["variables"]) == (school.flavour == "canvas")


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_only_a_canvas_guards_its_configuration(registrar: Registrar, token: str) -> None:
    expected = {"moodle": 200, "canvas": 401}[registrar.school.flavour]
    assert registrar.configuration(token).status_code == expected


def test_what_comes_back(registrar: Registrar) -> None:
    answer = registrar.post(metadata())
    is_moodle = registrar.school.flavour == "moodle"
    assert answer.status_code == (200 if is_moodle else 201)
    client_id = answer.json["client_id"]
    assert client_id == jwt.decode(registrar.token, options={"verify_signature": False})["sub"]
    assert answer.json["scope"].split() == [
        scope for scope in registrar.school.dialect.SCOPES if scope in metadata()["scope"].split()
    ]
    configuration = answer.json[v.TOOL_CONFIGURATION]
    assert ("deployment_id" in configuration) == is_moodle
    assert configuration["custom_parameters"] == {"history": "$Context.id.history"}


def test_a_token_registers_one_tool(registrar: Registrar) -> None:
    assert registrar.post(metadata()).status_code in (200, 201)
    assert registrar.post(metadata()).status_code == 401
    assert len(registrar.school.registered) == 1


def test_a_refusal_does_not_spend_the_token(registrar: Registrar) -> None:
    assert registrar.post(metadata(client_name="")).status_code == 400
    assert registrar.post(metadata()).status_code in (200, 201)


def test_a_token_lives_for_an_hour(registrar: Registrar) -> None:
    with time_machine.travel(time.time() + 3700, tick=False):
        assert registrar.post(metadata()).status_code == 401


def test_a_token_of_another_school(
    registrar: Registrar, visitor: FlaskClient, lms: PracticeLms
) -> None:
    other = next(s for s in lms.schools if s is not registrar.school)
    answer = Registrar(visitor, other).post(metadata(), registrar.token)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([], "is missing"),
        ({}, "is missing"),
        (metadata(application_type="native"), "application_type"),
        (metadata(token_endpoint_auth_method="none"), "token_endpoint_auth_method"),
        (metadata(response_types=["code"]), "response_types"),
        (metadata(grant_types=["implicit"]), "grant_types"),
        (metadata(client_name=" "), "client_name"),
        (metadata(initiate_login_uri=None), "initiate_login_uri"),
        (metadata(jwks_uri="keys"), "jwks_uri"),
        (metadata(redirect_uris=[]), "redirect_uris"),
        (metadata(redirect_uris="http://localhost:8000"), "redirect_uris"),
        (metadata(configuration={"target_link_uri": "launch"}), "target_link_uri"),
        (metadata(configuration={"custom_parameters": {"a": 1}}), "custom_parameters"),
        (metadata(configuration={"messages": ["LtiResourceLinkRequest"]}), "messages"),
    ],
)
def test_metadata_that_is_refused(registrar: Registrar, body: Any, words: str) -> None:
    answer = registrar.post(body)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")
    assert words in answer.json["error_description"]
    assert registrar.school.registered == []


@pytest.mark.parametrize("domain", ["localhost", "elsewhere.example", None])
def test_a_moodle_compares_the_domain(registrar: Registrar, domain: str | None) -> None:
    answer = registrar.post(metadata(configuration={"domain": domain}))
    assert (answer.status_code == 400) == (registrar.school.flavour == "moodle")


def test_a_tool_is_pending_until_it_is_approved(
    registrar: Registrar, visitor: FlaskClient, strict_tool: StrictTool
) -> None:
    school = registrar.school
    client_id = registrar.post(metadata()).json["client_id"]
    page = f"/{school.slug}/tools"
    assert "Pending" in visitor.get(page).text
    claims = strict_tool.assertion(school, iss=client_id, sub=client_id)
    assert strict_tool.ask(school, v.SCORE_SCOPE, claims=claims).status_code in (400, 401)
    course = f"/{school.slug}/courses/{school.courses[0].key}"
    teacher = school.courses[0].teachers[0].key
    assert "Another Courtyard" not in visitor.get(f"{course}?as={teacher}").text
    visitor.post(f"{page}/{client_id}", data={"decision": "approve"})
    assert "Pending" not in visitor.get(page).text
    assert strict_tool.ask(school, v.SCORE_SCOPE, claims=claims).status_code == 200
    shown = visitor.get(f"{course}?as={teacher}").text
    assert "Add an activity from Another Courtyard" in shown


def launched(lms: PracticeLms, tool: ListeningTool, path: str) -> dict[str, Any]:
    """What arrives from a page, with the audience of the tool that registered itself."""
    walk = Visit(lms=lms.app.test_client(), tool=tool.app.test_client())
    walk.walk(f"{lms.site.base_url}{path}")
    claims: dict[str, Any] = jwt.decode(
        tool.launches[-1]["id_token"], options={"verify_signature": False}
    )
    return claims


def test_it_launches_and_is_told_what_it_asked_for(
    registered: Tool, lms: PracticeLms, tool: ListeningTool, school: School, visitor: FlaskClient
) -> None:
    course = school.courses[0]
    teacher, student = course.teachers[0].key, course.students[0].key
    path = f"/{school.slug}/courses/{course.key}"
    form = {"title": "Clouds", "tool": registered.client_id, "points": "5"}
    assert visitor.post(f"{path}/activities?as={teacher}", data=form).status_code == 303
    claims = launched(lms, tool, f"{path}/activities/{course.links[-1].key}?as={student}")
    assert claims["aud"] == registered.client_id
    assert claims[v.DEPLOYMENT_ID] == registered.deployment_id
    assert claims[v.CUSTOM]["history"] == ""
    assert claims["name"] == course.students[0].name
    assert "email" not in claims
    assert claims[v.AGS]["lineitem"]


def test_deep_linking_goes_to_its_own_address(
    registered: Tool, lms: PracticeLms, tool: ListeningTool, school: School
) -> None:
    course = school.courses[0]
    query = f"as={course.teachers[0].key}&tool={registered.client_id}"
    claims = launched(lms, tool, f"/{school.slug}/courses/{course.key}/deep_linking?{query}")
    assert claims[v.TARGET_LINK_URI] == f"{TOOL}/lti/launch?choose=1"


def test_a_canvas_tells_as_much_as_the_privacy_level_has(
    strict_tool: StrictTool, visitor: FlaskClient, maple_street: School
) -> None:
    level = {"https://canvas.instructure.com/lti/privacy_level": "anonymous"}
    Registrar(visitor, maple_street).post(metadata(configuration=level))
    (tool,) = maple_street.registered
    assert tool.claims == ("iss", "sub")


def test_tools_see_only_their_own_columns(
    registered: Tool, strict_tool: StrictTool, school: School
) -> None:
    claims = strict_tool.assertion(school, iss=registered.client_id, sub=registered.client_id)
    token = strict_tool.ask(school, v.LINE_ITEM_SCOPE, v.SCORE_SCOPE, claims=claims).json
    assert token["scope"] == v.SCORE_SCOPE
    course = school.courses[0]
    item = school.gradebook.items(course)[0]
    path, mark, query = school.dialect.lineitem_url(school, school.tool, item).partition("?")
    url = f"{path}/scores{mark}{query}"
    answer = strict_tool.call(
        school,
        "POST",
        url,
        token=token["access_token"],
        data="{}",
        content_type="application/vnd.ims.lis.v1.score+json",
    )
    assert answer.status_code == 404


def test_a_tool_that_is_removed(
    registered: Tool, school: School, visitor: FlaskClient, strict_tool: StrictTool
) -> None:
    course = school.courses[0]
    claims = strict_tool.assertion(school, iss=registered.client_id, sub=registered.client_id)
    token = strict_tool.ask(school, v.SCORE_SCOPE, claims=claims).json["access_token"]
    path = f"/{school.slug}/courses/{course.key}"
    form = {"title": "Clouds", "tool": registered.client_id}
    visitor.post(f"{path}/activities?as={course.teachers[0].key}", data=form)
    url = f"/{school.slug}/tools/{registered.client_id}"
    assert visitor.post(url, data={"decision": "perhaps"}).status_code == 400
    assert visitor.post(url, data={"decision": "remove"}).status_code == 303
    assert visitor.post(url, data={"decision": "remove"}).status_code == 404
    assert school.access_tokens.find(token) is None
    assert visitor.get(f"{path}/activities/{course.links[-1].key}").status_code == 404
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    ("query", "form", "status"),
    [
        ("as=s501", {"title": "Clouds"}, 403),
        ("as=marama", {"title": " "}, 400),
        ("as=marama", {"title": "Clouds", "tool": "nobody"}, 404),
        ("as=nobody", {"title": "Clouds"}, 404),
        ("as=marama", {"title": "Clouds"}, 303),
    ],
)
def test_activities_by_hand(
    strict_tool: StrictTool,
    visitor: FlaskClient,
    query: str,
    form: dict[str, str],
    status: int,
) -> None:
    answer = visitor.post(f"/wattle-park/courses/5b/activities?{query}", data=form)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("service", "fault"),
    [("configuration", "foreign-issuer"), ("configuration", "no-platform-configuration")],
)
def test_faults_of_the_configuration(registrar: Registrar, service: str, fault: str) -> None:
    right = registrar.configuration().json
    registrar.school.switches.set(service, fault)
    assert registrar.configuration().json != right


def test_faults_of_the_registration(registrar: Registrar) -> None:
    registrar.school.switches.set("registration", "no-client-id")
    assert "client_id" not in registrar.post(metadata()).json
    registrar.school.switches.set("registration", "metadata")
    assert registrar.post(metadata()).json == {"error": "invalid_client_metadata"}
