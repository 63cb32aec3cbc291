"""Under which name people see each other: the platform's, or a role and a number."""

import re

import pytest

from tests.support.cast import Campus, Visitor, post_ids

NAMES = {
    "s503": "نور الدين القحطاني",
    "s504": "תמר בן־דוד",
    "s505": "王梓萱",
    "s513": "Kai 🌊 Nakamura",
    "s516": "D'Arcy St. John-Smythe",
}


def names(visitor: Visitor, path: str) -> set[str]:
    """Every name that the page's main part shows."""
    found = visitor.get(path).soup.select("main .byline__name, main .topic__author")
    return {" ".join(each.get_text().split()) for each in found}


def own_name(visitor: Visitor) -> str:
    return visitor.get(visitor.place).soup.select_one("header .bar__name").get_text()


def everywhere(topic: str, visitor: Visitor) -> list[str]:
    """The pages that name the author of a topic's opening post."""
    opening = post_ids(visitor.get(topic))[1]
    return [visitor.place, topic, f"{topic}?view=flat", f"{topic}/posts/1",
            f"/posts/{opening}/replies/new", f"/posts/{opening}/deletion",
            f"/posts/{opening}/revisions"]  # fmt: skip


@pytest.mark.parametrize("person", NAMES)
def test_a_name_is_the_same_on_every_page_and_kept_apart(
    campus: Campus, teacher: Visitor, person: str
) -> None:
    visitor = campus.visit("wattle-park", person, "5b/rain")
    topic = visitor.start_topic()
    visitor.post(f"/posts/{post_ids(visitor.get(topic))[1]}", source="Fog?", version=1)
    assert own_name(visitor) == NAMES[person]
    for path in everywhere(topic, teacher):
        assert names(teacher, path) == {NAMES[person]}, path
        for found in teacher.get(path).soup.find_all(string=re.compile(re.escape(NAMES[person]))):
            assert found.find_parent("bdi"), path  # its direction is its own


def test_the_nameless_are_a_role_and_a_number_that_stays(
    campus: Campus, teacher: Visitor, student: Visitor, classmate: Visitor
) -> None:
    nameless = campus.visit("wattle-park", "s514", "5b/rain")
    topic = nameless.start_topic()
    name = own_name(nameless)
    assert re.fullmatch(r"Student \d+", name)
    for path in everywhere(topic, teacher):
        assert names(teacher, path) == {name}, path
    for visitor in (student, classmate, nameless):
        assert names(visitor, topic) == {name}
    again = campus.visit("wattle-park", "s514", "5b/books")
    assert own_name(again) == name
    assert names(again, topic) == {name}


def test_several_nameless_people_are_told_apart(campus: Campus, teacher: Visitor) -> None:
    """A platform that sends no names at all: each has a number of their own."""
    seen = []
    for person in ("s506", "s507", "s508"):
        visitor = campus.visit("wattle-park", f"{person}&fault=no-personal-data", "5b/rain")
        seen.append(own_name(visitor))
        visitor.start_topic(f"Topic of {person}")
    assert len(set(seen)) == 3
    assert all(re.fullmatch(r"Student \d+", name) for name in seen)
    assert set(seen) <= names(teacher, teacher.place)


def test_a_very_long_name_is_whole_and_breaks_nothing(campus: Campus, teacher: Visitor) -> None:
    visitor = campus.visit("wattle-park", "s515", "5b/rain")
    topic = visitor.start_topic()
    (name,) = names(teacher, topic)
    assert 100 < len(name) <= 255
    assert name.startswith("Maximiliana Alexandrina")


def test_a_teacher_is_told_from_a_student(teacher: Visitor, student: Visitor, topic: str) -> None:
    opening = post_ids(student.get(topic))[1]
    teacher.reply(opening, "Look closely.")
    first, second = student.get(topic).soup.select("main li .byline__who")
    assert first.get_text(" ", strip=True) == "Amira Haddad"
    assert second.get_text(" ", strip=True) == "Mārama Kereama Teacher"
