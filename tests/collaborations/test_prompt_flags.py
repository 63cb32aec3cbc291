"""Whoever reads a teacher's words above the topics can have staff look at them too."""

import pytest
from flask import Flask

from app.extensions import db
from app.models import ActorKind, Event, PromptFlag
from tests.support.cast import Campus, Page, Visitor
from tests.support.together import Party, Together

LOOKING = "A teacher is looking at this."
PROMPT = "Who is the slowest of you?"


@pytest.fixture
def activity(together: Together) -> str:
    return together.add_activity("Races", source=PROMPT)


def tell(who: Visitor, activity: str, **more: str) -> Page:
    return who.post(f"{activity}/flags", **({"reason": "unkind", "words": ""} | more))


def queue(party: Party) -> list[str]:
    """The addresses of what was flagged, as a class's teacher finds them."""
    page = party.teacher.get(f"/contexts/{party.context_id}/reviews")
    section = page.soup.select_one("section[aria-labelledby=flagged]")
    return [a["href"] for a in section.select("h3 a")] if section else []


def decide(party: Party, path: str, is_hidden: str, note: str = "") -> Page:
    page = party.teacher.get(path)
    return party.teacher.send(page, f"{path}/decision", is_hidden=is_hidden, note=note)


def own(who: Visitor) -> str:
    return who.get(who.get(who.space).links()["What you told a teacher"]).text


def test_one_flag_hides_it_from_all_students(
    campus: Campus, together: Together, activity: str
) -> None:
    assert f"{activity}/flags/new" in together.stranger.get(activity).links_to(activity)
    form = together.stranger.get(f"{activity}/flags/new")
    assert (form.title, PROMPT in form.text) == ("Tell a teacher", True)
    assert tell(together.stranger, activity).status == 303
    for who in (together.student, together.stranger):
        page = who.get(activity)
        assert PROMPT not in page.response.text
        assert LOOKING in page.text
        assert who.get(f"{activity}/flags/new").status == 403
    for party in (together.host, together.partner):
        page = party.teacher.get(activity)
        assert PROMPT in page.text
        assert "Only staff see this" in page.text
        assert "1 text waits for you" in party.teacher.get(party.teacher.space).text
    mentor = campus.visit("wattle-park", "leila", "5b/rain")
    assert mentor.get(f"{activity}/flags/new").status in (403, 404)


def test_it_stands_where_the_flaggers_own_staff_say_so(
    together: Together, activity: str, app: Flask
) -> None:
    tell(together.stranger, activity, words="It is mean.")
    [path] = queue(together.partner)
    assert "It is mean." in together.partner.teacher.get(path).text
    [theirs] = queue(together.host)
    seen = together.host.teacher.get(theirs)
    assert "Let it stand" not in seen.text
    assert "Somebody in Grade 5 Rivera" in seen.text
    assert together.stranger.first
    name = str(together.stranger.first.soup.select(".bar__name")[0].get_text())
    assert name not in seen.response.text
    assert decide(together.host, theirs, "0").status == 403
    assert decide(together.partner, path, "0", "It is a joke.").status == 303
    assert PROMPT in together.student.get(activity).text
    assert "it stays" in own(together.stranger)
    assert "It is a joke." in own(together.stranger)
    assert not queue(together.partner)
    page = together.host.teacher.get(f"/contexts/{together.host.context_id}/reviews")
    assert "It is a joke." in page.text
    tell(together.student, activity)
    assert PROMPT in together.student.get(activity).text, "looked at and kept"
    assert len(queue(together.host)) == 1
    with app.app_context():
        query = db.select(Event).where(Event.verb == "prompt_flag.raised").order_by(Event.id)
        first = list(db.session.scalars(query))[:2]
        kinds = sorted((each.actor_kind, each.actor_id is None) for each in first)
        assert kinds == [(ActorKind.MEMBER, False), (ActorKind.MEMBER, True)]


def test_any_staff_take_it_away(together: Together, activity: str, app: Flask) -> None:
    tell(together.student, activity)
    tell(together.partner.teacher, activity)
    [path, _other] = queue(together.partner)
    assert decide(together.partner, path, "1", "It is gone.").status == 303
    page = together.student.get(activity)
    assert PROMPT not in page.response.text
    assert LOOKING not in page.text
    assert "hid it" in own(together.student)
    assert PROMPT in together.host.teacher.get(path.replace(
        str(together.partner.context_id), str(together.host.context_id), 1
    )).text, "evidence stays"  # fmt: skip
    assert not queue(together.host)
    with app.app_context():
        states = {str(each.state) for each in db.session.scalars(db.select(PromptFlag))}
        assert states == {"hidden"}


def test_words_that_changed_are_looked_at_once_more(together: Together, activity: str) -> None:
    tell(together.student, activity)
    [path] = queue(together.host)
    page = together.host.teacher.get(path)
    assert together.partner.teacher.post(activity, title="Races", source="Run!").status == 303
    answer = together.host.teacher.send(page, f"{path}/decision", is_hidden="1", note="Gone.")
    assert answer.status == 409
    assert "Look at them once more" in answer.text
    assert "Gone." in answer.text
    assert "Run!" in together.host.teacher.get(activity).text
    assert decide(together.host, path, "0").status == 303
    assert "Run!" in together.student.get(activity).text


def test_twice_is_once(together: Together, activity: str, app: Flask) -> None:
    for _ in range(2):
        assert tell(together.stranger, activity).status == 303
    assert len(queue(together.host)) == 1
    assert tell(together.host.teacher, activity, reason="").status == 422


def test_in_a_class_of_its_own_nothing_is_hidden(student: Visitor, teacher: Visitor) -> None:
    assert teacher.post(teacher.place, title="Rain", source=PROMPT).status == 303
    assert tell(student, teacher.place).status == 303
    assert PROMPT in student.get(teacher.place).text


def test_who_may_not(together: Together, activity: str, campus: Campus) -> None:
    outsider = campus.visit("wattle-park", "tomasz", "6g/wetland")
    tell(together.student, activity)
    [path] = queue(together.host)
    for who in (outsider, together.stranger):
        assert who.get(path).status == 404
        assert who.post(f"{path}/decision", is_hidden="1").status == 404
    assert outsider.get(f"{activity}/flags/new").status == 404
    assert tell(outsider, activity).status == 404
    assert together.student.get(path).status == 403
    assert together.host.teacher.get(f"{path}0").status == 404
    empty = together.add_activity("No words")
    assert tell(together.student, empty).status == 403
