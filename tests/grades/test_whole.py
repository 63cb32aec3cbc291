"""An activity from the LMS's own chooser to its gradebook."""

import pytest
from flask import Flask

from tests.support.cast import Campus, Visitor, post_ids
from tests.support.gradebook import Class

SCHOOLS = {
    "wattle-park": ("5b", "marama", "s501"),
    "maple-street": ("5-rivera", "elena", "m501"),
}


def chosen(campus: Campus, school: str, course: str, teacher: str) -> str:
    """Have a teacher add a new activity that is worth 20 points; what the LMS calls its link."""
    page = f"/{school}/courses/{course}/deep_linking?as={teacher}"
    visitor = campus.launch_from(page)
    form = {"picked": "new", "title": "Puddles", "source": "What is in them?", "points": "20"}
    preview = visitor.get(visitor.post(visitor.place, **form).location)
    answer = visitor.get(visitor.send(preview, f"{visitor.place}/answer").location)
    action = answer.soup.find("form")["action"].removeprefix(campus.url)
    assert campus.at_lms(action, JWT=answer.value("JWT")).status == 200
    return campus.school(school).course(course).links[-1].key


@pytest.mark.parametrize("school", SCHOOLS)
def test_chosen_written_in_graded_and_changed(campus: Campus, app: Flask, school: str) -> None:
    course, who, key = SCHOOLS[school]
    link = chosen(campus, school, course, who)
    teacher, student = (campus.visit(school, each, f"{course}/{link}") for each in (who, key))
    room = Class(app, campus, teacher, student, school=school, course=course, link=link, key=key)
    column = room.columns[-1]
    assert (column.label, column.score_maximum) == ("Puddles", 20)

    topic = student.start_topic("Mine", "Leaves and sky.")
    grade_from_the_post(room, topic, "15,5")
    room.sweep()
    assert (room.grade, room.result.comment) == (15.5, "Sky!")
    assert (room.item.is_own, room.columns[-1]) == (False, column), "the LMS made it"
    assert "15.5 of 20 points" in student.get(student.place).text

    edit_points(teacher, "40")
    room.sweep()
    assert column.score_maximum == 40
    edit_points(teacher, "")
    room.sweep()
    assert room.columns[-1] is column, "what the LMS made stays"


def grade_from_the_post(room: Class, topic: str, points: str) -> None:
    page = room.teacher.get(topic)
    assert len(post_ids(page)) == 1
    form = room.teacher.get(page.links()["Grade #1"])
    seen = room.teacher.send(form, room.path, points=points, comment="Sky!")
    preview = room.teacher.get(seen.location)
    assert room.teacher.send(preview, f"{room.path}/confirmation").status == 303


def edit_points(teacher: Visitor, points: str) -> None:
    page = teacher.get(f"{teacher.place}/edit")
    assert teacher.send(page, teacher.place, points=points).status == 303
