"""Names and roles: pages, filters, differences, and whose business they are."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms.claims import vocabulary as v
from practice_lms.faults.services import SERVICE_FAULTS
from practice_lms.school import School
from tests.practice_lms.strict_tool import StrictTool


def memberships_url(school: School) -> str:
    course = school.courses[0]
    claims = school.claims_for(course.students[0], course.links[0])
    return str(claims[v.NRPS]["context_memberships_url"])


def links(answer: TestResponse) -> dict[str, str]:
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers.get("Link", ""))
    return {rel: url for url, rel in found}


class Roster:
    def __init__(self, tool: StrictTool, school: School) -> None:
        self.tool, self.school, self.url = tool, school, memberships_url(school)

    def get(self, url: str = "", **query: Any) -> TestResponse:
        return self.tool.call(self.school, "GET", url or self.url, query_string=query or None)

    def members(self, **query: Any) -> list[dict[str, Any]]:
        """Of all pages."""
        answer = self.get(**({"limit": 100} | query))
        found: list[dict[str, Any]] = answer.json["members"]
        while "next" in links(answer):
            answer = self.get(links(answer)["next"])
            found += answer.json["members"]
        return found


@pytest.fixture
def roster(strict_tool: StrictTool, school: School) -> Roster:
    return Roster(strict_tool, school)


def test_everybody_enrolled(roster: Roster) -> None:
    course = roster.school.courses[0]
    answer = roster.get(limit=100)
    assert answer.content_type.split(";")[0] == (
        "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
    )
    assert answer.json["context"] == {
        "id": course.context_id,
        "label": course.label,
        "title": course.title,
    }
    ids = {member["user_id"] for member in answer.json["members"]}
    assert ids == {p.user_id for p in course.people if p.role != "administrator"}
    assert {member["status"] for member in answer.json["members"]} == {"Active"}


def test_roles_are_short_on_a_moodle_and_addresses_on_a_canvas(roster: Roster) -> None:
    student = roster.school.courses[0].students[0]
    member = next(m for m in roster.members() if m["user_id"] == student.user_id)
    expected = {"wattle-park": ["Learner"], "maple-street": [v.LEARNER]}
    assert member["roles"] == expected[roster.school.slug]
    assert member["name"] == student.name


def test_the_nameless(roster: Roster) -> None:
    nameless = next(p for p in roster.school.courses[0].students if p.name is None)
    member = next(m for m in roster.members() if m["user_id"] == nameless.user_id)
    assert not {"name", "given_name", "family_name", "email"} & set(member)


def test_pages(roster: Roster) -> None:
    first = roster.get(limit=10)
    assert len(first.json["members"]) == 10
    everyone = roster.members(limit=10)
    course = roster.school.courses[0]
    assert [m["user_id"] for m in everyone] == [
        p.user_id for p in course.people if p.role != "administrator"
    ]


def test_without_a_limit(roster: Roster) -> None:
    expected = {"wattle-park": 28, "maple-street": 10}
    assert len(roster.get().json["members"]) == expected[roster.school.slug]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "", "9" * 30])
def test_limits_that_are_none(roster: Roster, limit: str) -> None:
    assert roster.get(limit=limit).status_code == 200


@pytest.mark.parametrize("role", ["Learner", v.LEARNER])
def test_a_role(roster: Roster, role: str) -> None:
    ids = {member["user_id"] for member in roster.members(role=role)}
    assert ids == {p.user_id for p in roster.school.courses[0].students}


def test_an_unknown_role(roster: Roster) -> None:
    assert roster.members(role="Juggler") == []


def test_a_resource_link(roster: Roster) -> None:
    link = roster.school.courses[0].links[0]
    for member in roster.members(rlid=link.link_id):
        (message,) = member["message"]
        assert message[v.MESSAGE_TYPE] == "LtiResourceLinkRequest"


def test_people_who_are_moved(roster: Roster, visitor: FlaskClient) -> None:
    school = roster.school
    course, other = school.courses
    page = f"/{school.slug}/courses/{course.key}/people"
    suspended, gone = course.students[:2]
    newcomer = other.students[0]
    for person, enrolment in ((suspended, "inactive"), (gone, "none"), (newcomer, "active")):
        answer = visitor.post(page, data={"person": person.key, "enrolment": enrolment})
        assert answer.status_code == 303
    statuses = {member["user_id"]: member["status"] for member in roster.members()}
    assert statuses[suspended.user_id] == "Inactive"
    assert gone.user_id not in statuses
    assert statuses[newcomer.user_id] == "Active"
    shown = visitor.get(page).text
    assert "Inactive" in shown
    for person in (suspended, gone):
        entry = visitor.get(f"/{school.slug}/courses/{course.key}?as={person.key}")
        assert entry.status_code == 404
    visitor.post(page, data={"person": suspended.key, "enrolment": "active"})
    assert {m["status"] for m in roster.members()} == {"Active"}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 404),
        ({"person": "nobody", "enrolment": "none"}, 404),
        ({"person": "s501"}, 400),
        ({"person": "s601", "enrolment": "none"}, 400),
        ({"person": "s601", "enrolment": "inactive"}, 400),
    ],
)
def test_moves_that_make_no_sense(visitor: FlaskClient, form: dict[str, str], status: int) -> None:
    assert visitor.post("/wattle-park/courses/5b/people", data=form).status_code == status


def test_differences(strict_tool: StrictTool, maple_street: School) -> None:
    roster = Roster(strict_tool, maple_street)
    course = maple_street.courses[0]
    since = links(roster.get(limit=100))["differences"]
    assert roster.get(since).json["members"] == []
    gone, suspended = course.students[:2]
    course.unenrol(gone)
    course.suspend(suspended)
    changed = roster.get(since)
    assert {m["user_id"]: m["status"] for m in changed.json["members"]} == {
        gone.user_id: "Deleted",
        suspended.user_id: "Inactive",
    }
    assert roster.get(links(changed)["differences"]).json["members"] == []


def test_a_moodle_knows_no_differences(strict_tool: StrictTool, wattle_park: School) -> None:
    answer = Roster(strict_tool, wattle_park).get(limit=10)
    assert set(links(answer)) == {"next"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"Authorization": "Bearer nonsense"}, 401), ({"Authorization": "Basic x"}, 401)],
)
def test_without_a_token(
    roster: Roster, visitor: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = visitor.get(roster.url, headers=headers)
    assert answer.status_code == status
    assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")


def test_a_token_of_another_school(roster: Roster, strict_tool: StrictTool) -> None:
    other = next(each for each in strict_tool.lms.schools if each is not roster.school)
    token = strict_tool.token(other)
    answer = strict_tool.call(roster.school, "GET", roster.url, token=token)
    assert answer.status_code == 401


def test_a_token_for_something_else(roster: Roster, strict_tool: StrictTool) -> None:
    token = strict_tool.token(roster.school, v.SCORE_SCOPE)
    answer = strict_tool.call(roster.school, "GET", roster.url, token=token)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/wattle-park/mod/lti/services.php/CourseSection/99/bindings/1/memberships",
        "/wattle-park/mod/lti/services.php/CourseSection/2/bindings/9/memberships",
        "/wattle-park/api/lti/courses/2/names_and_roles",
        "/maple-street/mod/lti/services.php/CourseSection/2/bindings/1/memberships",
    ],
)
def test_what_is_not_there(strict_tool: StrictTool, path: str) -> None:
    school = strict_tool.lms.school(path.split("/")[1])
    assert strict_tool.call(school, "GET", f"{school.site.base_url}{path}").status_code == 404


LEGAL_LINKS = [
    "short-pages",
    "unquoted-link",
    "relative-link",
    "several-links",
    "several-relations",
    "upper-case-link",
    "curly-link",
]


@pytest.mark.parametrize("fault", LEGAL_LINKS)
def test_odd_links_lead_to_the_next_page(roster: Roster, fault: str) -> None:
    roster.school.switches.set("memberships", fault)
    answer = roster.get()
    header = answer.headers["Link"].encode("latin-1").decode()
    next_link = re.search(r"<([^>]*)>; [^,]*rel=[“\"]?(?:following )?next", header, re.I)
    assert next_link, header
    url = next_link[1].replace("&amp;", "&")
    following = roster.get(url)
    first, second = ({m["user_id"] for m in a.json["members"]} for a in (answer, following))
    assert len(first) == len(second) == 10
    assert not first & second


def test_capitals_count(roster: Roster) -> None:
    roster.school.switches.set("memberships", "upper-case-link")
    answer = roster.get()
    url = re.findall(r"<([^>]*)>; REL=", answer.headers["Link"])[0]
    lowered = roster.get(url.lower())
    assert lowered.status_code == 404 or lowered.json["members"] == answer.json["members"]


def test_a_loop(roster: Roster) -> None:
    roster.school.switches.set("memberships", "loop-link")
    answer = roster.get()
    assert links(answer)["next"] == roster.url


@pytest.mark.parametrize(
    "fault", ["nameless-members", "bare-members", "test-user", "twice", "odd-members", "no-members"]
)
def test_unusual_rosters(roster: Roster, fault: str) -> None:
    before = roster.get(limit=100).json["members"]
    roster.school.switches.set("memberships", fault)
    after = roster.get(limit=100).json["members"]
    assert after != before
    assert fault in SERVICE_FAULTS["memberships"]
