"""Whom a token is for, and whom it is from."""

from typing import Any

import pytest

from tests.lti.steps import Launch, Log, assert_let_in, assert_refused

OURS = "our client id"


def fill(value: Any, ours: str) -> Any:
    if isinstance(value, list):
        return [fill(each, ours) for each in value]
    return ours if value == OURS else value


@pytest.mark.parametrize(
    ("audience", "party"),
    [
        (OURS, None),
        (OURS, OURS),
        ([OURS], None),
        ([OURS], OURS),
        ([OURS, OURS], None),
        (["other", OURS], OURS),
        ([OURS, "other"], OURS),
        (["a", "b", OURS, "c"], OURS),
    ],
)
def test_let_in(launch: Launch, log: Log, audience: Any, party: Any) -> None:
    ours = launch.school.client_id
    changes = {"aud": fill(audience, ours), "azp": fill(party, ours)}
    assert_let_in(launch.with_claims(changes), log)


@pytest.mark.parametrize(
    ("audience", "party"),
    [
        ("other", None),
        (["other"], None),
        (["other"], OURS),
        ([OURS, "other"], None),
        (["other", OURS], "other"),
        ([OURS], "other"),
        (OURS, "other"),
        (OURS, ""),
        (OURS, [OURS]),
        (OURS, 0),
        (OURS + " ", None),
        ([], None),
        ([[OURS]], None),
        ({OURS: OURS}, None),
        ([OURS, 7], None),
        (7, None),
        ("", None),
    ],
)
def test_refused(launch: Launch, log: Log, audience: Any, party: Any) -> None:
    ours = launch.school.client_id
    changes = {"aud": fill(audience, ours), "azp": fill(party, ours)}
    page = launch.with_claims(changes)
    assert_refused(page, log, "token_audience", "token_malformed", "token_claim_missing")


@pytest.mark.parametrize("issuer", ["https://elsewhere.example", "", ["it"], 7, {"a": 1}])
def test_another_issuer(launch: Launch, log: Log, issuer: Any) -> None:
    assert_refused(launch.with_claims({"iss": issuer}), log, "token_issuer", "token_malformed")


def test_an_issuer_that_only_begins_alike(launch: Launch, log: Log) -> None:
    page = launch.with_claims({"iss": launch.school.issuer + "/"})
    assert_refused(page, log, "token_issuer")
    assert page.status == 403


@pytest.mark.parametrize("claim", ["exp", "iat", "nonce", "iss", "aud"])
def test_a_required_claim_is_missing(launch: Launch, log: Log, claim: str) -> None:
    assert_refused(launch.with_claims({claim: None}), log, "token_claim_missing")
