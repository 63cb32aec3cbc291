"""An Activity: the list of its topics, and the teacher's words above them."""

from itertools import chain

import pytest
from flask import Flask
from sqlalchemy import update

from app.extensions import db
from app.models import Topic, now
from app.queries.topics import MOST_PINNED
from tests.support.bulk import add_topics
from tests.support.cast import Visitor


def titles(visitor: Visitor) -> list[str]:
    return [link.get_text() for link in visitor.get(visitor.place).soup.select("li h2 a")]


def test_an_empty_one_invites(teacher: Visitor, student: Visitor, onlooker: Visitor) -> None:
    assert student.get(student.place).title == "Rain discussion"
    assert student.get(student.place).links()["New topic"] == f"{student.place}/topics/new"
    assert "greets your class" in teacher.get(teacher.place).text
    assert "greets your class" not in student.get(student.place).text
    page = onlooker.get(onlooker.place)
    assert "Come back later" in page.text
    assert "New topic" not in page.links()


def test_the_list_tells_who_and_how_many(
    student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.reply(opening)
    page = student.get(student.place)
    assert page.links()["Clouds"] == topic
    assert "Amira Haddad 1 reply" in page.text
    student.reply(opening)
    assert "2 replies" in student.get(student.place).text


def test_newest_activity_comes_first_and_pinned_ones_before_it(
    teacher: Visitor, student: Visitor, topic: str, opening: int
) -> None:
    rain, fog = student.start_topic("Rain"), student.start_topic("Fog")
    assert titles(student) == ["Fog", "Rain", "Clouds"]
    student.reply(opening)
    assert titles(student) == ["Clouds", "Fog", "Rain"]
    for pinned in (fog, rain):
        teacher.post(f"{pinned}/pin", is_pinned="1")
    assert titles(student) == ["Rain", "Fog", "Clouds"]
    teacher.post(f"{rain}/pin", is_pinned="0")
    assert titles(student) == ["Fog", "Clouds", "Rain"]


def walked(visitor: Visitor) -> list[list[str]]:
    """The titles of every page of the list."""
    page, pages = visitor.get(visitor.place), []
    while True:
        pages.append([link.get_text() for link in page.soup.select("li h2 a")])
        older = page.soup.find("a", rel="next")
        if older is None:
            return pages
        page = visitor.get(older["href"])


def flat(pages: list[list[str]]) -> list[str]:
    return list(chain.from_iterable(pages))


def test_every_topic_stands_on_one_page(app: Flask, student: Visitor) -> None:
    names = [f"Topic {number}" for number in range(60)]
    add_topics(app, student, names)
    pages = walked(student)
    assert [len(page) for page in pages] == [25, 25, 10]
    assert flat(pages) == names[::-1]
    second = student.get(student.get(student.place).links()["Older topics"])
    assert second.links()["Newest topics"] == student.place


def test_topics_of_the_same_moment_stand_on_one_page_too(app: Flask, student: Visitor) -> None:
    names = [f"Topic {number}" for number in range(60)]
    add_topics(app, student, names)
    with app.app_context():
        db.session.execute(update(Topic).values(last_post_at=now()))
        db.session.commit()
    assert flat(walked(student)) == names[::-1]


def test_more_pins_than_stand_out(app: Flask, teacher: Visitor, student: Visitor) -> None:
    """The newest fifty pins stand above; those before them stand with the others, still pinned."""
    names = [f"Pin {number}" for number in range(53)]
    paths = add_topics(app, student, names)
    others = [f"Topic {number}" for number in range(30)]
    add_topics(app, student, others)
    for path in paths:
        teacher.post(f"{path}/pin", is_pinned="1")
    pages = walked(student)
    assert pages[0][:MOST_PINNED] == names[:2:-1]
    rest = flat([pages[0][MOST_PINNED:], *pages[1:]])
    assert rest == [*others[::-1], *names[2::-1]]
    assert len(set(flat(pages))) == 83
    last = student.get(student.get(student.place).links()["Older topics"])
    assert last.text.count("Pinned") == 3

    teacher.post(f"{paths[-1]}/deletion", is_deleted="1")
    assert walked(student)[0][:MOST_PINNED] == names[51:1:-1]
    assert walked(teacher)[0][:MOST_PINNED] == names[:2:-1]
    assert sorted(flat(walked(teacher))) == sorted(names + others)


def test_states_are_said(teacher: Visitor, student: Visitor, topic: str) -> None:
    for state in ("pin", "lock"):
        teacher.post(f"{topic}/{state}", is_pinned="1", is_locked="1")
    assert "Pinned Locked" in student.get(student.place).text
    teacher.post(f"{topic}/deletion", is_deleted="1")
    assert "Deleted" in teacher.get(teacher.place).text
    assert titles(student) == []


def test_replies_are_counted_without_what_was_deleted(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    for words in ("One.", "Two."):
        classmate.reply(opening, words)
    assert "2 replies" in student.get(student.place).text
    student.post(f"/posts/{opening}/deletion", is_deleted="1")
    assert "2 replies" in student.get(student.place).text
    assert "2 posts" in student.get(topic).text
    teacher.post(f"/posts/{opening}/deletion", is_deleted="0")
    assert "2 replies" in student.get(student.place).text
    assert "3 posts" in student.get(topic).text


def test_a_teacher_names_and_greets(teacher: Visitor, student: Visitor) -> None:
    form = teacher.get(f"{teacher.place}/edit")
    assert (form.value("title"), form.value("source")) == ("Rain discussion", "")
    answer = teacher.post(teacher.place, title="Our  rain", source="*Look* up!")
    assert (answer.status, answer.location) == (303, teacher.place)
    page = student.get(student.place)
    assert page.title == "Our rain"
    assert page.soup.select_one("main em").get_text() == "Look"
    assert teacher.get(f"{teacher.place}/edit").value("source") == "*Look* up!"
    teacher.post(teacher.place, title="Our rain", source=" \n ")
    assert "Look" not in student.get(student.place).text


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"title": "", "source": "*Look* up!"}, "title"),
        ({"title": "x" * 121, "source": "Words"}, "title"),
        ({"title": "Our rain", "source": "x" * 40_001}, "source"),
        ({"title": "Our rain", "source": "https://bit.ly/abc"}, "source"),
    ],
)
def test_a_form_that_cant_be_taken(teacher: Visitor, form: dict[str, str], field: str) -> None:
    page = teacher.post(teacher.place, **form)
    assert page.status == 422
    assert page.soup.find(id=f"{field}-error").get_text()
    assert {name: page.value(name) for name in form} == form
    assert teacher.get(teacher.place).title == "Rain discussion"


def test_who_may_not(student: Visitor, onlooker: Visitor, outsider: Visitor) -> None:
    for visitor, status in ((student, 403), (onlooker, 403), (outsider, 404)):
        assert visitor.get(f"{student.place}/edit").status == status
        assert visitor.post(student.place, title="Mine", source="").status == status
    assert student.get(student.place).title == "Rain discussion"
    assert onlooker.get(f"{onlooker.place}/topics/new").status == 403
    assert onlooker.post(f"{onlooker.place}/topics", title="x", source="x").status == 403
