"""The named faults: each alters a launch, in the way that its name says."""

import re

import jwt
import pytest
import time_machine

from practice_lms.claims import vocabulary as v
from practice_lms.faults import ACCEPTED, EITHER, FAULTS, REFUSED, Fault, Launch
from practice_lms.school import School

NOW = 1_795_000_000


def altered(school: School, name: str = "") -> Launch:
    """A launch at a fixed moment, with a fault if one is named."""
    course = school.courses[0]
    with time_machine.travel(NOW, tick=False):
        claims = school.claims_for(course.students[0], course.links[0], nonce="n1")
    launch = Launch(school, claims, "s1")
    if name:
        FAULTS[name].alter(launch)
    return launch


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_every_fault_changes_what_the_tool_gets(school: School, fault: Fault) -> None:
    changed = altered(school, fault.name).response
    assert changed != altered(school).response
    assert set(changed) - {"lti_storage_target"} <= {"id_token", "state", "error"}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_every_fault_explains_itself(fault: Fault) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", fault.name)
    assert fault.summary.endswith(".")
    assert fault.expects in {REFUSED, ACCEPTED, EITHER}


def test_faults_do_not_leak_into_the_next_launch(school: School) -> None:
    before = altered(school).claims
    for name in FAULTS:
        altered(school, name)
    assert altered(school).claims == before


def test_the_conformance_list_is_covered() -> None:
    """What the 1EdTech conformance guide has a tool refuse and accept."""
    refused = {name for name, fault in FAULTS.items() if fault.expects == REFUSED}
    assert refused >= {
        "no-kid",
        "wrong-kid",
        "wrong-version",
        "no-version",
        "not-lti",
        "no-message-type",
        "no-roles",
        "no-deployment",
        "no-link-id",
        "no-sub",
        "no-iss",
        "no-aud",
        "no-exp",
        "no-iat",
        "no-nonce",
        "no-target",
        "text-iat",
        "text-exp",
    }
    accepted = {name for name, fault in FAULTS.items() if fault.expects == ACCEPTED}
    assert accepted >= {
        "several-roles",
        "short-role",
        "unknown-role",
        "empty-role",
        "only-email",
        "only-names",
        "no-personal-data",
        "no-context",
    }


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("no-version", v.VERSION),
        ("no-sub", "sub"),
        ("no-exp", "exp"),
        ("no-context", v.CONTEXT),
        ("no-resource-link", v.RESOURCE_LINK),
        ("no-personal-data", "email"),
    ],
)
def test_missing_claims(school: School, name: str, claim: str) -> None:
    assert claim in altered(school).claims
    assert claim not in altered(school, name).claims


@pytest.mark.parametrize(
    ("name", "iat", "exp"),
    [("expired", -660, -600), ("clock-ahead", 30, 90), ("clock-behind", -61, -1)],
)
def test_times(school: School, name: str, iat: int, exp: int) -> None:
    claims = altered(school, name).claims
    assert (claims["iat"] - NOW, claims["exp"] - NOW) == (iat, exp)


@pytest.mark.parametrize("name", ["foreign-key", "tampered", "truncated", "alg-none"])
def test_signatures_that_do_not_hold(school: School, name: str) -> None:
    token = altered(school, name).response["id_token"]
    with pytest.raises(jwt.InvalidTokenError):
        jwt.decode(
            token,
            school.key.private.public_key(),
            ["RS256"],
            audience=school.client_id,
            options={"verify_exp": False, "verify_iat": False},
        )


def test_a_foreign_key_claims_to_be_the_platforms(school: School) -> None:
    token = altered(school, "foreign-key").response["id_token"]
    assert jwt.get_unverified_header(token)["kid"] == school.key.kid


def test_an_error_instead_of_a_token(school: School) -> None:
    response = altered(school, "login-required").response
    assert response["error"] == "login_required"
    assert "id_token" not in response


def test_short_roles(school: School) -> None:
    assert altered(school, "short-role").claims[v.ROLES] == ["Learner"]
