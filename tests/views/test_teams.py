"""The teams of a class: read from the LMS's groups with the class list, seen by who is in them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import Context, Event, Membership, RosterSync, Team, now
from app.platform_tokens import init_platform_tokens
from app.queries import teams
from practice_lms.roster import Group
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.statements import noting

Work = Callable[[], int]
ROOM = "/maple-street/courses/5-rivera/people"
TABLES = ["Blue table", "Green table", "Red table", "Violet table", "Yellow table"]


@pytest.fixture
def campus(app: Flask, campus: Campus) -> Campus:
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    return campus


@pytest.fixture
def elena(campus: Campus) -> Visitor:
    return campus.visit("maple-street", "elena", "5-rivera/snow")


def child(campus: Campus, key: str = "m501") -> Visitor:
    return campus.visit("maple-street", key, "5-rivera/snow")


def teams_of(visitor: Visitor) -> str:
    return visitor.get(visitor.space).links()["Teams"]


def read_now(visitor: Visitor, work: Work) -> Page:
    path = teams_of(visitor)
    visitor.post(path.replace("teams", "roster/syncs"))
    work()
    return visitor.get(path)


def names(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select(".team h3 > bdi")]


def people(page: Page, team: str) -> list[str]:
    for card in page.soup.select(".team"):
        if team in card.h3.get_text():
            return [each.get_text() for each in card.select(".byline__name")]
    raise AssertionError(f"no {team}")


def sync_of(app: Flask) -> RosterSync:
    with app.app_context():
        return db.session.scalars(select(RosterSync)).one()


def half_a_day_later(app: Flask, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(hours=12, minutes=1))
    with app.app_context():
        tasks.sweep()


def test_the_groups_of_the_lms_are_teams(campus: Campus, elena: Visitor, work: Work) -> None:
    before = elena.get(teams_of(elena))
    assert "has not named its groups yet" in before.text
    assert "There are no teams yet" in before.text
    page = read_now(elena, work)
    assert names(page) == TABLES
    assert page.soup.h2.get_text() == "Tables"
    assert "last named its groups" in page.text
    assert "failed" not in page.text
    course = campus.school("maple-street").courses[0]
    at_red = [student.name for student in course.students[:5]]
    assert people(page, "Red table") == at_red


def test_students_see_the_teams_they_are_in(campus: Campus, elena: Visitor, work: Work) -> None:
    early = child(campus)
    assert "You are in no team" in early.get(teams_of(early)).text
    read_now(elena, work)
    page = early.get(teams_of(early))
    assert names(page) == ["Red table"]
    assert len(people(page, "Red table")) == 5
    for words in ("Ask the LMS now", "last named", "Blue table"):
        assert words not in page.text


def test_what_the_lms_hides_students_do_not_see(campus: Campus, elena: Visitor, work: Work) -> None:
    red = campus.school("maple-street").courses[0].groups[0]
    red.is_hidden, red.set_id = True, ""
    page = read_now(elena, work)
    assert "Students do not see it" in page.text
    assert [each.get_text() for each in page.soup.select("h2")] == ["Of no set", "Tables"]
    student = child(campus)
    assert "You are in no team" in student.get(teams_of(student)).text


@pytest.fixture
def pairs(campus: Campus) -> list[str]:
    """The names of so many more groups that they come on several pages."""
    course = campus.school("maple-street").courses[0]
    for number in range(12):
        twos = [student.user_id for student in course.students[number * 2 : number * 2 + 2]]
        course.groups.append(Group(f"pair-{number}", f"Pair {number:02}", "pairs", "Pairs", twos))
    return [f"Pair {number:02}" for number in range(12)]


@pytest.mark.parametrize("fault", ["short-pages", "curly-link", "relative-link", "unquoted-link"])
def test_groups_of_several_pages(
    campus: Campus, elena: Visitor, work: Work, pairs: list[str], fault: str
) -> None:
    campus.school("maple-street").switches.set("groups", fault)
    page = read_now(elena, work)
    assert names(page) == pairs + TABLES
    assert len(people(page, "Pair 10")) == 2
    student = child(campus)
    assert names(student.get(teams_of(student))) == ["Pair 00", "Red table"]


@pytest.mark.parametrize("fault", ["loop-link", "foreign-link"])
def test_pages_that_lead_astray(
    campus: Campus, elena: Visitor, work: Work, pairs: list[str], app: Flask, fault: str
) -> None:
    campus.school("maple-street").switches.set("groups", fault)
    page = read_now(elena, work)
    assert "can't read" in page.text
    assert names(page) == []
    assert sync_of(app).state == "worked"


@pytest.mark.parametrize("fault", ["odd-groups", "same-groups"])
def test_odd_groups_are_left_out(campus: Campus, elena: Visitor, work: Work, fault: str) -> None:
    campus.school("maple-street").switches.set("groups", fault)
    page = read_now(elena, work)
    assert names(page) == TABLES
    assert len(people(page, "Red table")) == 5


def test_groups_without_names(campus: Campus, elena: Visitor, work: Work) -> None:
    campus.school("maple-street").switches.set("groups", "bare-groups")
    assert read_now(elena, work).text.count("A team without a name") == 5


def test_who_moves_is_moved(campus: Campus, elena: Visitor, work: Work) -> None:
    read_now(elena, work)
    campus.at_lms(f"{ROOM}/groups", person="m501", group="Blue table")
    page = read_now(elena, work)
    assert len(people(page, "Red table")) == 4
    assert len(people(page, "Blue table")) == 6
    student = child(campus)
    assert names(student.get(teams_of(student))) == ["Blue table"]


def test_who_leaves_the_class_leaves_its_teams(campus: Campus, elena: Visitor, work: Work) -> None:
    read_now(elena, work)
    campus.at_lms(ROOM, person="m501", enrolment="none")
    assert len(people(read_now(elena, work), "Red table")) == 4


def test_a_group_that_vanishes_goes_and_comes_back(
    campus: Campus, elena: Visitor, work: Work, app: Flask
) -> None:
    read_now(elena, work)
    groups = campus.school("maple-street").courses[0].groups
    blue = groups.pop(3)
    assert names(read_now(elena, work)) == [name for name in TABLES if name != "Blue table"]
    with app.app_context():
        gone = db.session.scalars(select(Team).where(~Team.is_active)).one()
        assert gone.name == "Blue table"
    groups.append(blue)
    assert names(read_now(elena, work)) == TABLES
    with app.app_context():
        assert db.session.get_one(Team, gone.id).is_active


def test_changes_alone_move_people_too(campus: Campus, elena: Visitor, app: Flask) -> None:
    with time_machine.travel(now()) as clock:
        half_a_day_later(app, clock)
        first = sync_of(app)
        campus.at_lms(f"{ROOM}/groups", person="m501", group="Blue table")
        half_a_day_later(app, clock)
        assert sync_of(app).whole_at == first.whole_at, "only changes were asked for"
        student = child(campus)
        assert names(student.get(teams_of(student))) == ["Blue table"]
        stays = child(campus, "m502")
        assert names(stays.get(teams_of(stays))) == ["Red table"]


def test_another_group_has_all_asked_for(campus: Campus, elena: Visitor, app: Flask) -> None:
    with time_machine.travel(now()) as clock:
        half_a_day_later(app, clock)
        first = sync_of(app)
        campus.school("maple-street").courses[0].groups.pop()
        half_a_day_later(app, clock)
        assert sync_of(app).whole_at > first.whole_at


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("error", "a fault of its own"),
        ("too-many", "asked us to wait"),
        ("html", "can't read"),
        ("no-groups", "can't read"),
        ("broken-link", "can't read"),
        ("forbidden", "does not let Courtyard"),
        ("not-found", "no longer has the place"),
    ],
)
def test_failures_leave_roster_and_teams(
    campus: Campus, elena: Visitor, work: Work, app: Flask, fault: str, words: str
) -> None:
    read_now(elena, work)
    campus.school("maple-street").switches.set("groups", fault)
    campus.at_lms(f"{ROOM}/groups", person="m501", group="Blue table")
    page = read_now(elena, work)
    assert "Reading the groups failed" in page.text
    assert words in page.text
    assert "It last failed" not in page.text, "the roster did not"
    assert sync_of(app).state == "worked"
    assert names(page) == TABLES
    assert len(people(page, "Red table")) == 5
    campus.school("maple-street").switches.clear("groups")
    page = read_now(elena, work)
    assert "Reading the groups failed" not in page.text
    assert len(people(page, "Red table")) == 4


def test_an_lms_that_does_not_say_who_is_in_them(
    campus: Campus, elena: Visitor, work: Work
) -> None:
    read_now(elena, work)
    campus.school("maple-street").switches.set("memberships", "no-enrollments")
    page = read_now(elena, work)
    assert "not who is in them" in page.text
    assert len(people(page, "Red table")) == 5


def test_a_roster_that_fails_with_groups_is_read_without(
    campus: Campus, elena: Visitor, work: Work, app: Flask
) -> None:
    campus.school("maple-street").switches.set("memberships", "forbidden", times=1)
    page = read_now(elena, work)
    assert sync_of(app).state == "worked"
    assert "Reading the groups failed" in page.text
    assert "does not let Courtyard" in page.text


def test_an_lms_without_groups(teacher: Visitor, work: Work) -> None:
    page = read_now(teacher, work)
    assert "does not tell Courtyard its groups" in page.text
    assert "Ask the LMS now" not in page.text


def test_many_teams_have_pages(campus: Campus, elena: Visitor, app: Flask) -> None:
    path = teams_of(elena)
    with app.app_context():
        begin_write()
        member = db.session.scalars(select(Membership)).first()
        home = int(elena.space.rpartition("/")[2])
        for number in range(teams.PAGE + 3):
            name, set_name = f"Team {number % 7}", f"Set {number % 3}"
            one = Team(space_id=home, context_id=member.context_id, lti_id=f"t{number}")
            one.name, one.set_name = name, set_name
            db.session.add(one)
        db.session.commit()
    with noting(app) as statements:
        first = elena.get(path)
    assert len(statements) < 12
    rest = elena.get(first.links()["More teams"])
    assert (len(names(first)), len(names(rest))) == (teams.PAGE, 3)
    assert "More teams" not in rest.links()
    assert rest.links()["First teams"] == path
    for after in ("x", "-1", str(2**70)):
        assert elena.get(path, after=after).status == 200


def test_who_may_look(
    campus: Campus, teacher: Visitor, student: Visitor, onlooker: Visitor, outsider: Visitor
) -> None:
    path = teams_of(teacher)
    for visitor, status in ((student, 200), (onlooker, 403), (outsider, 404)):
        assert visitor.get(path).status == status
    assert "Teams" not in onlooker.get(onlooker.space).links()
    for wrong in ("/contexts/999/teams", f"/contexts/{2**40}/teams"):
        assert teacher.get(wrong).status == 404
    assert teacher.post(path).status == 405


def test_nobody_sees_another_class(
    campus: Campus, elena: Visitor, teacher: Visitor, work: Work, app: Flask
) -> None:
    read_now(elena, work)
    page = read_now(teacher, work)
    assert names(page) == []
    with app.app_context():
        contexts = set(db.session.scalars(select(Team.context_id)))
        kept = db.session.get_one(Context, contexts.pop())
        assert kept.groups_read_at
        assert not contexts


def test_asking_on_the_page_of_teams_leads_back_there(elena: Visitor) -> None:
    path = teams_of(elena)
    page = elena.get(path)
    roster = path.replace("teams", "roster")
    answer = elena.send(page, f"{roster}/syncs")
    assert answer.location == path
    again = elena.get(path)
    assert "The LMS will be asked soon" in again.text
    assert again.links()["Look again"] == path
    assert elena.send(elena.get(roster), f"{roster}/syncs").location == roster
    assert elena.post(f"{roster}/syncs", page="//elsewhere.example").location == roster


def discussions(visitor: Visitor, **form: str) -> Page:
    return visitor.post(f"{teams_of(visitor)}/discussions", **form)


def red_discussion(elena: Visitor) -> str:
    """The path of the Red table's."""
    assert discussions(elena, source="What do you see?").status == 303
    return elena.get(elena.space).links()["Red table"]


def test_every_team_of_a_class_has_its_discussion(
    campus: Campus, elena: Visitor, work: Work, app: Flask
) -> None:
    read_now(elena, work)
    form = elena.get(teams_of(elena)).links()["Give every team a discussion"]
    assert "5 teams get one" in elena.get(form).text
    for _ in range(2):
        path = red_discussion(elena)
    assert "Every team has its discussion" in elena.get(form).text
    at_red, elsewhere = child(campus), child(campus, "m507")
    for visitor in (at_red, elena):
        assert "What do you see?" in visitor.get(path).text
        assert path in visitor.get(teams_of(visitor)).links_to("/activities/")
    assert at_red.get(at_red.space).links()["Red table"] == path
    at_red.place, place = path, at_red.place
    topic = at_red.start_topic("Red", "Seen from the red table.")
    at_red.place = place
    opening = post_ids(elena.get(topic))[1]
    for page in (path, topic, f"{path}/topics/new", f"/posts/{opening}/replies/new"):
        assert elsewhere.get(page).status == 404
    assert elsewhere.reply(opening, "Me too").status == 404
    for page in (elsewhere.space, teams_of(elsewhere)):
        assert "Red table" not in elsewhere.get(page).response.text
    with app.app_context():
        verbs = [each.verb for each in db.session.scalars(select(Event))]
        assert verbs.count("team.discussions_opened") == 1


def test_a_discussion_follows_its_group(campus: Campus, elena: Visitor, work: Work) -> None:
    read_now(elena, work)
    path = red_discussion(elena)
    student, groups = child(campus), campus.school("maple-street").courses[0].groups
    groups[0].name = "Crimson table"
    read_now(elena, work)
    assert student.get(path).title == "Crimson table"
    groups[0].is_hidden = True
    read_now(elena, work)
    assert student.get(path).status == 404
    assert elena.get(path).status == 200
    groups[0].is_hidden = False
    read_now(elena, work)
    assert student.get(path).status == 200
    campus.at_lms(f"{ROOM}/groups", person="m501", group="Blue table")
    read_now(elena, work)
    assert student.get(path).status == 404
    groups.pop(0)
    read_now(elena, work)
    assert "Crimson table The team is no more" in elena.get(elena.space).text


def test_who_may_give_discussions(
    campus: Campus, teacher: Visitor, student: Visitor, onlooker: Visitor, outsider: Visitor
) -> None:
    path = f"{teams_of(teacher)}/discussions"
    for visitor, status in ((student, 403), (onlooker, 403), (outsider, 404)):
        assert visitor.get(path).status == status
        assert visitor.post(path, source="").status == status
    assert "Every team has its discussion" in teacher.get(path).text
    assert teacher.post(path, source="ω " * 40_000).status == 422
    for wrong in ("/contexts/999/teams/discussions", f"/contexts/{2**40}/teams/discussions"):
        assert teacher.get(wrong).status == 404
        assert teacher.post(wrong).status == 404


def test_no_chooser_of_the_lms_offers_it(campus: Campus, elena: Visitor, work: Work) -> None:
    read_now(elena, work)
    path = red_discussion(elena)
    picker = campus.launch_from("/maple-street/courses/5-rivera/deep_linking?as=elena")
    assert "Red table" not in picker.get(picker.place).text
    page = elena.get(f"{elena.place}/links")
    assert "Red table" not in page.text
    for action in page.actions():
        assert elena.post(action, activity=path.rpartition("/")[2]).status == 422
