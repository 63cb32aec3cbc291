"""The token endpoint: who proves to be a registered tool gets what it may have, and no more."""

import secrets
import time
from typing import Any

import pytest
import time_machine

from practice_lms import DEFAULT_SCHOOLS, LmsConfig, SchoolConfig, create_lms
from practice_lms.claims import vocabulary as v
from practice_lms.keys import SigningKey
from practice_lms.school import School
from practice_lms.signing import sign
from tests.practice_lms.strict_tool import StrictTool


def test_a_token_for_what_was_asked(strict_tool: StrictTool, school: School) -> None:
    answer = strict_tool.ask(school, v.MEMBERSHIP_SCOPE, v.SCORE_SCOPE)
    assert answer.status_code == 200
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] == 3600
    assert answer.json["scope"].split() == [v.MEMBERSHIP_SCOPE, v.SCORE_SCOPE]
    assert answer.headers["Cache-Control"] == "no-store"
    found = school.access_tokens.find(answer.json["access_token"])
    assert found is not None
    assert found.client_id == school.client_id


def test_only_scopes_that_the_lms_has(strict_tool: StrictTool, wattle_park: School) -> None:
    answer = strict_tool.ask(wattle_park, v.NOTICE_SCOPE, v.SCORE_SCOPE, "openid")
    assert answer.json["scope"] == v.SCORE_SCOPE


@pytest.mark.parametrize("scopes", [(), ("openid",), ("https://scopes.example/everything",)])
def test_nothing_to_grant(strict_tool: StrictTool, school: School, scopes: tuple[str]) -> None:
    answer = strict_tool.ask(school, *scopes)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_scope")


def test_an_audience_in_a_list(strict_tool: StrictTool, school: School) -> None:
    claims = strict_tool.assertion(school, aud=["https://other.example", school.token_url])
    assert strict_tool.ask(school, v.SCORE_SCOPE, claims=claims).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": None},
        {"aud": "https://other.example/token"},
        {"iss": None},
        {"iss": "nobody"},
        {"sub": None},
        {"sub": "nobody"},
        {"jti": None},
        {"exp": None},
        {"iat": None},
        {"exp": 1_000_000_000},
        {"exp": 4_000_000_000},
        {"iat": 4_000_000_000},
        {"exp": "tomorrow"},
    ],
)
def test_assertions_that_do_not_convince(
    strict_tool: StrictTool, school: School, changes: dict[str, Any]
) -> None:
    answer = strict_tool.ask(school, v.SCORE_SCOPE, claims=strict_tool.assertion(school, **changes))
    assert answer.json["error"] == "invalid_client"
    assert answer.status_code == {"wattle-park": 400, "maple-street": 401}[school.slug]
    assert "access_token" not in answer.json


def test_a_jti_works_once(strict_tool: StrictTool, school: School) -> None:
    claims = strict_tool.assertion(school)
    assert strict_tool.ask(school, v.SCORE_SCOPE, claims=claims).status_code == 200
    again = strict_tool.ask(school, v.SCORE_SCOPE, claims=claims)
    assert again.json["error"] == "invalid_client"
    assert "used before" in again.json["error_description"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "unsupported_grant_type"),
        ({"client_assertion_type": "jwt"}, "invalid_request"),
        ({"client_assertion": None}, "invalid_client"),
        ({"client_assertion": "not.a.token"}, "invalid_client"),
    ],
)
def test_requests_that_are_wrong(
    strict_tool: StrictTool, school: School, form: dict[str, Any], error: str
) -> None:
    answer = strict_tool.ask(school, v.SCORE_SCOPE, **form)
    assert answer.status_code in (400, 401)
    assert answer.json["error"] == error


def test_another_tools_key(strict_tool: StrictTool, school: School) -> None:
    strict_tool.key = SigningKey(strict_tool.key.kid, SigningKey.generate().pem)
    answer = strict_tool.ask(school, v.SCORE_SCOPE)
    assert answer.json["error"] == "invalid_client"


@pytest.mark.parametrize(("key", "algorithm"), [(b"secret", "HS256"), (None, "none")])
def test_other_algorithms(
    strict_tool: StrictTool, school: School, key: bytes | None, algorithm: str
) -> None:
    token = sign(
        strict_tool.assertion(school), key, {"kid": strict_tool.key.kid}, algorithm=algorithm
    )
    answer = strict_tool.ask(school, v.SCORE_SCOPE, client_assertion=token)
    assert answer.json["error"] == "invalid_client"


def test_keys_are_kept_and_fetched_again_for_a_new_one(tool_key: SigningKey) -> None:
    lms = create_lms()
    strict_tool, school = StrictTool(lms, tool_key), lms.school("wattle-park")
    for _ in range(3):
        strict_tool.token(school, v.SCORE_SCOPE)
    assert strict_tool.fetches == 1
    strict_tool.key = SigningKey.generate()
    assert strict_tool.ask(school, v.SCORE_SCOPE).json["error"] == "invalid_client"
    strict_tool.published.append(strict_tool.key)
    strict_tool.token(school, v.SCORE_SCOPE)
    assert strict_tool.fetches == 3


def test_a_key_set_that_cannot_be_reached(tool_key: SigningKey) -> None:
    lms = create_lms(LmsConfig(tool_url="http://127.0.0.1:9"))
    strict_tool, school = StrictTool(lms, tool_key), lms.school("wattle-park")
    lms.tool_http.session.adapters.pop("http://127.0.0.1:9")
    answer = strict_tool.ask(school, v.SCORE_SCOPE)
    assert "http://127.0.0.1:9/lti/jwks.json cannot be reached" in answer.json["error_description"]


def test_a_token_ends_after_an_hour(strict_tool: StrictTool, school: School) -> None:
    token = strict_tool.token(school)
    with time_machine.travel(time.time() + 3599, tick=False):
        assert school.access_tokens.find(token)
    with time_machine.travel(time.time() + 3601, tick=False):
        assert school.access_tokens.find(token) is None


def test_two_schools_on_one_issuer_have_tokens_of_their_own(tool_key: SigningKey) -> None:
    """One token endpoint; the client decides whose token it is."""
    annexe = SchoolConfig(
        "annexe", client_id="two", cast="maple-street", issuer_slug="maple-street"
    )
    lms = create_lms(LmsConfig(schools=(*DEFAULT_SCHOOLS, annexe)))
    strict_tool = StrictTool(lms, tool_key)
    first, second = lms.school("maple-street"), lms.school("annexe")
    assert first.token_url == second.token_url
    token = strict_tool.token(second)
    assert second.access_tokens.find(token)
    assert first.access_tokens.find(token) is None


def test_unknown_issuers(strict_tool: StrictTool) -> None:
    answer = strict_tool.lms.app.test_client().post(f"/{secrets.token_hex(4)}/token")
    assert answer.status_code == 404
