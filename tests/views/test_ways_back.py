"""From every page of a class a link leads back to the class: a frame has no button for it."""

import pytest
from flask import Flask

from tests.support.cast import Campus, Page, Visitor
from tests.support.together import join, party


def way_back(page: Page) -> str:
    """The last step of the path above the page, the only one that a phone shows."""
    assert page.status == 200
    last = page.soup.select(".bar__path > *")[-1]
    return last.get("href", "")


@pytest.mark.parametrize("link", ["Class list", "Teams", "Work with another class"])
def test_for_staff(teacher: Visitor, link: str) -> None:
    path = teacher.get(teacher.space).links()[link]
    assert way_back(teacher.get(path)) == teacher.space


@pytest.mark.parametrize("link", ["What others may see of you", "Teams"])
def test_for_students(student: Visitor, link: str) -> None:
    path = student.get(student.space).links()[link]
    assert way_back(student.get(path)) == student.space


def test_from_school_hours(teacher: Visitor) -> None:
    all_of_them = teacher.get(teacher.space).links()["Work with another class"]
    path = teacher.get(all_of_them).links()["When our class is at school"]
    assert way_back(teacher.get(path)) == teacher.space


def test_from_where_classes_meet(app: Flask, campus: Campus) -> None:
    together = join(app, campus)
    for who in (together.host.teacher, together.student, together.stranger):
        page = who.get(together.space)
        assert way_back(page) == who.space
        assert way_back(who.get(who.space)) == ""


def test_from_a_class_where_nothing_was_opened_yet(app: Flask, campus: Campus) -> None:
    """A teacher chose activities there, and nobody followed a link: it has no page."""
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    asked = campus.launch_from("/wattle-park/courses/6g/deep_linking?as=tomasz")
    page = asked.get(f"/contexts/{party(app, asked).context_id}/roster")
    assert page.status == 200
    assert way_back(page) == ""
    assert "Year 6 Green" in page.soup.select_one(".bar__path").get_text()
