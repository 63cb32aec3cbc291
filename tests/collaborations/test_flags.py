"""Whoever reads a post can have a teacher look at it, and hears what happened."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Event, Flag, Post
from tests.console.conftest import act
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.together import Party, Together, set_rule

LOOKING = "A teacher is looking at this."
WORDS = "You are all slow."


@pytest.fixture
def topic(together: Together) -> str:
    """Begun by a teacher, where both classes read it."""
    return together.start(together.host.teacher, together.add_activity(), title="Our creek")


@pytest.fixture
def post(together: Together, topic: str) -> int:
    """What a child of the host's class answered there."""
    opening = post_ids(together.stranger.get(topic))[1]
    sent = together.student.reply(opening, WORDS)
    assert sent.status == 303, sent.text
    return post_ids(together.host.teacher.get(topic))[2]


def tell(who: Visitor, post: int, **more: str) -> Page:
    return who.post(f"/posts/{post}/flags", **({"reason": "unkind", "words": ""} | more))


def queue(party: Party) -> list[str]:
    """The addresses of what was flagged, as a class's teacher finds them."""
    page = party.teacher.get(f"/contexts/{party.context_id}/reviews")
    section = page.soup.select_one("section[aria-labelledby=flagged]")
    return [a["href"] for a in section.select("h3 a")] if section else []


def decide(party: Party, path: str, is_hidden: str, note: str = "") -> Page:
    page = party.teacher.get(path)
    return party.teacher.send(page, f"{path}/decision", is_hidden=is_hidden, note=note)


def own(who: Visitor) -> Page:
    link = who.get(who.space).links()["What you told a teacher"]
    return who.get(link)


def test_one_flag_hides_it_from_all_students(
    app: Flask, campus: Campus, together: Together, topic: str, post: int
) -> None:
    page = together.stranger.get(topic)
    assert f"/posts/{post}/flags/new" in page.links_to("/posts/")
    assert together.stranger.get(f"/posts/{post}/flags/new").title == "Tell a teacher"
    assert tell(together.stranger, post).status == 303
    classmate = campus.visit("wattle-park", "s502", "5b/rain")
    for who in (together.student, together.stranger, classmate):
        for path in (topic, f"{topic}?view=flat", f"{topic}/posts/2"):
            read = who.get(path)
            assert WORDS not in read.response.text
            assert LOOKING in read.text
        assert "1 post" in read.text
        assert who.get(f"/posts/{post}/replies/new").status == 403
        assert who.get(f"/posts/{post}/flags/new").status == 403
        late = who.reply(post, "What I typed")
        assert late.status == 409
        assert WORDS not in late.response.text
        assert "What I typed" in late.response.text
    edit = {"source": "No.", "version": "1", "submission_key": "edit-one"}
    assert together.student.post(f"/posts/{post}", **edit).status == 403
    for staff in (together.host.teacher, together.partner.teacher):
        read = staff.get(topic)
        assert WORDS in read.text
        assert "Only staff see this" in read.text
    activity = read.soup.select_one("a[href^='/activities/']")["href"]
    work = f"{activity}/works/{_author(app, post)}"
    assert WORDS not in together.student.get(work).response.text
    assert WORDS in together.host.teacher.get(work).response.text


def _author(app: Flask, post: int) -> int:
    with app.app_context():
        return db.session.get_one(Post, post).author_id


def test_an_opening_post_takes_its_title_along(together: Together) -> None:
    activity = together.add_activity()
    topic = together.start(together.student, activity, title="You are slow", source=WORDS)
    post = post_ids(together.host.teacher.get(topic))[1]
    tell(together.stranger, post)
    for who in (together.student, together.stranger):
        for path in (activity, topic):
            assert "You are slow" not in who.get(path).response.text
            assert LOOKING in who.get(path).text
        assert who.get(f"{topic}/edit").status == 403
    assert "You are slow" in together.partner.teacher.get(activity).text
    [path] = queue(together.host)
    assert "You are slow" in together.host.teacher.get(path).text
    assert decide(together.host, path, "0").status == 303
    assert "You are slow" in together.stranger.get(activity).text
    tell(together.stranger, post)
    assert "You are slow" in together.stranger.get(activity).text, "looked at and kept"
    assert together.student.post(topic, title="Slower").status == 303
    tell(together.partner.teacher, post)
    assert "Slower" not in together.stranger.get(activity).text, "another title is looked at anew"
    decide(together.host, queue(together.host)[0], "1")
    together.host.teacher.post(f"{topic}/deletion", is_deleted="0")
    assert "Slower" not in together.stranger.get(activity).text, "the title stays hidden"
    together.host.teacher.post(f"/posts/{post}/deletion", is_deleted="0")
    assert "Slower" in together.stranger.get(activity).text


def test_it_stays_and_the_child_hears(together: Together, topic: str, post: int) -> None:
    tell(together.stranger, post, words="It made me sad.")
    assert "has not looked at it yet" in own(together.stranger).text
    assert "It made me sad." in own(together.stranger).text
    for party in (together.host, together.partner):
        page = party.teacher.get(party.teacher.space)
        assert "1 text waits for you" in page.text
    [path] = queue(together.host)
    assert decide(together.host, path, "0", note="They meant the creeks.").status == 303
    assert not queue(together.host)
    assert not queue(together.partner)
    heard = own(together.stranger)
    assert "it stays" in heard.text
    assert "They meant the creeks." in heard.text
    seen = together.partner.teacher.get(f"/contexts/{together.partner.context_id}/reviews")
    assert "They meant the creeks." in seen.text, "a second adult reads it"
    assert WORDS in together.student.get(topic).text
    assert "2 posts" in together.student.get(topic).text
    tell(together.stranger, post)
    assert WORDS in together.student.get(topic).text, "kept: it isn't hidden once more"
    assert len(queue(together.host)) == 1, "staff hear of it all the same"
    edit = {"source": "You are slower.", "version": "1", "submission_key": "edit-one"}
    assert together.student.post(f"/posts/{post}", **edit).status == 303
    tell(together.partner.teacher, post)
    assert "You are slower." not in together.student.get(topic).text, "other words"


def test_hiding_it_keeps_the_evidence(together: Together, topic: str, post: int) -> None:
    tell(together.stranger, post)
    [path] = queue(together.partner)
    page = together.partner.teacher.get(path)
    assert WORDS in page.text
    assert "only teachers of whoever wrote it" in page.text
    assert (
        together.partner.teacher.post(
            f"{path}/decision", is_hidden="0", version="1", note=""
        ).status
        == 403
    )
    assert decide(together.partner, path, "1").status == 303
    assert "hid it" in own(together.stranger).text
    assert WORDS not in together.student.get(topic).text
    evidence = path.replace(f"/{together.partner.context_id}/", f"/{together.host.context_id}/")
    for party, at in ((together.host, evidence), (together.partner, path)):
        assert WORDS in party.teacher.get(at).text
    together.host.teacher.post(f"/posts/{post}/deletion", is_deleted="0")
    assert WORDS in together.student.get(topic).text
    assert "2 posts" in together.student.get(topic).text


def test_nobody_else_learns_who_it_was(
    app: Flask, campus: Campus, together: Together, post: int
) -> None:
    child = str(together.stranger.first.soup.select_one(".bar__name").get_text())  # type: ignore
    tell(together.stranger, post, words=f"I am {child}.")
    [theirs], [ours] = queue(together.partner), queue(together.host)
    assert child in together.partner.teacher.get(theirs).response.text
    page = together.host.teacher.get(ours)
    assert child not in page.response.text
    assert "Somebody in" in page.text
    principal = campus.visit("wattle-park", "beatrice", "5b/rain")
    assert child not in principal.get("/console/events").response.text
    with app.app_context():
        query = select(Event).where(Event.verb == "flag.raised").order_by(Event.id)
        raised = db.session.scalars(query).all()
        flag = db.session.scalars(select(Flag)).one()
        assert len({each.school_id for each in raised}) == 2
        assert [each.actor_id for each in raised] == [flag.member_id, None]


def test_staff_give_no_child_away(together: Together, post: int) -> None:
    tell(together.stranger, post)
    [path] = queue(together.host)
    page = decide(together.host, path, "0", note="That was Amira Haddad.")
    assert page.status == 422
    assert page.value("note") == "That was Amira Haddad."
    assert queue(together.host) == [path]


def test_twice_is_once(app: Flask, together: Together, topic: str, post: int) -> None:
    for _ in range(2):
        assert tell(together.stranger, post).status == 303
    tell(together.partner.teacher, post)
    assert len(queue(together.host)) == 2
    [path, _other] = queue(together.host)
    decide(together.host, path, "0")
    assert not queue(together.host), "the others asked the same"
    assert "1 post" not in together.student.get(topic).text
    again = together.host.teacher.post(f"{path}/decision", is_hidden="1", version="1", note="")
    assert again.status == 303
    assert WORDS in together.student.get(topic).text, "it was decided on"


def test_in_one_class_it_stays_until_somebody_looks(
    together: Together, student: Visitor, classmate: Visitor
) -> None:
    topic = student.start_topic("Names", WORDS)
    post = post_ids(together.host.teacher.get(topic))[1]
    tell(classmate, post)
    assert WORDS in classmate.get(topic).text
    [path] = queue(together.host)
    edit = {"source": "Sorry.", "version": "1", "submission_key": "edit-one"}
    page = together.host.teacher.get(path)
    assert student.post(f"/posts/{post}", **edit).status == 303
    late = together.host.teacher.send(page, f"{path}/decision", is_hidden="1", note="Mine")
    assert (late.status, late.value("note")) == (409, "Mine")
    assert WORDS in late.text, "what it said then"
    assert decide(together.host, path, "0").status == 303


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"reason": ""}, "Choose what it is about."),
        ({"reason": "nonsense"}, "Choose what it is about."),
        ({"words": "n" * 501}, "Shorten it to 500"),
    ],
)
def test_what_can_not_be_taken(
    together: Together, topic: str, post: int, form: dict[str, Any], words: str
) -> None:
    page = tell(together.stranger, post, **form)
    assert page.status == 422
    assert words in page.text
    assert page.value("words") == form.get("words", "")
    assert WORDS in together.student.get(topic).text


def test_who_may_not(together: Together, topic: str, post: int, visit: Any) -> None:
    assert tell(together.student, post).status == 403, "their own"
    assert tell(visit("onlooker"), post).status == 403
    assert tell(visit("mentor"), post).status == 404
    assert tell(visit("neighbour"), post).status == 404
    assert tell(together.stranger, 99_999).status == 404
    tell(together.stranger, post)
    [path] = queue(together.host)
    assert together.student.get(path).status == 403
    assert together.stranger.get(path).status == 404
    assert together.partner.teacher.get(path).status == 404
    assert visit("neighbour").get(path).status == 404
    assert together.host.teacher.get(f"{path}9999").status == 404
    assert together.host.teacher.get(f"{path}/decision").status == 405
    assert together.host.teacher.post(f"{path}/decision", note="").status == 400
    assert "has not looked" not in own(visit("classmate")).text


def test_a_restored_post_waits_on(together: Together, topic: str, post: int) -> None:
    """A partner's teacher can't let it stand by another way."""
    tell(together.stranger, post)
    for is_deleted in ("1", "0"):
        path = f"/posts/{post}/deletion"
        assert together.partner.teacher.post(path, is_deleted=is_deleted).status == 303
    assert WORDS not in together.student.get(topic).text
    assert "1 post" in together.student.get(topic).text


def test_a_topic_does_not_go_with_its_last_shown_post(together: Together) -> None:
    topic = together.start(together.student, together.add_activity(), title="Two", source="One")
    opening = post_ids(together.host.teacher.get(topic))[1]
    together.student.reply(opening, WORDS)
    reply = post_ids(together.host.teacher.get(topic))[2]
    tell(together.stranger, reply)
    assert together.student.post(f"/posts/{opening}/deletion", is_deleted="1").status == 303
    assert together.stranger.get(topic).status == 200
    decide(together.host, queue(together.host)[0], "0")
    assert WORDS in together.stranger.get(topic).text
    assert "1 post" in together.stranger.get(topic).text


def test_a_class_that_left_is_not_reached(together: Together, corridor: Party, post: int) -> None:
    path = corridor.enter(together.host.invite(together.path)).location
    for party, at in (
        (corridor, path),
        (together.host, together.path),
        (together.partner, together.partner_path),
    ):
        assert party.sign(at, version=2).status == 303
    tell(together.stranger, post)
    [own_path] = queue(together.partner)
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    assert not queue(together.partner)
    assert together.partner.teacher.get(own_path).status == 404
    assert tell(together.partner.teacher, post).status == 404
    assert len(queue(together.host)) == 1


def test_what_waits_can_not_be_flagged(together: Together, topic: str) -> None:
    set_rule(together.host, together.space, "everything")
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.student.reply(opening, WORDS).location.startswith("/reviews/")
    assert post_ids(together.stranger.get(topic)).keys() == {1}


def test_whom_staff_turn_to(
    app: Flask,
    campus: Campus,
    together: Together,
    post: int,
    principal: Visitor,
    neighbour: Visitor,
) -> None:
    tell(together.stranger, post)
    [path] = queue(together.host)
    assert "school console" in together.host.teacher.get(path).text
    found = principal.get("/console").links_to("/console/schools/")
    [contact] = [each for each in found if each.endswith("/contact")]
    assert act(principal, contact, contact="n" * 201).status == 422
    assert act(principal, contact, contact="Ngaio, room 4").status == 303
    assert "Ngaio, room 4" in together.host.teacher.get(path).text
    assert neighbour.get(contact).status == 404
    assert together.host.teacher.get(contact).status == 404
    [theirs] = queue(together.partner)
    assert "Ngaio" not in together.partner.teacher.get(theirs).text
    with app.app_context():
        [event] = db.session.scalars(select(Event).where(Event.verb == "school.contact_set")).all()
        assert event.details == {"contact": "Ngaio, room 4"}
