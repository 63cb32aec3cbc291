"""Every launch that the practice LMS knows to get wrong, as a student and as a teacher."""

import pytest

from practice_lms.faults import ACCEPTED, FAULTS, REFUSED
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, refusals
from tests.support.cast import Campus, Page

WHO = ("s501", "marama")
NO_CLASS = {"no-context"}

CODES = {
    "no-kid": "token_key_missing",
    "wrong-kid": "token_key_unknown",
    "foreign-key": "token_signature",
    "foreign-jwk": "token_key_unknown",
    "foreign-jku": "token_key_unknown",
    "alg-none": "token_algorithm",
    "hs256-with-public-key": "token_algorithm",
    "tampered": "token_signature",
    "truncated": "token_malformed",
    "garbage": "token_malformed",
    "login-required": "platform_error",
    "no-state": "launch_incomplete",
    "wrong-state": "state_unknown",
    "no-iss": "token_claim_missing",
    "wrong-iss": "token_issuer",
    "no-aud": "token_claim_missing",
    "wrong-aud": "token_audience",
    "wrong-azp": "token_audience",
    "aud-list-no-azp": "token_audience",
    "no-nonce": "token_claim_missing",
    "wrong-nonce": "token_nonce",
    "no-exp": "token_claim_missing",
    "no-iat": "token_claim_missing",
    "text-exp": "token_malformed",
    "text-iat": "token_times",
    "expired": "token_expired",
    "day-old": "token_times",
    "from-the-future": "token_times",
    "endless": "token_times",
    "no-target": "message_incomplete",
    "foreign-target": "target_changed",
    "wrong-version": "message_version",
    "no-version": "message_version",
    "not-lti": "message_incomplete",
    "no-message-type": "message_type",
    "wrong-message-type": "message_type",
    "no-deployment": "message_incomplete",
    "unknown-deployment": "deployment_pending",
    "no-resource-link": "message_incomplete",
    "no-link-id": "message_incomplete",
    "empty-link-id": "message_incomplete",
    "long-link-id": "message_malformed",
    "list-link": "message_incomplete",
    "no-sub": "person_missing",
    "empty-sub": "person_missing",
    "long-sub": "message_malformed",
    "no-roles": "message_incomplete",
    "text-roles": "message_incomplete",
}


def named(expected: str) -> list[str]:
    return [name for name, fault in FAULTS.items() if fault.expects == expected]


def faulty(campus: Campus, name: str, person: str) -> Page:
    launch = Launch(campus, person=person)
    return Page(launch.visit.walk(f"{launch.page}&fault={name}"))


@pytest.mark.parametrize("person", WHO)
@pytest.mark.parametrize("name", named(REFUSED))
def test_refused(campus: Campus, log: Log, name: str, person: str) -> None:
    assert_refused(faulty(campus, name, person), log, CODES[name])


@pytest.mark.parametrize("person", WHO)
@pytest.mark.parametrize("name", [name for name in named(ACCEPTED) if name not in NO_CLASS])
def test_let_in(campus: Campus, log: Log, name: str, person: str) -> None:
    assert_let_in(faulty(campus, name, person), log)


@pytest.mark.parametrize("person", WHO)
@pytest.mark.parametrize("name", named("either"))
def test_taken_or_refused_but_never_broken(
    campus: Campus, log: Log, name: str, person: str
) -> None:
    page = faulty(campus, name, person)
    assert page.status < 500
    if page.error_code:
        assert_refused(page, log)
    else:
        assert page.status == 200


@pytest.mark.parametrize("person", WHO)
def test_no_class_is_a_page_of_its_own(campus: Campus, log: Log, person: str) -> None:
    page = faulty(campus, "no-context", person)
    assert (page.status, page.error_code) == (200, None)
    assert page.title == "Open Courtyard from a course"
    assert "Go to one of your courses" in page.text
    assert not page.soup.select("meta[name=courtyard-session]")
    assert not refusals(log)


def test_every_refusal_has_a_code_here() -> None:
    assert set(CODES) == set(named(REFUSED))
