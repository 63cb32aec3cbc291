"""What a stranger may say in a registration: read, or refused by its code; never believed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lti import openid_configuration, tool_configuration
from app.lti.openid_configuration import PLATFORM, OpenidConfiguration
from app.lti.unregistered import OBSTACLES, Unregistered

AT = "https://moodle.example.org/mod/lti/openid-configuration.php"
HERE = "https://moodle.example.org"
GOOD: dict[str, Any] = {
    "issuer": HERE,
    "authorization_endpoint": f"{HERE}/auth",
    "token_endpoint": f"{HERE}/token",
    "jwks_uri": f"{HERE}/keys",
    "registration_endpoint": f"{HERE}/register",
    "scopes_supported": ["openid"],
    PLATFORM: {"product_family_code": "moodle", "messages_supported": []},
}
CANVAS = {
    "issuer": "https://canvas.instructure.com",
    "authorization_endpoint": "https://sso.canvaslms.com/api/lti/authorize_redirect",
    "token_endpoint": "https://sso.canvaslms.com/login/oauth2/token",
    "jwks_uri": "https://sso.canvaslms.com/api/lti/security/jwks",
    "registration_endpoint": "https://learn.school.example/api/lti/registrations",
}
BLACKBOARD = {
    "issuer": "https://blackboard.com",
    "authorization_endpoint": "https://developer.blackboard.com/api/v1/gateway/oidcauth",
    "token_endpoint": "https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken",
    "jwks_uri": "https://developer.blackboard.com/.well-known/jwks.json",
    "registration_endpoint": "https://developer.blackboard.com/api/v1/gateway/registerLti",
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def read(document: Any, url: str = AT) -> OpenidConfiguration:
    return openid_configuration.read(document, url, allow_local=False)


def code_of(document: Any, url: str = AT) -> str:
    with pytest.raises(Unregistered) as caught:
        read(document, url)
    return caught.value.code


def test_a_plain_one() -> None:
    assert read(GOOD).jwks_uri == f"{HERE}/keys"
    assert read(GOOD).frame_origins == []


@given(json_values)
def test_any_json_is_a_configuration_or_a_refusal(document: Any) -> None:
    assert code_of(document) in OBSTACLES


@given(st.sampled_from([*GOOD, "claims_supported", "response_types_supported"]), json_values)
def test_any_field_of_a_configuration(field: str, value: Any) -> None:
    try:
        found = read(GOOD | {field: value})
    except Unregistered as problem:
        assert problem.code in OBSTACLES
    else:
        assert found.issuer == HERE
        assert tool_configuration.client("https://tool.example", "x", found)["scope"] in (
            "openid",
            "",
        )


@given(json_values | st.dictionaries(st.sampled_from(["client_id", "x"]), json_values))
def test_any_answer_is_a_client_or_a_refusal(document: Any) -> None:
    try:
        client_id, deployment_id = tool_configuration.registered(document)
    except Unregistered as problem:
        assert problem.code == "registration_malformed"
    else:
        assert 0 < len(client_id) <= 255
        assert len(deployment_id) <= 255


@pytest.mark.parametrize(
    ("client_id", "read_as"),
    [("a", "a"), (17, "17"), (0, "0"), (10000000000042, "10000000000042")],
)
def test_a_client_id_is_text_or_a_number(client_id: Any, read_as: str) -> None:
    assert tool_configuration.registered({"client_id": client_id}) == (read_as, "")


@pytest.mark.parametrize("client_id", ["", " ", " a", "a\n", "x" * 256, True, -1, 1.5, None, [1]])
def test_a_client_id_that_is_none(client_id: Any) -> None:
    with pytest.raises(Unregistered):
        tool_configuration.registered({"client_id": client_id})


@pytest.mark.parametrize(
    "issuer",
    [
        "https://other.example.org",
        "https://moodle.example.org.evil.example",
        "https://example.org",
        "https://moodle.example.org:8443",
        "https://moodle.example.org@evil.example",
        "urn:moodle",
        "https://canvas.instructure.com",
        "https://blackboard.com",
    ],
)
def test_another_hosts_issuer(issuer: str) -> None:
    assert code_of(GOOD | {"issuer": issuer}) in ("issuer_elsewhere", "configuration_malformed")


@pytest.mark.parametrize("field", ["authorization_endpoint", "jwks_uri"])
@pytest.mark.parametrize("host", ["evil.example", "moodle.example.org.evil.example", "example.org"])
def test_logins_and_keys_elsewhere(field: str, host: str) -> None:
    assert code_of(GOOD | {field: f"https://{host}/x"}) == "endpoint_elsewhere"


@pytest.mark.parametrize(
    "field", ["authorization_endpoint", "jwks_uri", "token_endpoint", "registration_endpoint"]
)
@pytest.mark.parametrize(
    "address", ["http://moodle.example.org/x", "https://localhost/x", "ftp://moodle.example.org/"]
)
def test_addresses_that_are_not_https(field: str, address: str) -> None:
    assert code_of(GOOD | {field: address}) == "configuration_malformed"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("response_types_supported", ["code"]),
        ("id_token_signing_alg_values_supported", ["HS256"]),
        ("token_endpoint_auth_methods_supported", "private_key_jwt"),
        (PLATFORM, None),
    ],
)
def test_what_is_needed(field: str, value: Any) -> None:
    assert code_of(GOOD | {field: value}) == "configuration_unsupported"


@pytest.mark.parametrize(
    ("vendor", "url"),
    [
        (CANVAS, "https://sso.canvaslms.com/api/lti/security/openid-configuration"),
        (CANVAS, "https://school.instructure.com/api/lti/security/openid-configuration"),
        (BLACKBOARD, "https://developer.blackboard.com/.well-known/openid-configuration"),
    ],
)
def test_vendors_on_hosts_of_their_own(vendor: dict[str, str], url: str) -> None:
    found = read(GOOD | vendor, url)
    assert found.issuer == vendor["issuer"]
    assert any("*" in origin for origin in found.frame_origins)


def test_a_canvas_on_a_schools_own_host_may_frame_the_tool() -> None:
    found = read(GOOD | CANVAS, "https://sso.canvaslms.com/x")
    assert "https://learn.school.example" in found.frame_origins


@pytest.mark.parametrize("vendor", [CANVAS, BLACKBOARD])
@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/openid-configuration",
        "https://evilinstructure.com/x",
        "https://sso.canvaslms.com.evil.example/x",
        "https://blackboard.com.evil.example/x",
        "https://developer.blackboard.com:8443/x",
    ],
)
def test_strangers_that_speak_for_vendors(vendor: dict[str, str], url: str) -> None:
    assert code_of(GOOD | vendor, url) == "issuer_elsewhere"


@pytest.mark.parametrize("vendor", [CANVAS, BLACKBOARD])
def test_a_vendors_keys_elsewhere(vendor: dict[str, str]) -> None:
    url = vendor["authorization_endpoint"]
    document = GOOD | vendor | {"jwks_uri": "https://evil.example/keys"}
    assert code_of(document, url) == "endpoint_elsewhere"


def test_only_what_is_offered_is_asked_for() -> None:
    scope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
    platform = {
        "product_family_code": "Canvas",
        "messages_supported": [
            {"type": "LtiDeepLinkingRequest", "placements": ["assignment_selection", "editor"]}
        ],
    }
    document = GOOD | {
        "scopes_supported": [scope, "more"],
        "claims_supported": ["sub", "name", "email"],
        PLATFORM: platform,
    }
    client = tool_configuration.client("https://tool.example:8443", "logo", read(document))
    assert client["scope"] == scope
    configuration = client[tool_configuration.TOOL]
    assert configuration["domain"] == "tool.example:8443"
    assert configuration["claims"] == ["sub", "name"]
    assert configuration["https://canvas.instructure.com/lti/privacy_level"] == "name_only"
    [message] = configuration["messages"]
    assert message["placements"] == ["assignment_selection"]
