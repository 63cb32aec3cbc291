"""Each school says what its kind of LMS says: names and shapes of the claims."""

import re
import uuid

import pytest
import time_machine

from practice_lms import PracticeLms
from practice_lms.claims import vocabulary as v
from practice_lms.school import School

# The claims of a resource link launch, as captured from a Moodle 4.5.
MOODLE_CLAIMS = {
    "nonce",
    "iat",
    "exp",
    "iss",
    "aud",
    v.DEPLOYMENT_ID,
    v.TARGET_LINK_URI,
    "sub",
    v.LIS,
    v.ROLES,
    v.CONTEXT,
    v.MESSAGE_TYPE,
    v.RESOURCE_LINK,
    v.BASIC_OUTCOME,
    "given_name",
    "family_name",
    "name",
    v.EXT,
    "email",
    v.LAUNCH_PRESENTATION,
    v.TOOL_PLATFORM,
    v.VERSION,
    v.CUSTOM,
    v.AGS,
    v.NRPS,
}

MOODLE_MEMBERS = {
    v.LIS: {"person_sourcedid", "course_section_sourcedid"},
    v.CONTEXT: {"id", "label", "title", "type"},
    v.RESOURCE_LINK: {"title", "description", "id"},
    v.BASIC_OUTCOME: {"lis_result_sourcedid", "lis_outcome_service_url"},
    v.EXT: {"user_username", "lms"},
    v.LAUNCH_PRESENTATION: {"locale", "document_target", "return_url"},
    v.TOOL_PLATFORM: {"product_family_code", "version", "guid", "name", "description"},
    v.AGS: {"scope", "lineitems", "lineitem"},
    v.NRPS: {"context_memberships_url", "service_versions"},
}

# Those of a Canvas beyond what both send.
CANVAS_CLAIMS = (MOODLE_CLAIMS - {v.EXT, v.BASIC_OUTCOME}) | {
    "azp",
    "locale",
    "picture",
    "errors",
    v.LTI_1P1,
    v.LTI_11_USER_ID,
    v.GROUPS,
    v.NOTIFICATIONS,
    "https://www.instructure.com/placement",
}

PERSONAL = {"name", "given_name", "family_name", "email", "picture"}


def test_wattle_park_sends_the_claims_of_a_moodle(wattle_park: School) -> None:
    claims = wattle_park.claims_for("s501", "5b/rain")
    assert set(claims) == MOODLE_CLAIMS
    assert {name: set(claims[name]) for name in MOODLE_MEMBERS} == MOODLE_MEMBERS
    assert claims[v.CONTEXT]["type"] == ["CourseSection"]
    assert claims[v.TOOL_PLATFORM]["product_family_code"] == "moodle"


def test_maple_street_sends_the_claims_of_a_canvas(maple_street: School) -> None:
    claims = maple_street.claims_for("m501", "5-rivera/snow")
    assert set(claims) == CANVAS_CLAIMS
    assert claims["azp"] == claims["aud"] == "10000000000001"
    assert claims[v.CONTEXT]["type"] == [
        "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"
    ]
    assert claims[v.CONTEXT]["errors"] == {"errors": {}}
    assert claims[v.TOOL_PLATFORM]["product_family_code"] == "canvas"


@pytest.mark.parametrize(
    ("slug", "person", "link", "lifetime"),
    [("wattle-park", "s501", "5b/rain", 60), ("maple-street", "m501", "5-rivera/snow", 3600)],
)
def test_lifetimes_differ(
    lms: PracticeLms, slug: str, person: str, link: str, lifetime: int
) -> None:
    with time_machine.travel(1_795_000_000, tick=False):
        claims = lms.school(slug).claims_for(person, link)
    assert claims["iat"] == 1_795_000_000
    assert claims["exp"] - claims["iat"] == lifetime


def test_a_moodle_has_numbers_for_ids(wattle_park: School) -> None:
    claims = wattle_park.claims_for("s501", "5b/rain")
    ids = claims["sub"], claims[v.CONTEXT]["id"], claims[v.RESOURCE_LINK]["id"]
    assert all(isinstance(each, str) and each.isdigit() for each in ids)


def test_a_canvas_has_opaque_ids(maple_street: School) -> None:
    claims = maple_street.claims_for("m501", "5-rivera/snow")
    for each in (claims["sub"], claims[v.RESOURCE_LINK]["id"]):
        assert str(uuid.UUID(each)) == each
    assert re.fullmatch("[0-9a-f]{40}", claims[v.CONTEXT]["id"])


def test_unknown_variables_stay_as_written(wattle_park: School, maple_street: School) -> None:
    moodle = wattle_park.claims_for("s501", "5b/rain")[v.CUSTOM]
    assert moodle["resource_link_id_history"] == "$ResourceLink.id.history"
    assert moodle["context_id_history"] == ""
    canvas = maple_street.claims_for("m501", "5-rivera/snow")[v.CUSTOM]
    assert canvas == {"resource_link_id_history": "", "context_id_history": ""}


def test_the_nameless_have_no_personal_claims(school: School) -> None:
    course = school.courses[0]
    nameless = next(person for person in course.students if person.name is None)
    assert not PERSONAL & set(school.claims_for(nameless, course.links[0]))


def test_a_single_name_has_an_empty_family_name(wattle_park: School) -> None:
    claims = wattle_park.claims_for("s511", "5b/rain")
    assert (claims["name"], claims["given_name"], claims["family_name"]) == ("Sóley", "Sóley", "")


def test_a_parent_is_the_mentor_of_one_child(school: School) -> None:
    course = school.courses[0]
    parent = course.mentors[0]
    claims = school.claims_for(parent, course.links[0])
    assert v.MENTOR in claims[v.ROLES]
    assert claims[v.ROLE_SCOPE_MENTOR] == [course.students[0].user_id]


def test_roles(wattle_park: School, maple_street: School) -> None:
    def roles(school: School, person: str, link: str) -> list[str]:
        named: list[str] = school.claims_for(person, link)[v.ROLES]
        return named

    assert roles(wattle_park, "marama", "5b/rain") == [v.INSTRUCTOR]
    assert roles(wattle_park, "s501", "5b/rain") == [v.LEARNER]
    assert v.INSTITUTION + "#Administrator" in roles(wattle_park, "beatrice", "5b/rain")
    assert v.TEACHING_ASSISTANT in roles(maple_street, "dana", "5-rivera/snow")
    # An administrator of a Canvas has no role in the course.
    assert not any(v.MEMBERSHIP in role for role in roles(maple_street, "winston", "6-chen/fair"))


def test_a_line_item_only_where_there_are_points(school: School) -> None:
    course = school.courses[0]
    for link in course.links:
        endpoint = school.claims_for(course.students[0], link)[v.AGS]
        assert ("lineitem" in endpoint) == (link.points is not None)


def test_what_the_caller_chooses(school: School) -> None:
    course = school.courses[0]
    claims = school.claims_for(
        course.students[0],
        course.links[0],
        nonce="n1",
        target_link_uri="http://tool.test/other",
        document_target="window",
    )
    assert claims["nonce"] == "n1"
    assert claims[v.TARGET_LINK_URI] == "http://tool.test/other"
    assert claims[v.LAUNCH_PRESENTATION]["document_target"] == "window"


@pytest.mark.parametrize(("person", "link"), [("nobody", "5b/rain"), ("s501", "5b/nothing")])
def test_unknown_people_and_links(wattle_park: School, person: str, link: str) -> None:
    with pytest.raises(KeyError):
        wattle_park.claims_for(person, link)
