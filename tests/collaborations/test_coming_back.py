"""A class that left is invited again: what it wrote is kept only if it joins."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Parting, now
from tests.collaborations.test_first_names import Rules, rules
from tests.collaborations.test_parting import end, part, talk
from tests.support.bulk import membership
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.together import Party, Together, agree, join_third, set_rule

__all__ = ["rules"]

OVER = timedelta(days=31)
HOST = ("wattle-park", "marama", "5b/rain")
PARTNER = ("maple-street", "elena", "5-rivera/snow")


@pytest.fixture
def left(together: Together, corridor: Party) -> str:
    """Three work together; the partner, whose student wrote of herons there, has left. A topic."""
    join_third(together, corridor)
    topic = talk(together)
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    return topic


def come_back(together: Together) -> str:
    """Enter another code: the page on which the class is asked to sign."""
    back = together.partner.enter(together.host.invite(together.path))
    assert back.status == 303, back.text
    return back.location


def is_read(app: Flask, campus: Campus, topic: str) -> bool:
    """Whether the others still read what the class wrote, once its time is over."""
    with time_machine.travel(now() + OVER):
        part(app)
        page = campus.visit("wattle-park", "s501", "5b/rain").get(topic)
        assert "Four kinds" in page.text
        return "herons" in page.text


def open_receipts(app: Flask) -> list[bool]:
    """Of each receipt of the partner, whether something is still to be erased."""
    with app.app_context():
        rows = db.session.scalars(select(Parting).order_by(Parting.id))
        return [each.erased_at is None for each in rows]


def test_who_says_no_the_second_time(
    app: Flask, campus: Campus, together: Together, left: str
) -> None:
    entered = come_back(together)
    assert together.partner.teacher.post(f"{entered}/departure").status == 303
    assert not is_read(app, campus, left)
    assert open_receipts(app) == [False]


def test_who_never_signs(app: Flask, campus: Campus, together: Together, left: str) -> None:
    """Entering a code binds nobody: the time that all agreed to runs on, and the class may join."""
    entered = come_back(together)
    assert not is_read(app, campus, left)
    assert open_receipts(app) == [False]
    with time_machine.travel(now() + OVER):
        assert campus.visit(*PARTNER).get(entered).status == 200


def test_where_the_others_end_it_meanwhile(
    app: Flask, campus: Campus, together: Together, left: str
) -> None:
    come_back(together)
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
    with app.app_context():
        left_over = select(Parting.context_id).where(Parting.erased_at.is_(None))
        assert not db.session.scalars(left_over).all()


def test_who_came_back_and_leaves_again(
    app: Flask, campus: Campus, together: Together, corridor: Party, left: str
) -> None:
    """It has two files, and both receipts say when its words were erased."""
    entered = come_back(together)
    assert together.partner.sign(entered, 3).status == 303
    assert together.host.sign(together.path, 3).status == 303
    number = together.path.rpartition("/")[2]
    assert corridor.sign(f"{corridor.all}/{number}", 3).status == 303
    assert "herons" in together.stranger.get(left).text
    assert together.partner.teacher.post(f"{entered}/departure").status == 303
    assert open_receipts(app) == [True, True]
    assert not is_read(app, campus, left)
    assert open_receipts(app) == [False, False]


def test_who_leaves_instead_of_going_on(
    together: Together, corridor: Party, campus: Campus
) -> None:
    """The others had agreed already: nothing keeps them from writing any more."""
    entered = join_third(together, corridor)
    assert corridor.teacher.post(f"{entered}/freeze").status == 303
    for party, path in ((together.host, together.path), (together.partner, together.partner_path)):
        assert party.teacher.post(f"{path}/thaw").status == 303
    assert "Writing is stopped" in together.host.teacher.get(together.path).text
    assert corridor.teacher.post(f"{entered}/departure").status == 303
    assert "Working together" in together.host.teacher.get(together.path).text
    assert together.start(together.student, together.add_activity(), title="On we go")


def test_a_first_name_that_came_later_tells_nobody_who_wrote_before(
    app: Flask, campus: Campus, rules: Rules, corridor: Party
) -> None:
    """The places of what was erased stand there, and somebody remembers who wrote in them."""
    together = rules.together
    entered = join_third(together, corridor)
    activity = together.add_activity()
    child = third_child(campus, together, corridor)
    agree(app, corridor.teacher, child)
    topic = together.start(child, activity, title="Frogs", source="Three kinds of frogs")
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, "We have herons.").status == 303
    assert corridor.teacher.post(f"{entered}/departure").status == 303
    with time_machine.travel(now() + OVER):
        part(app)
    for each, path in (
        (corridor, corridor.enter(together.host.invite(together.path)).location),
        (together.host, together.path),
        (together.partner, together.partner_path),
    ):
        assert each.sign(path, 3).status == 303
    rules.school()
    assert corridor.teacher.post(f"{entered}/names", first_names="1").status == 303
    later = together.start(third_child(campus, together, corridor), activity, title="Fog")
    first_name = given_name(app, child)
    for path in (activity, topic, later):
        page = together.stranger.get(path)
        assert page.status == 200
        assert first_name not in page.response.text


def third_child(campus: Campus, together: Together, corridor: Party) -> Visitor:
    """A child of the third class, whose words go at once."""
    set_rule(corridor, together.space, "nothing")
    return campus.visit("wattle-park", "s601", "6g/wetland")


def given_name(app: Flask, child: Visitor) -> str:
    with app.app_context():
        name = membership(child).user.given_name
        db.session.remove()
    assert name
    return name


def wishes_first_names(class_: Party, page: str) -> bool:
    return class_.teacher.get(page).soup.select_one("input[name=first_names]").has_attr("checked")


def test_what_it_wished_for_earlier_is_not_wished_again(
    rules: Rules, together: Together, corridor: Party
) -> None:
    """Teachers may have changed, and families think of the old time: names are asked for anew."""
    entered = join_third(together, corridor)
    rules.school()
    page = f"{entered}/names"
    assert corridor.teacher.post(page, first_names="1").status == 303
    assert wishes_first_names(corridor, page)
    assert corridor.teacher.post(f"{entered}/departure").status == 303
    assert corridor.enter(together.host.invite(together.path)).status == 303
    for each, path in (
        (corridor, entered),
        (together.host, together.path),
        (together.partner, together.partner_path),
    ):
        assert each.sign(path, 3).status == 303
    assert not wishes_first_names(corridor, page)


def test_while_it_considers_its_words_keep_its_mark(together: Together, left: str) -> None:
    """They still stand there, and readers know whose class wrote them."""
    assert "Maple Street" in together.student.get(left).text
    come_back(together)
    page = together.student.get(left)
    assert "herons" in page.text
    assert "Maple Street" in page.text
