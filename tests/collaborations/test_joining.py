"""Two keys: one teacher offers, another signs, each in their own LMS."""

from threading import Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Event, now
from app.models.invitation import LIFETIME, MOST_TRIES, TRIES_TIME
from tests.support.cast import Campus, Page, Visitor
from tests.support.together import CHARTER, Party, Together, join


def test_two_teachers_join_their_classes(host: Party, partner: Party, student: Visitor) -> None:
    path = host.draft()
    page = host.teacher.get(path)
    assert "Draft" in page.text
    assert "We compare the creeks" in page.text
    code = host.invite(path)
    assert "Waiting for another class" in host.teacher.get(path).text
    entered = partner.enter(f" {code.upper()} ")
    assert entered.status == 303, entered.text
    read = partner.teacher.get(entered.location)
    for words in ("We compare the creeks", "Year 5 Blue", "Wattle Park", "Only here.", "30 days"):
        assert words in read.text
    assert "Go to the shared space" not in read.links()
    assert partner.sign(entered.location).status == 303
    joined = partner.teacher.get(entered.location)
    assert "Working together" in joined.text
    shared = joined.links()["Go to the shared space"]
    for visitor in (host.teacher, partner.teacher, student):
        seen = visitor.get(shared)
        assert (seen.status, seen.title) == (200, "Two creeks")
        assert "We are kind." in seen.text
    assert student.get(student.space).links()["Two creeks"] == shared


def test_before_it_is_signed_nobody_sees_the_space(host: Party, partner: Party) -> None:
    path = host.draft()
    entered = partner.enter(host.invite(path)).location
    collaboration = path.rpartition("/")[2]
    assert host.teacher.get(path).status == 200
    with_app = partner.teacher.get(entered)
    assert "Go to the shared space" not in with_app.text
    foreign = f"{partner.all}/{collaboration}"
    assert partner.teacher.get(foreign).status == 200
    assert partner.teacher.get(path).status == 404


def test_a_code_lets_in_as_many_classes_as_it_says(
    host: Party, partner: Party, corridor: Party
) -> None:
    path = host.draft()
    code = host.invite(path)
    assert partner.enter(code).status == 303
    page = corridor.enter(code)
    assert page.status == 422
    assert "entered already" in page.text
    assert page.value("code") == code


def test_its_last_place_goes_to_one(
    app: Flask, host: Party, partner: Party, corridor: Party
) -> None:
    code = host.invite(host.draft())
    answers: list[int] = []

    def enter(party: Party) -> None:
        tab = Visitor(app.test_client(use_cookies=False), party.teacher.token)
        answers.append(tab.post(f"{party.all}/entrance", code=code).status)

    threads = [Thread(target=enter, args=(each,)) for each in (partner, corridor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 422]


def test_codes_that_let_nobody_in(host: Party, partner: Party) -> None:
    path = host.draft()
    old, taken = host.invite(path), host.invite(path)
    [form] = [each for each in host.teacher.get(path).actions() if each.endswith("/revocation")][
        -1:
    ]
    assert host.teacher.post(form).status == 303
    assert "taken back" in partner.enter(old).text
    with time_machine.travel(now() + LIFETIME):
        late = partner.teacher.post(f"{partner.all}/entrance", code=taken)
    assert late.status in (401, 422)
    assert "already" in host.enter(taken).text
    for nonsense in ("", "x", "\x00", "ω" * 500, taken[:-1], "-" * 100_000):
        page = partner.enter(nonsense)
        assert (page.status, "No invitation has this code" in page.text) == (422, True)


def test_too_many_guesses(host: Party, partner: Party) -> None:
    code = host.invite(host.draft())
    for number in range(MOST_TRIES):
        assert partner.enter(f"guess {number}").status == 422
    page = partner.enter(code)
    assert page.status == 429
    assert "in an hour" in page.text
    with time_machine.travel(now() + TRIES_TIME):
        assert partner.enter(code).status == 303


@pytest.mark.parametrize("who", ["student", "mentor"])
def test_who_may_not_speak_for_a_class(
    host: Party, request: pytest.FixtureRequest, who: str
) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    path = host.draft()
    for get in ("", "/new", "/entrance"):
        assert visitor.get(host.all + get).status in (403, 404)
    assert visitor.get(path).status == 404
    assert visitor.post(f"{host.all}/entrance", code="x").status in (403, 404)
    assert visitor.post(host.all, **CHARTER).status in (403, 404)
    for step in ("acceptance", "invitations", "freeze", "thaw", "departure", "charters"):
        assert visitor.post(f"{path}/{step}", version="1", places="1").status == 404


def test_an_assistant_reads_and_stops_and_does_not_sign(campus: Campus, together: Together) -> None:
    assistant = campus.visit("maple-street", "dana", "5-rivera/snow")
    page = assistant.get(together.partner_path)
    assert page.status == 200
    assert "Propose changes" not in page.links()
    for step in ("acceptance", "invitations", "thaw", "departure"):
        assert assistant.post(f"{together.partner_path}/{step}", version="1").status == 403
    assert assistant.post(f"{together.partner_path}/freeze", reason="Look!").status == 303
    assert "Stopped" in together.host.teacher.get(together.path).text


def test_an_outsider_finds_nothing(host: Party, partner: Party) -> None:
    path = host.draft()
    number = path.rpartition("/")[2]
    for address in (path, f"{partner.all}/{number}", f"{path}/charters/1", f"{path}/departure"):
        assert partner.teacher.get(address).status == 404
    for step in ("acceptance", "freeze", "invitations", "departure"):
        assert partner.teacher.post(f"{partner.all}/{number}/{step}", version="1").status == 404


def test_a_charter_that_cant_be_taken_keeps_what_was_typed(host: Party) -> None:
    wrong = {"title": "", "aims": "", "ends_on": "2020-01-01", "norms": "n" * 5000}
    page = host.teacher.post(host.all, **(CHARTER | wrong))
    assert page.status == 422
    assert {each["href"] for each in page.soup.select(".error-summary a")} == {
        *("#title", "#aims", "#ends_on", "#norms")
    }
    assert page.value("norms") == "n" * 5000
    assert page.value("contact_rules") == "Only here."


def test_a_change_is_signed_by_both(together: Together) -> None:
    changed = CHARTER | {"title": "Three creeks", "version": "1"}
    answer = together.partner.teacher.post(f"{together.partner_path}/charters", **changed)
    assert answer.status == 303
    page = together.host.teacher.get(together.path)
    assert "version 2" in page.text
    assert "Version 1 holds" in page.text
    assert together.student.get(together.space).title == "Two creeks"
    assert together.host.sign(together.path, version=1).status == 409
    assert together.host.sign(together.path, version=2).status == 303
    assert together.student.get(together.space).title == "Three creeks"
    old = together.host.teacher.get(f"{together.path}/charters/1")
    assert "We compare" in old.text
    assert together.host.teacher.get(f"{together.path}/charters/3").status == 404


def test_two_proposals_at_once(together: Together) -> None:
    first = CHARTER | {"title": "Three creeks", "version": "1"}
    second = CHARTER | {"title": "Four creeks", "version": "1"}
    assert together.host.teacher.post(f"{together.path}/charters", **first).status == 303
    page = together.partner.teacher.post(f"{together.partner_path}/charters", **second)
    assert page.status == 409
    assert page.value("title") == "Four creeks"
    second["version"] = page.value("version")
    path = f"{together.partner_path}/charters"
    assert together.partner.teacher.post(path, **second).status == 303


def test_a_third_class_is_agreed_to_by_all(
    campus: Campus, together: Together, corridor: Party
) -> None:
    path = corridor.enter(together.host.invite(together.path)).location
    assert corridor.sign(path, version=2).status == 303
    third = campus.visit("wattle-park", "s601", "6g/wetland")
    assert third.get(together.space).status == 404
    assert together.host.sign(together.path, version=2).status == 303
    assert third.get(together.space).status == 404
    assert together.partner.sign(together.partner_path, version=2).status == 303
    assert third.get(together.space).status == 200


def test_down_the_corridor_only(host: Party, partner: Party, corridor: Party) -> None:
    page = host.teacher.get(f"{host.all}/new", within="1")
    assert page.value("is_within_school") == "1"
    code = host.invite(host.draft(is_within_school="1"), places=2)
    refused = partner.enter(code)
    assert refused.status == 422
    assert "classes of the school that made it" in refused.text
    entered = corridor.enter(code)
    assert corridor.sign(entered.location).status == 303


def test_freezing_stops_all_and_both_let_it_go_on(together: Together) -> None:
    activity = together.add_activity()
    topic = together.start(together.student, activity)
    assert together.partner.teacher.post(
        f"{together.partner_path}/freeze", reason="A name was mentioned"
    ).status == 303  # fmt: skip
    for path, party in ((together.path, together.host), (together.partner_path, together.partner)):
        assert "Writing is stopped" in party.teacher.get(path).text
    assert "Writing is stopped" in together.student.get(activity).text
    assert "What makes a cloud?" in together.stranger.get(topic).text
    assert together.host.teacher.post(f"{together.path}/thaw").status == 303
    assert "Your class has agreed" in together.host.teacher.get(together.path).text
    assert "Writing is stopped" in together.student.get(activity).text
    assert together.partner.teacher.post(f"{together.partner_path}/thaw").status == 303
    assert together.start(together.student, activity, title="On we go")


def test_teachers_change_no_prompt_while_writing_is_stopped(together: Together) -> None:
    """It goes to children of the other class as well; what was typed is given back."""
    activity = together.add_activity()
    form = together.host.teacher.get(f"{activity}/edit")
    together.partner.teacher.post(f"{together.partner_path}/freeze")
    words = {"title": "Newts", "source": "Look for newts."}
    late = together.host.teacher.send(form, activity, **words)
    assert late.status == 403
    assert "Look for newts." in late.text
    assert together.host.teacher.get(f"{activity}/edit").status == 403
    page = together.host.teacher.get(activity)
    assert "Newts" not in page.text
    assert f"{activity}/edit" not in page.response.text


def test_the_reason_stays_with_the_school_that_gave_it(app: Flask, together: Together) -> None:
    together.partner.teacher.post(f"{together.partner_path}/freeze", reason="A name was mentioned")
    with app.app_context():
        query = select(Event).where(Event.verb == "collaboration.frozen").order_by(Event.school_id)
        ours, theirs = db.session.scalars(query)
    assert "reason" not in ours.details
    assert theirs.details["reason"] == "A name was mentioned"


def test_freezing_and_signing_at_the_same_moment(app: Flask, together: Together) -> None:
    changed = CHARTER | {"title": "Three creeks", "version": "1"}
    together.host.teacher.post(f"{together.path}/charters", **changed)
    answers: list[Page] = []

    def do(party: Party, path: str, **form: str) -> None:
        tab = Visitor(app.test_client(use_cookies=False), party.teacher.token)
        answers.append(tab.post(path, **form))

    threads = [
        Thread(target=do, args=(together.host, f"{together.path}/freeze")),
        Thread(
            target=do,
            args=(together.partner, f"{together.partner_path}/acceptance"),
            kwargs={"version": "2"},
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} <= {303, 403}
    assert "Stopped" in together.host.teacher.get(together.path).text


def test_a_partner_leaves(together: Together) -> None:
    page = together.partner.teacher.get(f"{together.partner_path}/departure")
    assert "Nobody in any class can write" in page.text
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    assert "Ended" in together.partner.teacher.get(together.partner_path).text
    assert together.stranger.get(together.space).status == 200
    assert "Ended" in together.host.teacher.get(together.path).text
    assert together.student.get(together.space).status == 200


def test_an_invited_class_says_no(host: Party, partner: Party) -> None:
    path = host.draft()
    entered = partner.enter(host.invite(path)).location
    assert "Decline" in partner.teacher.get(entered).links()
    assert partner.teacher.post(f"{entered}/departure").status == 303
    assert partner.teacher.get(entered).status == 404
    assert "Year 5 Rivera" not in host.teacher.get(path).text


def test_the_host_ends_it(together: Together) -> None:
    assert "End the collaboration?" in together.host.teacher.get(f"{together.path}/departure").text
    assert together.host.teacher.post(f"{together.path}/departure").status == 303
    assert together.host.teacher.post(f"{together.path}/departure").status == 403
    for path, party in ((together.path, together.host), (together.partner_path, together.partner)):
        assert "Ended" in party.teacher.get(path).text
    code = together.host.teacher.post(f"{together.path}/invitations", places="1")
    assert code.status == 403


def test_a_class_that_declined_can_come_again(host: Party, partner: Party) -> None:
    path = host.draft()
    entered = partner.enter(host.invite(path)).location
    partner.teacher.post(f"{entered}/departure")
    again = partner.enter(host.invite(path))
    assert partner.sign(again.location).status == 303
    assert "Working together" in host.teacher.get(path).text


def test_the_link_says_what_to_do(app: Flask, campus: Campus) -> None:
    answer = Visitor(app.test_client()).get("/invitations")
    assert answer.status == 200
    assert "after the #" in answer.text


def test_everything_twice(app: Flask, campus: Campus) -> None:
    together = join(app, campus)
    assert together.host.sign(together.path).status == 303
    for step in ("freeze", "freeze", "thaw", "thaw"):
        assert together.host.teacher.post(f"{together.path}/{step}").status == 303
    with app.app_context():
        verbs = list(db.session.scalars(select(Event.verb)))
    assert verbs.count("collaboration.frozen") == 2  # one for each School
    assert verbs.count("collaboration.thaw_agreed") == 2


def test_a_charter_names_no_student(together: Together) -> None:
    """Other classes read it; how teachers reach each other may stand in it."""
    named = CHARTER | {"aims": "Amira Haddad shows you our creek.", "version": "1"}
    for path in (together.host.all, f"{together.path}/charters"):
        answer = together.host.teacher.post(path, **named)
        assert answer.status == 422
        assert "may be a student's name: “Amira Haddad”" in answer.text
        assert answer.value("aims") == named["aims"]
    plain = CHARTER | {"contact_rules": "Teachers write to office@wattle.example.", "version": "1"}
    assert together.host.teacher.post(f"{together.path}/charters", **plain).status == 303
