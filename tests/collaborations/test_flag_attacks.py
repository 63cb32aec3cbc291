"""Flags from two tabs, with others' ids, and of what is changed or gone at the same moment."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Event, Flag, Post, Topic, now
from tests.collaborations.test_at_once import Ask, at_once, tab
from tests.collaborations.test_coming_back import OVER
from tests.collaborations.test_flags import WORDS, own, queue, tell
from tests.collaborations.test_parting import part
from tests.support.cast import Campus, post_ids
from tests.support.together import Party, Together, join_third, party

FLAG = {"reason": "unkind", "words": ""}


@pytest.fixture
def topic(together: Together) -> str:
    return together.start(together.host.teacher, together.add_activity(), title="Our creek")


@pytest.fixture
def post(together: Together, topic: str) -> int:
    """What a child of the host's class answered there."""
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.student.reply(opening, WORDS).status == 303
    return post_ids(together.host.teacher.get(topic))[2]


def now_is(app: Flask, post: int) -> tuple[Post, Topic, list[Flag]]:
    with app.app_context():
        found = db.session.get_one(Post, post)
        topic = db.session.get_one(Topic, found.topic_id)
        flags = list(db.session.scalars(select(Flag).order_by(Flag.id)))
        db.session.remove()
        return found, topic, flags


def test_one_form_from_four_tabs(app: Flask, together: Together, topic: str, post: int) -> None:
    sent = [tab(app, together.stranger, f"/posts/{post}/flags", **FLAG) for _ in range(4)]
    assert at_once(*sent) == [303] * 4
    _post, counted, flags = now_is(app, post)
    assert (len(flags), counted.posts_count) == (1, 1)
    with app.app_context():
        raised = db.session.scalars(select(Event).where(Event.verb == "flag.raised")).all()
    assert len(raised) == 2  # one for each School


def test_two_teachers_decide_otherwise(
    app: Flask, together: Together, topic: str, post: int
) -> None:
    """The first counts, whole: what it says and what is shown are the same."""
    tell(together.stranger, post)
    [path] = queue(together.host)
    asks: list[Ask] = [
        tab(app, together.host.teacher, f"{path}/decision", is_hidden=each, version="1", note=each)
        for each in ("0", "1", "0", "1")
    ]
    assert at_once(*asks) == [303] * 4
    found, counted, [flag] = now_is(app, post)
    assert found.is_deleted == (flag.state == "hidden") == (flag.note == "1")
    assert counted.posts_count == (1 if found.is_deleted else 2)
    assert found.is_hidden == found.is_deleted
    with app.app_context():
        query = select(Event).where(Event.verb.in_(("flag.hidden", "flag.kept")))
        assert len(db.session.scalars(query).all()) == 2


@pytest.mark.parametrize("what", ["deleted by its author", "deleted by staff", "edited", "decided"])
def test_flagged_at_the_same_moment(
    app: Flask, together: Together, topic: str, post: int, what: str
) -> None:
    """Whatever came first: it is counted once, and nobody reads what staff have to look at."""
    changes: dict[str, Ask] = {
        "deleted by its author": tab(
            app, together.student, f"/posts/{post}/deletion", is_deleted="1"
        ),
        "deleted by staff": tab(
            app, together.partner.teacher, f"/posts/{post}/deletion", is_deleted="1"
        ),
        "edited": tab(app, together.student, f"/posts/{post}", source="Sorry.", version="1"),
    }
    if what == "decided":
        tell(together.partner.teacher, post)
        path = f"{queue(together.host)[0]}/decision"
        changes[what] = tab(app, together.host.teacher, path, is_hidden="0", version="1", note="")
    flagged, changed = at_once(
        tab(app, together.stranger, f"/posts/{post}/flags", **FLAG), changes[what]
    )
    assert flagged in (303, 403)
    assert changed in (303, 403)
    assert 303 in (flagged, changed)
    found, counted, flags = now_is(app, post)
    assert counted.posts_count == 2 - found.is_hidden
    if what != "decided":
        assert len(flags) == (flagged == 303)
        assert not flags or flags[0].source == (
            WORDS if (changed == 303 and found.version == 1) or flags[0].version == 1 else "Sorry."
        )
    if flags and found.is_held:
        for who in (together.student, together.stranger):
            assert found.source not in who.get(topic).text


def test_a_form_that_was_opened_before_another_flagged_it(
    campus: Campus, together: Together, post: int
) -> None:
    """What a child has to say reaches staff, also of what is hidden by now."""
    classmate = campus.visit("maple-street", "m502", "5-rivera/snow")
    prompted = together.add_activity("Races", source="Who is the slowest?")
    for path in (f"/posts/{post}/flags", f"{prompted}/flags"):
        assert classmate.get(f"{path}/new").status == 200
        assert together.stranger.post(path, **FLAG).status == 303
        assert classmate.get(f"{path}/new").status == 403, "nothing there to read any more"
        late = classmate.post(path, reason="", words="I know him.")
        assert (late.status, late.value("words")) == (422, "I know him.")
        assert WORDS not in late.response.text
        assert "slowest" not in late.response.text
        assert classmate.post(path, reason="unsafe", words="I know him.").status == 303
        found = [together.partner.teacher.get(each).text for each in queue(together.partner)]
        assert any("I know him." in each for each in found)
    assert together.student.post(f"/posts/{post}/flags", **FLAG).status == 403, "their own"


def test_ids_of_another_class(
    app: Flask, campus: Campus, together: Together, corridor: Party, post: int, topic: str
) -> None:
    """A class of the space that is not concerned, and one of another: neither reads nor decides."""
    join_third(together, corridor)
    outsider = party(app, campus.visit("maple-street", "grace", "6-chen/fair"))
    tell(together.stranger, post)
    [path] = queue(together.host)
    number = path.rpartition("/")[2]
    for who in (corridor, outsider):
        for context in (who.context_id, together.host.context_id, together.partner.context_id):
            foreign = f"/contexts/{context}/flags/{number}"
            assert who.teacher.get(foreign).status == 404
            answer = who.teacher.post(f"{foreign}/decision", is_hidden="1", version="1", note="")
            assert answer.status == 404
        own_queue = who.teacher.get(f"/contexts/{who.context_id}/reviews")
        assert WORDS not in own_queue.response.text
    assert outsider.teacher.get(f"/posts/{post}/flags/new").status == 404
    assert tell(outsider.teacher, post).status == 404
    assert [each.is_waiting for each in now_is(app, post)[2]] == [True]


def test_evidence_when_its_class_has_parted(
    app: Flask, campus: Campus, together: Together, corridor: Party, post: int
) -> None:
    """Its words went with it: whoever flagged them reads that it was so, and nothing of them."""
    join_third(together, corridor)
    sister = together.start(
        together.stranger, together.add_activity("More"), title="Herons", source=WORDS
    )
    theirs = post_ids(together.host.teacher.get(sister))[1]
    tell(together.student, theirs, words="It made me sad.")
    [path] = queue(together.host)
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    with time_machine.travel(now() + OVER):
        part(app)
        teacher = campus.visit("wattle-park", "marama", "5b/rain")
        student = campus.visit("wattle-park", "s501", "5b/rain")
        page = teacher.get(path)
        assert page.status == 200
        assert "went with its class" in page.text
        assert WORDS not in page.response.text
        assert "Herons" not in page.response.text
        listed = teacher.get(f"/contexts/{together.host.context_id}/reviews")
        assert listed.status == 200
        assert WORDS not in listed.response.text
        answer = teacher.post(f"{path}/decision", is_hidden="1", version="1", note="")
        assert answer.status == 303
        assert own(student).status == 200


@pytest.mark.parametrize(
    "form",
    [
        {"is_hidden": "1", "version": "9" * 5_000, "note": ""},
        {"is_hidden": "1", "version": "x\x00", "note": ""},
        {"is_hidden": "2", "version": "1", "note": ""},
        {"is_hidden": ["0", "1"], "version": "1", "note": "\x00"},
        {"is_hidden": "1", "version": "1", "note": "<script>alert(1)</script>\u202e" * 40},
    ],
)
def test_forms_that_nobody_made(
    app: Flask, together: Together, post: int, form: dict[str, Any]
) -> None:
    tell(together.stranger, post, words="\x00<img src=x onerror=alert(1)>\u202e")
    [path] = queue(together.host)
    [theirs] = queue(together.partner)
    shown = together.partner.teacher.get(theirs)
    assert "<img src=x" not in shown.response.text
    answer = together.host.teacher.post(f"{path}/decision", **form)
    assert answer.status in (303, 400, 409, 422)
    assert "<script>alert" not in answer.response.text
    assert own(together.stranger).status == 200


def test_words_of_a_school_that_left(app: Flask, together: Together, corridor: Party) -> None:
    """While they stand, one flag hides them: two classes of one School read another's child."""
    join_third(together, corridor)
    topic = together.start(together.host.teacher, together.add_activity())
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, WORDS).status == 303
    post = post_ids(together.host.teacher.get(topic))[2]
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    assert WORDS in together.student.get(topic).text
    assert tell(together.student, post).status == 303
    assert WORDS not in together.student.get(topic).text
    assert len(queue(together.host)) == 1
