"""Two tabs, two teachers or two classes at the same moment: one after the other, and done once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.models import Event, Parting
from tests.support.cast import Campus, Visitor
from tests.support.together import Party, Together, join_third

Ask = Callable[[], int]


def tab(app: Flask, of: Visitor, path: str, **form: str) -> Ask:
    """A form in a browser tab of its own, ready to be sent."""
    visitor = Visitor(app.test_client(use_cookies=False), of.token)
    return lambda: visitor.post(path, **form).status


def at_once(*asks: Ask) -> list[int]:
    """Send all of them at the same moment; the answers in their order."""
    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(lambda ask: ask(), asks))


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Event.verb)))


def partings(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Parting.id))) or 0


@pytest.fixture
def three(app: Flask, together: Together, corridor: Party) -> Together:
    """A third class is with them."""
    join_third(together, corridor)
    return together


def test_leaving_from_four_tabs(app: Flask, three: Together) -> None:
    path = f"{three.partner_path}/departure"
    leave = [tab(app, three.partner.teacher, path) for _ in range(4)]
    answers = at_once(*leave)
    assert sorted(answers) == [303, 404, 404, 404]
    assert partings(app) == 1
    assert verbs(app).count("collaboration.left") == 2  # one for each School


def test_ending_from_four_tabs(app: Flask, together: Together) -> None:
    end = [tab(app, together.host.teacher, f"{together.path}/departure") for _ in range(4)]
    assert sorted(at_once(*end)) == [303, 403, 403, 403]
    assert verbs(app).count("collaboration.ended") == 2


def test_both_end_it(app: Flask, together: Together) -> None:
    answers = at_once(
        tab(app, together.host.teacher, f"{together.path}/departure"),
        tab(app, together.partner.teacher, f"{together.partner_path}/departure"),
    )
    assert sorted(answers) == [303, 403]
    assert verbs(app).count("collaboration.ended") == 2


def test_signing_and_declining(app: Flask, host: Party, partner: Party) -> None:
    """Whichever comes first counts; a class that had joined leaves as one that had."""
    path = host.draft()
    entered = partner.enter(host.invite(path)).location
    sign = tab(app, partner.teacher, f"{entered}/acceptance", version="1")
    answers = at_once(sign, tab(app, partner.teacher, f"{entered}/departure"))
    assert answers in ([303, 303], [404, 303])
    text = host.teacher.get(path).text
    assert ("Ended" in text) == (answers[0] == 303)
    assert "Working together" not in text


def test_entering_and_taking_back(app: Flask, host: Party, partner: Party) -> None:
    """Rows are locked in one order, so that neither waits for the other."""
    path = host.draft()
    for _ in range(3):
        code = host.invite(path)
        [revocation, *_] = [
            each for each in host.teacher.get(path).actions() if each.endswith("/revocation")
        ]
        asks = [tab(app, partner.teacher, f"{partner.all}/entrance", code=code)]
        asks += [tab(app, host.teacher, revocation) for _ in range(3)]
        entered, *taken_back = at_once(*asks)
        assert taken_back == [303] * 3
        assert entered in (303, 422)
        if entered == 303:
            number = path.rpartition("/")[2]
            assert partner.teacher.post(f"{partner.all}/{number}/departure").status == 303


def test_two_teachers_of_a_class_enter_two_codes(
    app: Flask, campus: Campus, host: Party, partner: Party
) -> None:
    path = host.draft()
    codes = [host.invite(path) for _ in range(2)]
    enter = [tab(app, partner.teacher, f"{partner.all}/entrance", code=each) for each in codes]
    assert sorted(at_once(*enter)) == [303, 422]


def test_freezing_while_all_agree_to_go_on(app: Flask, together: Together) -> None:
    """Whoever stops it last has the last word, and nobody's word is lost."""
    together.host.teacher.post(f"{together.path}/freeze")
    answers = at_once(
        tab(app, together.host.teacher, f"{together.path}/thaw"),
        tab(app, together.partner.teacher, f"{together.partner_path}/thaw"),
    )
    assert answers == [303, 303]
    assert "Working together" in together.host.teacher.get(together.path).text
