"""Teams where classes meet: made by hand, of an LMS's groups, and dealt."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.extensions import begin_write, db
from app.models import Event, Membership, Team, TeamMember
from app.queries import teams as queries
from tests.collaborations.test_publishing import withdraw
from tests.support.bulk import membership
from tests.support.cast import Campus, Visitor
from tests.support.statements import noting
from tests.support.teaming import (
    make_team,
    more_children,
    names,
    number_of,
    other_name,
    own_name,
    put_in,
    team_up,
)
from tests.support.together import Party, Together, join


def teams_there(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Team).where(Team.is_active)) or 0


def events(app: Flask, verb: str) -> list[dict[str, object]]:
    with app.app_context():
        query = select(Event).where(Event.verb == verb).order_by(Event.id)
        return [each.details for each in db.session.scalars(query)]


def test_a_team_made_by_hand(app: Flask, together: Together) -> None:
    link = f"{together.path}/teams"
    for page in (together.path, together.space):
        assert together.host.teacher.get(page).links()["Teams"] == link
    assert "There are no teams yet" in together.host.teacher.get(link).text
    team = team_up(app, together)
    here, there = together.student, together.stranger
    page = together.host.teacher.get(link)
    assert names(page, "Herons") == [own_name(here), other_name(together, there)]
    assert own_name(there) not in page.response.text
    theirs = together.partner.teacher.get(f"{together.partner_path}/teams")
    assert names(theirs, "Herons") == [other_name(together, here), own_name(there)]
    assert own_name(here) not in theirs.response.text
    one = together.host.teacher.get(team)
    assert own_name(there) not in one.response.text
    assert other_name(together, there) in one.text
    assert number_of(app, there) not in {each.get("value") for each in one.soup.select("input")}
    own = here.get(together.space)
    assert own.soup.select("#teams")[0].get_text() == "Your team"
    assert names(own, "Herons") == [own_name(here), other_name(together, there)]
    assert here.post(f"{together.space}/pseudonym", name="x").status == 409, "the name stays"


def test_each_act_is_an_event_of_both_schools(app: Flask, together: Together) -> None:
    team = team_up(app, together)
    together.host.teacher.post(team, title="Egrets")
    for _ in range(2):
        assert together.host.teacher.post(f"{team}/removal").status == 303
    for verb, count in {"team.made": 2, "team.renamed": 2, "team.removed": 2}.items():
        assert len(events(app, verb)) == count, verb
    changed = events(app, "team.members_changed")
    assert [each["put_in"] for each in changed] == [1, 1, 1, 1]
    with app.app_context():
        places = sorted(str(each) for each in db.session.scalars(select(TeamMember.id)))
    assert sorted(str(each.get("places_in", "")) for each in changed) == ["", "", *places]


def test_sending_twice_makes_one(app: Flask, together: Together) -> None:
    assert make_team(together.host, together.path) == make_team(together.host, together.path)
    form = {"title": "Egrets", "submission_key": "at once 1"}
    with ThreadPoolExecutor(3) as pool:
        sent = pool.map(
            lambda _: together.host.teacher.post(f"{together.path}/teams", **form), range(3)
        )
        assert {page.status for page in sent} == {303}
    assert teams_there(app) == 2


def test_a_name_that_names_a_child_is_given_back(together: Together) -> None:
    child = own_name(together.student)
    page = together.host.teacher.post(f"{together.path}/teams", title=f"{child} and friends")
    assert page.status == 422
    assert "may give somebody away" in page.text
    assert page.value("title") == f"{child} and friends"
    team = make_team(together.host, together.path)
    page = together.host.teacher.post(team, title=child)
    assert (page.status, page.value("title")) == (422, child)
    for title in ("", "ω" * 200):
        assert together.host.teacher.post(f"{together.path}/teams", title=title).status == 422
        assert together.host.teacher.post(team, title=title).status == 422


def test_who_has_no_yes_from_home_is_not_put_in(app: Flask, campus: Campus) -> None:
    together = join(app, campus, has_consent=False)
    team = make_team(together.host, together.path)
    page = together.host.teacher.get(team)
    words = "These can’t be in a team: nobody has agreed that partner classes may see them."
    assert f"{words} {own_name(together.student)}" in page.text
    number = number_of(app, together.student)
    assert not page.soup.find("input", value=number)
    answer = put_in(app, together.host, team, together.student)
    assert answer.status == 422
    assert "Somebody whom you ticked can't be in a team" in answer.text
    assert names(together.host.teacher.get(f"{together.path}/teams"), "Herons") == []


def test_nobody_puts_in_or_takes_out_another_class_s(app: Flask, together: Together) -> None:
    team = team_up(app, together)
    stranger = number_of(app, together.stranger)
    for form in ({"member": stranger}, {"shown": stranger}, {"member": "x"}, {"member": 2**70}):
        assert together.host.teacher.post(f"{team}/members", **form).status == 404
    teacher = number_of(app, together.host.teacher)
    assert together.host.teacher.post(f"{team}/members", member=teacher).status == 404
    page = together.host.teacher.get(f"{together.path}/teams")
    assert len(names(page, "Herons")) == 2


def test_who_is_taken_out(app: Flask, together: Together) -> None:
    team = team_up(app, together)
    assert put_in(app, together.host, team, out=(together.student,)).status == 303
    page = together.host.teacher.get(f"{together.path}/teams")
    assert names(page, "Herons") == [other_name(together, together.stranger)]
    assert not together.student.get(together.space).soup.select("#teams")


def leave_class(app: Flask, child: Visitor) -> None:
    with app.app_context():
        begin_write()
        number = membership(child).id
        db.session.execute(
            update(Membership).where(Membership.id == number).values(is_active=False)
        )
        db.session.commit()


def test_who_leaves_the_class_or_whose_family_says_no_is_in_no_list(
    app: Flask, together: Together
) -> None:
    team_up(app, together)
    leave_class(app, together.stranger)
    page = together.host.teacher.get(f"{together.path}/teams")
    assert names(page, "Herons") == [own_name(together.student)]
    withdraw(together)
    for party, path in ((together.host, together.path), (together.partner, together.partner_path)):
        assert names(party.teacher.get(f"{path}/teams"), "Herons") == []
    assert not together.student.get(together.space).soup.select("#teams")


@pytest.fixture
def three(app: Flask, campus: Campus, together: Together, corridor: Party) -> Together:
    """A third class comes along."""
    entered = corridor.enter(together.host.invite(together.path))
    assert corridor.sign(entered.location, version=2).status == 303
    for party, path in ((together.host, together.path), (together.partner, together.partner_path)):
        assert party.sign(path, version=2).status == 303
    return together


def test_whose_class_leaves_is_in_no_list_also_when_it_comes_back(
    app: Flask, three: Together
) -> None:
    team_up(app, three)
    assert three.partner.teacher.post(f"{three.partner_path}/departure").status == 303
    page = three.host.teacher.get(f"{three.path}/teams")
    assert names(page, "Herons") == [own_name(three.student)]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(TeamMember)) == 1
    assert three.partner.teacher.get(f"{three.partner_path}/teams").status == 404


def test_a_team_that_is_removed(app: Flask, together: Together) -> None:
    team = team_up(app, together)
    page = together.host.teacher.get(together.host.teacher.get(team).links()["Remove the team"])
    assert together.host.teacher.send(page, f"{team}/removal").location == f"{together.path}/teams"
    assert "Herons" not in together.host.teacher.get(f"{together.path}/teams").text
    for path in (team, f"{team}/removal"):
        assert together.host.teacher.get(path).status == 404
    assert together.host.teacher.post(team, title="Egrets").status == 404
    assert not together.student.get(together.space).soup.select("#teams")


def test_while_writing_is_stopped_teams_stay_as_they_are(app: Flask, together: Together) -> None:
    team = team_up(app, together)
    assert together.partner.teacher.post(f"{together.partner_path}/freeze").status == 303
    for path in (f"{together.path}/teams", team):
        page = together.host.teacher.get(path)
        assert page.status == 200
        assert not [each for each in page.actions() if each.startswith(f"{together.path}/teams")
                    and not each.endswith("/members")]  # fmt: skip
    for path in ("", f"/{team.rpartition('/')[2]}/members", "/balance", "/discussions", "/groups"):
        assert together.host.teacher.post(f"{together.path}/teams{path}").status == 403


def test_who_may_come(app: Flask, campus: Campus, together: Together) -> None:
    team = team_up(app, together)
    number = team.rpartition("/")[2]
    third = campus.visit("wattle-park", "tomasz", "6g/wetland")
    onlooker = campus.visit("wattle-park", "s503", "5b/rain?fault=empty-role")
    for path in ("", f"/{number}", "/groups", "/balance", "/balance/preview", "/discussions"):
        for visitor in (together.student, together.stranger, onlooker, third):
            assert visitor.get(f"{together.path}/teams{path}").status == 404
        assert together.partner.teacher.get(f"{together.path}/teams{path}").status == 404
    for wrong in ("999", str(2**40)):
        assert together.host.teacher.get(f"{together.path}/teams/{wrong}").status == 404
    assert together.host.teacher.get(f"{team}/members").status == 405
    assert together.host.teacher.post(f"{together.path}/teams/groups/x").status == 404


def test_a_team_of_a_class_s_own_is_none_of_these(app: Flask, together: Together) -> None:
    with app.app_context():
        begin_write()
        home = int(together.student.space.rpartition("/")[2])
        own = Team(space_id=home, context_id=together.host.context_id, lti_id="g", name="Blue")
        db.session.add(own)
        db.session.commit()
        number = own.id
    assert together.host.teacher.get(f"{together.path}/teams/{number}").status == 404
    assert "Blue" not in together.host.teacher.get(f"{together.path}/teams").text


def test_many_teams_have_pages_and_cost_the_same(app: Flask, together: Together) -> None:
    team_up(app, together)
    path = f"{together.path}/teams"
    counts = []
    for size in (2, queries.PAGE + 2):
        with app.app_context():
            begin_write()
            space_id = int(together.space.rpartition("/")[2])
            db.session.add_all(Team(space_id=space_id, name=f"T {n}") for n in range(size))
            db.session.commit()
        with noting(app) as statements:
            first = together.host.teacher.get(path)
        counts.append(len(statements))
    assert counts == [6, 6]
    rest = together.host.teacher.get(first.links()["More teams"])
    assert len(rest.soup.select(".team")) == 5
    for after in ("x", "-1", str(2**70)):
        assert together.host.teacher.get(path, after=after).status == 200


def group(app: Flask, together: Together, name: str, *children: Visitor, **more: bool) -> int:
    """One of the host's LMS."""
    with app.app_context():
        begin_write()
        home = int(together.student.space.rpartition("/")[2])
        own = Team(space_id=home, context_id=together.host.context_id, lti_id=name, name=name)
        own.is_hidden = more.get("is_hidden", False)
        db.session.add(own)
        db.session.flush()
        for each in children:
            db.session.add(TeamMember(team_id=own.id, member_id=membership(each).id))
        db.session.commit()
        return own.id


def test_teams_of_the_lms_s_groups(app: Flask, campus: Campus, together: Together) -> None:
    silent = campus.visit("wattle-park", "s502", "5b/rain")
    blue = group(app, together, "Blue", together.student, silent)
    green = group(app, together, own_name(silent))
    hidden = group(app, together, "Secret", together.student, is_hidden=True)
    path = f"{together.path}/teams/groups"
    page = together.host.teacher.get(path)
    assert "1 student is put in." in page.text
    assert f"so they stay out: {own_name(silent)}" in page.text
    assert "Secret" not in page.text
    theirs = together.partner.teacher.get(f"{together.partner_path}/teams/groups")
    assert "has told no groups" in theirs.text
    form = {f"name-{blue}": "Blue table", f"name-{green}": own_name(silent)}
    page = together.host.teacher.post(path, group=[blue, green], **form)
    assert page.status == 422
    assert "may give somebody away" in page.text
    form[f"name-{green}"] = "Green table"
    for _ in range(2):
        assert together.host.teacher.post(path, group=[blue, green], **form).status == 303
    assert teams_there(app) == 5
    page = together.host.teacher.get(f"{together.path}/teams")
    assert names(page, "Blue table") == [own_name(together.student)]
    assert names(page, "Green table") == []
    assert "It is a team already" in together.host.teacher.get(path).text
    for wrong in (hidden, 999, "x"):
        assert together.host.teacher.post(path, group=wrong).status == 404
    theirs = together.partner.teacher.post(f"{together.partner_path}/teams/groups", group=blue)
    assert theirs.status == 404
    assert together.host.teacher.post(path).status == 422
    assert together.host.teacher.post(path, group=blue).status == 422, "without a name"


def preview(party: Party, path: str, by: str = "teams", number: int | str = 2) -> str:
    answer = party.teacher.post(f"{path}/teams/balance/preview", by=by, number=number)
    assert answer.status == 303, answer.text
    return answer.location


def test_the_classes_are_balanced(app: Flask, campus: Campus, together: Together) -> None:
    here, there = more_children(app, campus, together)
    silent = campus.visit("wattle-park", "s505", "5b/rain")
    form = together.host.teacher.get(f"{together.path}/teams/balance")
    assert "6 students can be in a team" in form.text
    link = preview(together.host, together.path)
    page = together.host.teacher.get(link)
    assert together.host.teacher.get(link).text == page.text, "the same luck deals the same"
    assert teams_there(app) == 0
    for child in there:
        assert own_name(child) not in page.response.text
        assert other_name(together, child) in page.text
    assert "Student" not in page.text.replace("Students", ""), "no number that follows a child"
    planned = [names(page, f"Team {number}") for number in (1, 2)]
    for _ in range(2):
        answer = together.host.teacher.send(page, f"{together.path}/teams/balance")
        assert answer.location == f"{together.path}/teams"
    assert teams_there(app) == 2
    page = together.host.teacher.get(answer.location)
    made = [names(page, f"Team {number}") for number in (1, 2)]
    assert [sorted(each) for each in made] == [sorted(each) for each in planned]
    everybody = {*map(own_name, here), *(other_name(together, child) for child in there)}
    assert sorted(made[0] + made[1]) == sorted(everybody)
    for team in made:
        assert len(team) == 3
        assert len({*map(own_name, here)} & {*team}) in (1, 2)
    assert own_name(silent) not in page.text
    facts = [(each["teams"], each["students"]) for each in events(app, "team.dealt")]
    assert facts == [(2, 6), (2, 6)], "one for each school"


def test_twice_at_once_deals_once(app: Flask, campus: Campus, together: Together) -> None:
    more_children(app, campus, together)
    page = together.host.teacher.get(preview(together.host, together.path, "size", 2))
    action = f"{together.path}/teams/balance"
    with ThreadPoolExecutor(3) as pool:
        sent = pool.map(lambda _: together.host.teacher.send(page, action), range(3))
        assert {answer.status for answer in sent} == {303}
    assert teams_there(app) == 3


def test_who_came_or_left_meanwhile_has_it_looked_at_again(
    app: Flask, campus: Campus, together: Together
) -> None:
    here, _there = more_children(app, campus, together)
    page = together.host.teacher.get(preview(together.host, together.path))
    leave_class(app, here[2])
    answer = together.host.teacher.send(page, f"{together.path}/teams/balance")
    assert answer.status == 409
    assert "Something has changed meanwhile" in answer.text
    assert teams_there(app) == 0
    assert together.host.teacher.send(answer, f"{together.path}/teams/balance").status == 303
    assert teams_there(app) == 2


def test_who_came_meanwhile_is_shown_by_no_number(
    app: Flask, campus: Campus, together: Together
) -> None:
    """Names are drawn when teams are asked for: an address from before has some without one."""
    link = preview(together.host, together.path)
    page = together.host.teacher.get(link)
    _here, there = more_children(app, campus, together)
    later = together.host.teacher.get(link)
    assert later.status == 409
    answer = together.host.teacher.send(page, f"{together.path}/teams/balance")
    assert answer.status == 409
    for shown in (later, answer):
        assert "Something has changed meanwhile" in shown.text
        assert "Student" not in shown.text.replace("Students", "")
    for child in there:
        assert other_name(together, child) in answer.text
    assert together.host.teacher.get(link).status == 200
    assert together.host.teacher.send(answer, f"{together.path}/teams/balance").status == 303


def test_a_second_balance_counts_on(app: Flask, together: Together) -> None:
    for _ in range(2):
        page = together.host.teacher.get(preview(together.host, together.path))
        assert together.host.teacher.send(page, f"{together.path}/teams/balance").status == 303
    page = together.host.teacher.get(f"{together.path}/teams")
    for number in range(1, 5):
        assert len(names(page, f"Team {number}")) == 1


def test_what_can_t_be_dealt(app: Flask, together: Together) -> None:
    path = f"{together.path}/teams/balance"
    for form in ({}, {"by": "teams", "number": "0"}, {"by": "x", "number": "2"},
                 {"by": "size", "number": "3"}, {"by": "teams", "number": "x"}):  # fmt: skip
        page = together.host.teacher.post(f"{path}/preview", **form)
        assert page.status == 422, form
        assert "This needs a look" in page.text
        assert together.host.teacher.post(path, **form).status == 422
        assert together.host.teacher.get(f"{path}/preview", **form).status == 422
    assert teams_there(app) == 0
    withdraw(together)
    leave_class(app, together.stranger)
    page = together.host.teacher.post(f"{path}/preview", by="teams", number="1")
    assert "Nobody can be in a team yet" in page.text
