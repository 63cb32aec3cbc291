"""The end, and leaving: everybody's own work goes along, and nothing of it stays with others."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.jobs import tasks
from app.models import Event, Flag, Parting, Post, Pseudonym, Review, Revision, Topic, now
from app.services import parting
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.together import CHARTER, Party, Together, join_third, party, set_rule

HOST, PARTNER = ("wattle-park", "marama", "5b/rain"), ("maple-street", "elena", "5-rivera/snow")
OVER = timedelta(days=31)


def talk(together: Together) -> str:
    """The host's student begins a topic, the partner's answers, and begins one of their own."""
    activity = together.add_activity()
    topic = together.start(together.student, activity, title="Frogs", source="Three kinds of frogs")
    opening = post_ids(together.student.get(topic))[1]
    together.student.post(f"/posts/{opening}", source="Four kinds of frogs", version="1")
    assert together.stranger.reply(opening, "We have herons.").status == 303
    together.start(together.stranger, activity, title="Alone", source="Nobody answers me.")
    return topic


def end(together: Together) -> None:
    assert together.host.teacher.post(f"{together.path}/departure").status == 303


def part(app: Flask) -> None:
    """As the worker does when it finds what is due."""
    with app.app_context():
        for number in parting.due():
            tasks.part_classes(number)


def receipt(teacher: Party) -> str:
    """The path of a class's newest one."""
    return teacher.teacher.get(teacher.all).links_to(f"/contexts/{teacher.context_id}/partings/")[0]


def unzipped(page: Page) -> dict[str, str]:
    assert page.status == 200, page.text
    assert page.response.headers["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(page.response.data)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_before_the_time_is_over_everybody_reads(
    app: Flask, campus: Campus, together: Together
) -> None:
    topic = talk(together)
    opening = post_ids(together.student.get(topic))[1]
    end(together)
    part(app)
    for who in (together.student, together.stranger, together.partner.teacher):
        assert "herons" in who.get(topic).text
    assert together.student.reply(opening, "More").status == 409
    assert "Everybody can read it until" in together.host.teacher.get(together.path).text


def test_a_partner_who_leaves_two_ends_it_for_both(app: Flask, together: Together) -> None:
    topic = talk(together)
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    for who in (together.student, together.stranger):
        assert "herons" in who.get(topic).text
    assert "Everybody can read it until" in together.partner.teacher.get(together.partner_path).text


def test_afterwards_each_has_its_own_and_nothing_else(
    app: Flask, campus: Campus, together: Together
) -> None:
    topic = talk(together)
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        part(app)
        host, partner = (party(app, campus.visit(*who)) for who in (HOST, PARTNER))
        for each in (host, partner):
            assert each.teacher.get(together.space).status == 404
            assert each.teacher.get(topic).status == 404
            assert each.teacher.get(receipt(each)).status == 200
        files = unzipped(host.teacher.post(f"{receipt(host)}/archive"))
        theirs = unzipped(partner.teacher.post(f"{receipt(partner)}/archive"))
    everything = "".join(files.values())
    assert "Four kinds of frogs" in everything
    assert "Three kinds of frogs" in files["archive.json"]
    assert "We have herons." in everything  # it answered
    assert "Nobody answers me." not in everything
    assert "Alone" not in everything
    data = json.loads(files["archive.json"])
    posts = data["activities"][0]["topics"][0]["posts"]
    assert [post["is_own"] for post in posts] == [True, False]
    assert posts[1]["by"].startswith("Student 1 – ")
    others = "".join(theirs.values())
    assert "Nobody answers me." in others
    assert "Four kinds of frogs" in others
    assert "Three kinds of frogs" not in others


def test_each_file_is_in_the_language_of_who_signed(
    app: Flask, campus: Campus, together: Together
) -> None:
    """The worker makes it, whom no LMS has told a language."""
    talk(together)
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        for who, language in ((HOST, "en"), (PARTNER, "en-US")):
            each = party(app, campus.visit(*who))
            files = unzipped(each.teacher.post(f"{receipt(each)}/archive"))
            assert f'<html lang="{language}" dir="ltr">' in files["index.html"]


def test_the_time_is_the_charter_s_that_all_have_signed(
    app: Flask, campus: Campus, together: Together
) -> None:
    talk(together)
    longer = CHARTER | {"retention_days": "365", "version": "1"}
    assert (
        together.partner.teacher.post(f"{together.partner_path}/charters", **longer).status == 303
    )
    assert "30 days" in together.host.teacher.get(f"{together.path}/departure").text
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        assert campus.visit(*HOST).get(together.space).status == 404


def test_nothing_remains_in_the_database(app: Flask, campus: Campus, together: Together) -> None:
    talk(together)
    set_rule(together.partner, together.space, "everything")
    activity = together.add_activity("Waiting")
    held = together.stranger.post(f"{activity}/topics", title="Held", source="Held words.")
    assert held.location.startswith("/reviews/")
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
    with app.app_context():
        assert not list(db.session.scalars(select(Revision)))
        assert not list(db.session.scalars(select(Review)))
        assert not list(db.session.scalars(select(Pseudonym)))
        assert {each.source for each in db.session.scalars(select(Post))} == {""}
        titles = {each.title for each in db.session.scalars(select(Topic))}
        assert titles == {"A topic of a class that has left"}
        rows = db.session.scalars(select(Parting).order_by(Parting.id)).all()
        assert [row.kept["posts"] for row in rows] == [1, 2]
        assert [row.erased["posts"] for row in rows] == [1, 2]
        parted = select(Event).where(Event.verb == "collaboration.parted")
        assert len(db.session.scalars(parted).all()) == 4


def test_what_was_flagged_goes_with_whose_words_it_is(
    app: Flask, campus: Campus, together: Together
) -> None:
    topic = talk(together)
    opening = post_ids(together.student.get(topic))[1]
    form = {"reason": "unkind", "words": "Frogs bite."}
    assert together.stranger.post(f"/posts/{opening}/flags", **form).status == 303
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        host, partner = (party(app, campus.visit(*who)) for who in (HOST, PARTNER))
        own = unzipped(host.teacher.post(f"{receipt(host)}/archive"))["archive.json"]
        theirs = unzipped(partner.teacher.post(f"{receipt(partner)}/archive"))["archive.json"]
        assert "1 flagged text" in host.teacher.get(receipt(host)).text
    flagged = json.loads(own)["flagged"]
    assert [each["source"] for each in flagged] == ["Four kinds of frogs"]
    assert json.loads(theirs)["flagged"] == []
    with app.app_context():
        flag = db.session.scalars(select(Flag)).one()
        assert (flag.source, flag.title, flag.words, flag.is_waiting) == ("", "", "", False)
        assert not any(each.is_held for each in db.session.scalars(select(Topic)))


def test_no_name_of_the_other_class_goes_along(
    app: Flask, campus: Campus, together: Together
) -> None:
    talk(together)
    answer = together.host.teacher.post(f"{together.path}/archive")
    everything = "".join(unzipped(answer).values())
    with app.app_context():
        theirs = list(db.session.scalars(select(Pseudonym.name)))
    assert len(theirs) == 2
    for name in (*theirs, "Mateo", "Delgado", "m501"):
        assert name not in everything


def test_who_leaves_three_takes_its_work_at_once(
    app: Flask, campus: Campus, together: Together
) -> None:
    third = party(app, campus.visit("wattle-park", "tomasz", "6g/wetland"))
    entered = third.enter(together.host.invite(together.path)).location
    assert third.sign(entered, 2).status == 303
    assert together.host.sign(together.path, 2).status == 303
    assert together.partner.sign(together.partner_path, 2).status == 303
    topic = talk(together)
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    leaver = together.partner
    assert leaver.teacher.get(topic).status == 404
    assert "herons" in "".join(unzipped(leaver.teacher.post(f"{receipt(leaver)}/archive")).values())
    assert "herons" in together.student.get(topic).text
    assert "can still be read by the other classes" in leaver.teacher.get(receipt(leaver)).text
    with time_machine.travel(now() + OVER):
        part(app)
        student = campus.visit("wattle-park", "s501", "5b/rain")
        page = student.get(topic)
        assert "herons" not in page.text
        assert "went with its class" in page.text
        assert "Four kinds" in page.text
        teacher = campus.visit(*HOST)
        with app.app_context():
            post_id = db.session.scalars(select(Post.id).where(Post.source == "")).first()
        assert teacher.post(f"/posts/{post_id}/deletion", is_deleted="0").status == 303
        page = teacher.get(topic)
        assert "went with its class" in page.text
        assert f"/posts/{post_id}/deletion" not in page.actions()


def test_a_link_of_the_class_is_not_dead(app: Flask, campus: Campus, together: Together) -> None:
    """It opens an activity of the class's own, with the same points."""
    teacher = together.partner.teacher
    activity = together.add_activity("Shared")
    links = teacher.get(f"{teacher.place}/links")
    action = next(each for each in links.actions() if "/links/" in each)
    assert teacher.post(action, activity=activity.rpartition("/")[2]).status == 303
    again = campus.visit("maple-street", "m501", "5-rivera/snow")
    assert again.place == activity
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        student = campus.visit("maple-street", "m501", "5-rivera/snow")
        assert student.place != activity
        assert student.get(student.place).title == "Snow day stories"


def test_our_copy_is_erased_when_they_say_so(
    app: Flask, campus: Campus, together: Together
) -> None:
    talk(together)
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        host = party(app, campus.visit(*HOST))
        path = receipt(host)
        for _ in range(2):
            assert host.teacher.post(f"{path}/erasure").status == 303
        assert host.teacher.post(f"{path}/archive").status == 404
        assert "The file was erased here" in host.teacher.get(path).text
    with app.app_context():
        verbs = list(db.session.scalars(select(Event.verb)))
    assert verbs.count("archive.erased") == 1


@pytest.mark.parametrize("what", ["", "/archive", "/erasure"])
def test_it_is_its_staffs_alone(
    app: Flask, campus: Campus, together: Together, outsider: Visitor, what: str
) -> None:
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        host, partner = (party(app, campus.visit(*who)) for who in (HOST, PARTNER))
        path = receipt(host)
        student = campus.visit("wattle-park", "s501", "5b/rain")
        third = campus.visit("wattle-park", "tomasz", "6g/wetland")
        method = "post" if what else "get"
        for who in (partner.teacher, student, third):
            assert getattr(who, method)(path + what).status == 404
        other = path.replace(f"/{host.context_id}/", f"/{partner.context_id}/")
        assert getattr(partner.teacher, method)(other + what).status == 404
        assert getattr(host.teacher, method)(f"{path}999{what}").status == 404
        if what:
            assert host.teacher.get(path + what).status == 405
        else:
            assert host.teacher.post(path).status == 405


def test_a_family_that_took_back_its_yes_is_not_taken_along(
    app: Flask, campus: Campus, together: Together
) -> None:
    talk(together)
    page = together.partner.teacher.get(f"/contexts/{together.partner.context_id}/consents")
    shown = [each["value"] for each in page.soup.select("input[name=shown]")]
    path = f"/contexts/{together.partner.context_id}/consents"
    answer = together.partner.teacher.post(path, shown=shown, given=[])
    form = next(each for each in together.partner.teacher.get(answer.location).actions())
    together.partner.teacher.send(together.partner.teacher.get(answer.location), form)
    everything = "".join(unzipped(together.host.teacher.post(f"{together.path}/archive")).values())
    assert "herons" not in everything
    assert "Four kinds of frogs" in everything


def test_a_class_that_comes_back_keeps_what_it_wrote(
    app: Flask, campus: Campus, together: Together
) -> None:
    third = party(app, campus.visit("wattle-park", "tomasz", "6g/wetland"))
    entered = join_third(together, third)
    topic = talk(together)
    together.partner.teacher.post(f"{together.partner_path}/departure")
    back = together.partner.enter(together.host.invite(together.path))
    assert back.status == 303, back.text
    for each, path in (
        (together.partner, back.location),
        (together.host, together.path),
        (third, entered),
    ):
        assert each.sign(path, 3).status == 303
    with time_machine.travel(now() + OVER):
        part(app)
        student = campus.visit("wattle-park", "s501", "5b/rain")
        assert "herons" in student.get(topic).text
