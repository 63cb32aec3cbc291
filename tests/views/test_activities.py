"""An Activity: the list of its topics, and the teacher's words above them."""

import pytest

from tests.support.cast import Visitor


def titles(visitor: Visitor) -> list[str]:
    return [link.get_text() for link in visitor.get(visitor.place).soup.select("li h2 a")]


def test_an_empty_one_invites(teacher: Visitor, student: Visitor, mentor: Visitor) -> None:
    assert student.get(student.place).title == "Rain discussion"
    assert student.get(student.place).links()["New topic"] == f"{student.place}/topics/new"
    assert "greets your class" in teacher.get(teacher.place).text
    assert "greets your class" not in student.get(student.place).text
    page = mentor.get(mentor.place)
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


def test_who_may_not(student: Visitor, mentor: Visitor, outsider: Visitor) -> None:
    for visitor, status in ((student, 403), (mentor, 403), (outsider, 404)):
        assert visitor.get(f"{student.place}/edit").status == status
        assert visitor.post(student.place, title="Mine", source="").status == status
    assert student.get(student.place).title == "Rain discussion"
    assert mentor.get(f"{mentor.place}/topics/new").status == 403
    assert mentor.post(f"{mentor.place}/topics", title="x", source="x").status == 403
