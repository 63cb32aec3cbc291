"""An activity that only some students get: on the LMS's pages, in its services, in a copy."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from practice_lms.claims import vocabulary as v
from practice_lms.copying import copy_course
from practice_lms.faults import link_members
from practice_lms.gradebook import LineItem
from practice_lms.roster import ResourceLink
from practice_lms.school import School
from tests.practice_lms.strict_tool import StrictTool
from tests.practice_lms.test_memberships import Roster, links


@pytest.fixture
def roster(strict_tool: StrictTool, school: School) -> Roster:
    return Roster(strict_tool, school)


@pytest.fixture
def link(roster: Roster) -> ResourceLink:
    """The first activity, given to the first two students."""
    course = roster.school.courses[0]
    course.give(course.links[0], [student.key for student in course.students[:2]])
    return course.links[0]


def named(roster: Roster, link: ResourceLink) -> set[str]:
    """Whom the LMS names for an activity."""
    return {member["user_id"] for member in roster.members(rlid=link.link_id)}


def test_given_by_hand(roster: Roster, visitor: FlaskClient) -> None:
    course = roster.school.courses[0]
    link, (one, other) = course.links[0], course.students[:2]
    place = f"/{roster.school.slug}/courses/{course.key}"
    page = f"{place}/activities/{link.key}/people"
    assert "Everybody in the class" in visitor.get(page).text
    assert visitor.post(page, data={"person": [one.key]}).status_code == 303
    assert "Some students only" in visitor.get(page).text
    assert visitor.get(f"{place}/activities/{link.key}?as={one.key}").status_code == 200
    refused = visitor.get(f"{place}/activities/{link.key}?as={other.key}")
    assert refused.status_code == 403
    assert "Be someone else" in refused.text
    assert link.title in visitor.get(f"{place}?as={one.key}").text
    assert link.title not in visitor.get(f"{place}?as={other.key}").text
    teacher = course.teachers[0]
    assert "Some students get it" in visitor.get(f"{place}?as={teacher.key}").text
    assert visitor.get(f"{place}/activities/{link.key}?as={teacher.key}").status_code == 200
    visitor.post(page, data={"everybody": "1", "person": [one.key]})
    assert visitor.get(f"{place}/activities/{link.key}?as={other.key}").status_code == 200


@pytest.mark.parametrize(
    ("path", "person", "status"),
    [
        ("5b/activities/rain", "nobody", 400),
        ("5b/activities/rain", "s601", 400),
        ("5b/activities/rain", "marama", 400),
        ("5b/activities/nothing", "s501", 404),
        ("nothing/activities/rain", "s501", 404),
    ],
)
def test_what_makes_no_sense(visitor: FlaskClient, path: str, person: str, status: int) -> None:
    page = f"/wattle-park/courses/{path}/people"
    assert visitor.post(page, data={"person": person}).status_code == status


def test_the_service_names_who_gets_it(roster: Roster, link: ResourceLink) -> None:
    course = roster.school.courses[0]
    of_class = {member["user_id"] for member in roster.members()}
    kept_from = {student.user_id for student in course.students[2:]}
    assert named(roster, link) == of_class - kept_from
    assert named(roster, course.links[1]) == of_class


def test_in_pages(roster: Roster, link: ResourceLink) -> None:
    course = roster.school.courses[0]
    course.give(link, [student.key for student in course.students[:20]])
    pages = [roster.get(rlid=link.link_id, limit=10)]
    while "next" in links(pages[-1]):
        pages.append(roster.get(links(pages[-1])["next"]))
    assert len(pages) == 3
    ids = [member["user_id"] for page in pages for member in page.json["members"]]
    assert len(ids) == len(set(ids)) == len(named(roster, link))
    assert not set(ids) & {student.user_id for student in course.students[20:]}
    assert "differences" not in links(pages[-1]), "those would be the class's"


def test_with_a_role(roster: Roster, link: ResourceLink) -> None:
    learners = roster.members(rlid=link.link_id, role=v.LEARNER)
    assert len(learners) == 2


def test_what_is_no_activity(roster: Roster) -> None:
    school = roster.school
    other = school.courses[1].links[0].link_id
    expected = {"wattle-park": 404, "maple-street": 400}[school.slug]
    for rlid in ("no-such-link", other, ""):
        assert roster.get(rlid=rlid).status_code == expected


def test_the_class_s_own_id_is_a_link_of_a_canvas(roster: Roster) -> None:
    school = roster.school
    answer = roster.get(rlid=school.courses[0].context_id, limit=100)
    if school.flavour == "moodle":
        assert answer.status_code == 404
    else:
        assert len(answer.json["members"]) == len(roster.members())


def test_a_copy_is_given_to_everybody(roster: Roster, link: ResourceLink) -> None:
    copy = copy_course(roster.school, link.course, "Next year")
    assert copy.links[0].only is None


def test_it_is_remembered(roster: Roster, link: ResourceLink) -> None:
    school = roster.school
    records = school.records
    school.reset()
    assert school.courses[0].links[0].only is None
    school.records = records
    assert school.courses[0].links[0].only == link.only


@pytest.mark.parametrize("fault", ["ignored", "inactive-members", "many", "strangers-too"])
def test_odd_answers(roster: Roster, link: ResourceLink, fault: str) -> None:
    right, of_class = roster.members(rlid=link.link_id), roster.members()
    roster.school.switches.set("link_memberships", fault)
    wrong = roster.members(rlid=link.link_id)
    assert roster.members() == of_class, "the class's own list is right"
    ids = {member["user_id"] for member in wrong}
    if fault == "inactive-members":
        assert {member["status"] for member in wrong} == {"Inactive"}
    elif fault == "ignored":
        assert ids == {member["user_id"] for member in of_class}
    elif fault == "many":
        assert len(wrong) >= len(right) + link_members.INVENTED
    else:
        assert ids > {member["user_id"] for member in right}
        assert ids - {member["user_id"] for member in of_class}


def test_strangers_alone(roster: Roster, link: ResourceLink) -> None:
    roster.school.switches.set("link_memberships", "strangers")
    of_class = {member["user_id"] for member in roster.members()}
    strangers = named(roster, link)
    assert strangers
    assert not strangers & of_class


@pytest.mark.parametrize(
    ("fault", "moodle", "canvas"),
    [
        ("unknown", 404, 400),
        ("unsupported", 400, 400),
        ("forbidden", 403, 403),
        ("error", 500, 500),
    ],
)
def test_refusals(roster: Roster, link: ResourceLink, fault: str, moodle: int, canvas: int) -> None:
    roster.school.switches.set("link_memberships", fault)
    expected = moodle if roster.school.flavour == "moodle" else canvas
    assert roster.get(rlid=link.link_id).status_code == expected
    assert roster.get().status_code == 200


def score(roster: Roster, link: ResourceLink, user_id: str) -> TestResponse:
    school = roster.school
    item = school.gradebook.item_of(link)
    assert item
    body = {
        "userId": user_id,
        "scoreGiven": 1,
        "scoreMaximum": 2,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": "2026-03-02T09:00:00+00:00",
    }
    return roster.tool.call(
        school, "POST", scores_url(school, item), json=body,
        headers={"Content-Type": "application/vnd.ims.lis.v1.score+json"},
    )  # fmt: skip


def scores_url(school: School, item: LineItem) -> str:
    address, _, query = school.dialect.lineitem_url(school, school.tool, item).partition("?")
    return f"{address}/scores{'?' if query else ''}{query}"


def test_a_gradebook_that_minds(roster: Roster, link: ResourceLink) -> None:
    """LMSs take such a score, unless the switch is on."""
    given, kept_from = link.course.students[0].user_id, link.course.students[5].user_id
    assert score(roster, link, kept_from).status_code == 200
    roster.school.switches.set("scores", "not-given")
    assert score(roster, link, given).status_code == 200
    assert score(roster, link, kept_from).status_code == 422
    assert score(roster, link, "nobody").status_code in (400, 422)
