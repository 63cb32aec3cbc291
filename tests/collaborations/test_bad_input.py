"""What comes wrongly, or when somebody is gone: each has an outcome that people can read."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.jobs import tasks
from app.models import Parting, now
from app.models.invitation import LIFETIME
from app.platform_tokens import init_platform_tokens
from tests.collaborations.test_coming_back import OVER
from tests.collaborations.test_names import names
from tests.collaborations.test_parting import end, part, receipt, talk, unzipped
from tests.console.conftest import Place, act, place
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.together import Party, Together, agree, join, join_third, party, set_rule

__all__ = ["place"]

HOST = ("wattle-park", "marama", "5b/rain")
PARTNER = ("maple-street", "elena", "5-rivera/snow")


@pytest.fixture
def asking(app: Flask, campus: Campus) -> None:
    """The tool asks an LMS for its class lists."""
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0


def read_roster(visitor: Visitor, work: Callable[[], int]) -> None:
    path = visitor.get(visitor.space).links()["Class list"]
    assert visitor.post(f"{path}/syncs").location == path
    work()


def test_a_code_that_is_too_old(app: Flask, campus: Campus, host: Party, partner: Party) -> None:
    path = host.draft()
    code = host.invite(path)
    with time_machine.travel(now() + LIFETIME):
        later = party(app, campus.visit(*PARTNER))
        page = later.enter(code)
        assert page.status == 422
        assert "This code is too old" in page.text
        inviting = party(app, campus.visit(*HOST))
        assert code not in inviting.teacher.get(path).response.text
        assert later.enter(inviting.invite(path)).status == 303


def test_a_code_that_was_used_twice_by_one_class(host: Party, partner: Party) -> None:
    path = host.draft()
    code = host.invite(path, places=2)
    assert partner.enter(code).status == 303
    page = partner.enter(code)
    assert (page.status, "part of this already" in page.text) == (422, True)
    assert partner.sign(f"{partner.all}/{path.rpartition('/')[2]}").status == 303
    assert partner.enter(code).status == 422


@pytest.mark.parametrize(
    ("person", "course"), [("s501", "5b"), ("leila", "5b"), ("dana", "5-rivera")]
)
def test_a_code_in_the_hands_of_others(
    app: Flask, campus: Campus, corridor: Party, person: str, course: str
) -> None:
    """A student, a mentor and an assistant let no class in, and the code stays good."""
    school, link = ("wattle-park", "rain") if course == "5b" else ("maple-street", "snow")
    code = corridor.invite(corridor.draft())
    visitor = campus.visit(school, person, f"{course}/{link}")
    own = party(app, visitor)
    for context in (own.context_id, corridor.context_id):
        answer = visitor.post(f"/contexts/{context}/collaborations/entrance", code=code)
        assert answer.status in (403, 404)
    teacher = party(app, campus.visit(*PARTNER))
    assert teacher.enter(code).status == 303


@pytest.mark.usefixtures("asking")
def test_a_teacher_who_was_removed_from_the_class(
    app: Flask, campus: Campus, together: Together, corridor: Party, work: Callable[[], int]
) -> None:
    """They reach nothing more; whoever is there takes their code back, and freezes."""
    code = together.partner.invite(together.partner_path)
    course = campus.school("maple-street").course("5-rivera")
    colleague = campus.visit("maple-street", "howard", "5-rivera/snow")
    course.unenrol(course.person("elena"))
    read_roster(colleague, work)
    for page in ("", "/departure", "/charters/new", "/names"):
        assert together.partner.teacher.get(f"{together.partner_path}{page}").status == 404
    for step in ("freeze", "acceptance", "departure", "invitations", "archive"):
        form = {"version": "1", "places": "1"}
        answer = together.partner.teacher.post(f"{together.partner_path}/{step}", **form)
        assert answer.status == 404
    assert together.partner.teacher.get(together.space).status == 404
    assert together.partner.enter(code).status == 404
    page = colleague.get(together.partner_path)
    [revocation] = [each for each in page.actions() if each.endswith("/revocation")]
    assert colleague.post(revocation).status == 303
    assert "taken back" in corridor.enter(code).text
    assert colleague.post(f"{together.partner_path}/freeze").status == 303
    assert "Stopped" in together.host.teacher.get(together.path).text


@pytest.mark.usefixtures("asking")
def test_a_class_that_is_deleted_at_its_lms(
    app: Flask, campus: Campus, together: Together, work: Callable[[], int]
) -> None:
    """Partners read on, and end it without the other key; each class has its file."""
    topic = talk(together)
    campus.school().switches.set("memberships", "not-found")
    read_roster(together.host.teacher, work)
    campus.school().course("5b").people.clear()
    assert "Four kinds" in together.stranger.get(topic).text
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, "Where are you?").status == 303
    assert together.partner.teacher.post(f"{together.partner_path}/freeze").status == 303
    page = together.partner.teacher.get(f"{together.partner_path}/departure")
    assert page.status == 200
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    assert "Ended" in together.partner.teacher.get(together.partner_path).text
    with time_machine.travel(now() + OVER):
        with app.app_context():
            tasks.sweep()
        own = party(app, campus.visit(*PARTNER))
        files = unzipped(own.teacher.post(f"{receipt(own)}/archive"))
        assert "Where are you?" in "".join(files.values())
    with app.app_context():
        partings = db.session.scalars(select(Parting)).all()
        assert len(partings) == 2
        assert all(each.archive and each.erased_at for each in partings)


def test_a_student_in_both_classes(
    app: Flask, campus: Campus, together: Together, corridor: Party
) -> None:
    """They write for the class that they came from; in the other they are known by their other
    name there, and each class's staff and family decide for themselves."""
    join_third(together, corridor)
    school = campus.school()
    school.course("6g").enrol(school.course("5b").person("s501"))
    activity = together.add_activity()
    first = together.start(together.student, activity, title="Ours")
    both = campus.visit("wattle-park", "s501", "6g/wetland")
    post = post_ids(together.host.teacher.get(first))[1]
    assert "needs a yes from home" in both.get(activity).text
    assert both.reply(post, "As 6G").status == 409
    for path in (f"/posts/{post}/edit", f"/posts/{post}/revisions"):
        assert both.get(path).status == 403
    agree(app, corridor.teacher, both)
    set_rule(corridor, together.space, "nothing")
    assert both.reply(post, "As 6G").status == 303
    neighbour = campus.visit("wattle-park", "s601", "6g/wetland")
    for who, own in ((neighbour, 1), (together.student, 0), (together.stranger, None)):
        page = who.get(first)
        seen = names(page)
        assert [name == "Amira Haddad" for name in seen] == [own == 0, own == 1]
        assert len(set(seen)) == 2
        assert together.stranger is not who or "Amira" not in page.response.text


def test_a_school_that_switches_its_lms_off(
    app: Flask,
    campus: Campus,
    together: Together,
    operator: Visitor,
    place: Callable[[str], Place],
) -> None:
    """Its people are out at once, nothing is deleted, and its partners can end it by themselves."""
    topic = talk(together)
    away = place("maple-street")
    assert act(operator, f"{away.path}/suspension", is_disabled="1").status == 303
    for who in (together.stranger, together.partner.teacher):
        assert who.get(topic).status == 401
        assert who.post(f"{together.partner_path}/freeze").status == 401
    assert "herons" in together.student.get(topic).text
    opening = post_ids(together.student.get(topic))[1]
    assert together.student.reply(opening, "Hello?").status == 303
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        own = party(app, campus.visit(*HOST))
        assert "herons" in "".join(unzipped(own.teacher.post(f"{receipt(own)}/archive")).values())
    assert act(operator, f"{away.path}/suspension", is_disabled="0").status == 303
    with time_machine.travel(now() + OVER):
        theirs = party(app, campus.visit(*PARTNER))
        files = unzipped(theirs.teacher.post(f"{receipt(theirs)}/archive"))
        assert "Nobody answers me." in "".join(files.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zo<b>ë</b> <script>alert(1)</script>Tāmati", "I sat with Zoë."),
        ("\u202eZoë\u202c Tāmati", "I sat with Zoe."),
        ("Z\u200bo\u200dë\u2060 T\u00adāmati", "I sat with Zoë."),
        ("Ｚoë Tāmati", "I sat with Zo\u200bë."),
        ("Zoë\x00 Tāmati", "I sat with Z**o**ë."),
    ],
)
def test_hostile_names_are_found_all_the_same(
    app: Flask, campus: Campus, name: str, words: str
) -> None:
    people = campus.school().course("5b").people
    [child] = [each for each in people if each.key == "s502"]
    people[people.index(child)] = replace(child, name=name, given=None, family=None)
    together = join(app, campus)
    campus.visit("wattle-park", "s502", "5b/rain")
    activity = together.add_activity()
    form = {"title": "Fog", "source": words, "submission_key": "hostile names"}
    sent = together.student.post(f"{activity}/topics", **form)
    assert sent.location.startswith("/reviews/"), sent.text
    assert "Fog" not in together.stranger.get(activity).response.text
    page = together.host.teacher.get(f"/contexts/{together.host.context_id}/reviews")
    assert "<script>alert" not in page.response.text
    page = together.host.teacher.post(f"{activity}/topics", **form)
    assert page.status == 422


def test_a_code_of_what_has_ended(together: Together, corridor: Party) -> None:
    """Whoever was asked meanwhile reads so, and signs nothing."""
    first, second = (together.host.invite(together.path) for _ in range(2))
    entered = corridor.enter(first).location
    assert corridor.teacher.post(f"{entered}/departure").status == 303
    entered = corridor.enter(second).location
    third = together.host.invite(together.path)
    assert corridor.teacher.get(entered).status == 200
    end(together)
    assert "Ended" in corridor.teacher.get(entered).text
    assert corridor.sign(entered, 2).status == 403
    assert corridor.teacher.get(together.space).status == 404
    refused = corridor.enter(third)
    assert refused.status == 422
    assert "part of this already" in refused.text


def test_a_code_that_comes_after_the_end(together: Together, corridor: Party) -> None:
    code = together.host.invite(together.path)
    end(together)
    refused = corridor.enter(code)
    assert (refused.status, "has ended" in refused.text) == (422, True)


def test_rules_of_another_school(
    together: Together, operator: Visitor, principal: Visitor, neighbour: Visitor
) -> None:
    """By whatever number: who is no Steward of that School finds no page, and changes nothing."""
    home = operator.get("/console").links_to("/console/schools/")
    every = [each for each in home if each.endswith("/policy")]
    [own] = [
        each
        for each in principal.get("/console").links_to("/console/schools/")
        if each.endswith("/policy")
    ]
    form = {"names": "first_name", "review": "nothing"}
    for path in {*every, f"/console/schools/{2**63}/policy", "/console/schools/0/policy"} - {own}:
        assert principal.get(path).status == 404
        assert act(principal, path, **form).status == 404
    for who in (neighbour, together.host.teacher, together.student):
        assert who.get(own).status in (403, 404)
        assert who.post(own, **form).status in (400, 403, 404)
    for hostile in ({"names": "\x00", "review": "x" * 99}, {"names": ["pseudonym"] * 9}, {}):
        assert act(principal, own, **hostile).status == 422


@pytest.mark.parametrize(
    "numbers", [["1"] * 40_000, [str(n) for n in range(1, 36_000)], ["9" * 99]]
)
def test_more_decisions_than_anybody_makes(together: Together, numbers: list[str]) -> None:
    path = f"/contexts/{together.host.context_id}/reviews/decisions"
    answer = together.host.teacher.post(path, review=numbers, is_approved="1", note="")
    assert answer.status in (303, 413, 422)
