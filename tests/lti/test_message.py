"""What a launch says, where a platform says it oddly: an answer in any case, and never a fault."""

from typing import Any

import pytest

from practice_lms.claims import vocabulary as v
from practice_lms.school import School
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, refusals
from tests.support.cast import Campus, Page

ODD: list[Any] = [True, 7, -1.5, "", "$User.id", [], [[]], {}, {"id": {}}, "a\x00b", "\ud800"]
ODD += ["x" * 300, 10**300, [None], {"\x00": "\x00"}]

EVERY_CLAIM = [
    "sub",
    "name",
    "given_name",
    v.MESSAGE_TYPE,
    v.VERSION,
    v.DEPLOYMENT_ID,
    v.ROLES,
    v.CONTEXT,
    v.RESOURCE_LINK,
    v.LAUNCH_PRESENTATION,
    v.CUSTOM,
]


@pytest.mark.parametrize("claim", EVERY_CLAIM, ids=lambda claim: claim.rpartition("/")[2])
def test_any_claim_may_be_odd(campus: Campus, log: Log, claim: str) -> None:
    for value in ODD:
        page = Launch(campus).with_claims({claim: value})
        assert page.status in (200, 400, 403), (value, page.text)
        assert (page.status == 200) is not bool(refusals(log))
        log.clear()


@pytest.mark.parametrize("member", ["id", "title", "label"])
@pytest.mark.parametrize("claim", [v.CONTEXT, v.RESOURCE_LINK], ids=["context", "link"])
def test_any_member_of_a_place_may_be_odd(
    campus: Campus, log: Log, claim: str, member: str
) -> None:
    for value in [None, *ODD]:
        page = Launch(campus).with_claims({claim: {"id": "1", "title": "T", member: value}})
        assert page.status in (200, 400), (value, page.text)
        assert not [line for line in log if line["event"] == "fault"]


@pytest.mark.parametrize("locale", [*ODD, "de", "zh-Hant-TW", "../../etc/passwd", "x" * 99])
def test_any_language_may_be_asked_for(launch: Launch, log: Log, locale: Any) -> None:
    assert_let_in(launch.with_claims({v.LAUNCH_PRESENTATION: {"locale": locale}}), log)


@pytest.mark.parametrize("value", [["LtiResourceLinkRequest"], {"a": 1}, "ltiresourcelinkrequest"])
def test_the_message_type_is_one_of_ours(launch: Launch, log: Log, value: Any) -> None:
    assert_refused(launch.with_claims({v.MESSAGE_TYPE: value}), log, "message_type")


@pytest.mark.parametrize("kind", ["LtiEulaRequest", "DataPrivacyLaunchRequest"])
def test_messages_of_other_kinds_are_not_taken_for_launches(
    launch: Launch, log: Log, kind: str
) -> None:
    assert_refused(launch.with_claims({v.MESSAGE_TYPE: kind}), log, "message_type")


@pytest.mark.parametrize("value", [1.3, "1.3", "1.3.0 ", "1.1.0", ["1.3.0"], {"v": "1.3.0"}])
def test_the_version_is_1_3_0(launch: Launch, log: Log, value: Any) -> None:
    assert_refused(launch.with_claims({v.VERSION: value}), log, "message_version")


@pytest.mark.parametrize("value", ["x" * 256, ["2"], {"id": "2"}, True, 2.0, "\x002", "\ud8002"])
def test_a_deployment_that_is_no_text(launch: Launch, log: Log, value: Any) -> None:
    page = launch.with_claims({v.DEPLOYMENT_ID: value})
    assert_refused(page, log, "message_malformed")


@pytest.mark.parametrize("value", ["3", " 2", "2 ", "02", 3])
def test_an_unknown_deployment(launch: Launch, log: Log, value: Any) -> None:
    page = launch.with_claims({v.DEPLOYMENT_ID: value})
    assert_refused(page, log, "deployment_pending")
    assert page.status == 403


@pytest.mark.parametrize("sub", ["x" * 256, ["29"], {"a": 1}, True, 2.5, "a\x00", "\udfff"])
def test_a_person_whose_id_is_no_text(launch: Launch, log: Log, sub: Any) -> None:
    assert_refused(launch.with_claims({"sub": sub}), log, "message_malformed")


def test_ids_are_compared_whole(campus: Campus) -> None:
    """Two people whose ids differ in the last of 255 characters, or in case, stay two."""
    subs = ["x" * 254 + "a", "x" * 254 + "b", "X" * 254 + "a", "é", "e\u0301", "7 ", "7"]
    pages = [Launch(campus).with_claims({"sub": sub, "name": None}) for sub in subs]
    people = {page.soup.select_one("meta[name=courtyard-person]")["content"] for page in pages}
    assert len(people) == len(subs)


def test_a_number_is_the_same_id_as_its_digits(campus: Campus) -> None:
    pages = [Launch(campus).with_claims({"sub": sub}) for sub in (29, "29")]
    people = {page.soup.select_one("meta[name=courtyard-person]")["content"] for page in pages}
    assert len(people) == 1


def test_the_log_names_the_registration_and_nobody(launch: Launch, log: Log) -> None:
    form = launch.altered({v.DEPLOYMENT_ID: "elsewhere"})
    launch.send(form)
    line = refusals(log)[0]
    school: School = launch.school
    assert (line["issuer"], line["client_id"]) == (school.issuer, school.client_id)
    assert line["log_level"] == "warning"
    person = school.person("s501")
    for secret in (form.fields["id_token"], form.fields["state"], person.name, person.email):
        assert str(secret) not in str(line)


@pytest.mark.parametrize("size", [900_000, 1_100_000])
def test_a_response_far_too_big(launch: Launch, size: int) -> None:
    form = launch.form()
    form.fields["id_token"] = "x" * size
    page: Page = launch.send(form)
    assert page.status in (400, 413)
