"""Which activity the LMS's links open, changed by hand."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Event
from practice_lms.claims import vocabulary as v
from tests.grades.conftest import Open
from tests.grades.conftest import campus as campus
from tests.grades.conftest import opened as opened
from tests.lti.steps import Launch, claims_of
from tests.support.cast import Campus, Page, Visitor
from tests.support.gradebook import Class
from tests.support.together import Together, join


def number(place: str) -> str:
    return place.rpartition("/")[2]


@pytest.fixture
def books(campus: Campus) -> Visitor:
    """The teacher in the class's other activity."""
    return campus.visit("wattle-park", "marama", "5b/books")


def move(visitor: Visitor, place: str, to: str) -> int:
    [form] = visitor.get(f"{place}/links").actions()
    return visitor.post(form, activity=number(to)).status


def test_a_link_opens_what_the_teacher_says(
    app: Flask, campus: Campus, teacher: Visitor, books: Visitor
) -> None:
    page = teacher.get(f"{teacher.place}/edit")
    assert page.links()["Links in the course"] == f"{teacher.place}/links"
    shown = teacher.get(f"{teacher.place}/links")
    assert "Rain discussion" in shown.text
    [form] = shown.actions()
    assert teacher.post(form, activity=number(books.place)).status == 303
    assert teacher.post(form, activity=number(books.place)).status == 303
    assert "No link in your course" in teacher.get(f"{teacher.place}/links").text
    assert campus.visit("wattle-park", "s501", "5b/rain").place == books.place
    with app.app_context():
        events = list(db.session.scalars(select(Event).where(Event.verb == "link.moved")))
    assert [event.details for event in events] == [
        {"from": int(number(teacher.place)), "to": int(number(books.place))}
    ]


def test_who_may_not(
    student: Visitor, onlooker: Visitor, mentor: Visitor, outsider: Visitor, teacher: Visitor
) -> None:
    [form] = teacher.get(f"{teacher.place}/links").actions()
    for visitor, status in ((student, 403), (onlooker, 403), (mentor, 403), (outsider, 404)):
        assert visitor.get(f"{teacher.place}/links").status == status
        assert visitor.post(form, activity=number(teacher.place)).status == status


def test_what_cant_be_opened(teacher: Visitor, outsider: Visitor) -> None:
    [form] = teacher.get(f"{teacher.place}/links").actions()
    for other in ("", "x", "0", number(outsider.place)):
        page = teacher.post(form, activity=other)
        assert page.status == 422, other
        assert "Choose the activity" in page.text
    for strange in ("0", "77777", str(2**31), "99999999999"):
        path = f"{teacher.place}/links/{strange}"
        assert teacher.post(path, activity=number(teacher.place)).status == 404


def test_another_class_s_link_is_not_there(
    teacher: Visitor, outsider: Visitor, books: Visitor
) -> None:
    [theirs] = outsider.get(f"{outsider.place}/links").actions()
    own = f"{teacher.place}/links/{number(theirs)}"
    assert teacher.post(own, activity=number(books.place)).status == 404


def test_two_tabs(campus: Campus, teacher: Visitor, books: Visitor) -> None:
    creek = campus.visit("wattle-park", "marama", "5b/creek")
    [form] = teacher.get(f"{teacher.place}/links").actions()
    assert teacher.post(form, activity=number(books.place)).status == 303
    page = teacher.post(form, activity=number(creek.place))
    assert page.status == 409
    assert "changed this link meanwhile" in page.text
    assert campus.visit("wattle-park", "s501", "5b/rain").place == books.place


def test_it_may_open_what_classes_share(app: Flask, campus: Campus) -> None:
    together: Together = join(app, campus)
    shared, teacher = together.add_activity(), together.host.teacher
    assert move(teacher, teacher.place, shared) == 303
    assert campus.visit("wattle-park", "s501", "5b/rain").place == shared


def test_what_classes_share_is_not_called_as_a_link_is(app: Flask, campus: Campus) -> None:
    """A teacher renames their own link, in their own LMS, also when it is over."""
    together: Together = join(app, campus)
    shared, elena = together.add_activity("Snow day stories"), together.partner.teacher
    assert move(elena, elena.place, shared) == 303
    assert renamed(campus, "Ours alone").status == 200
    assert together.host.teacher.get(shared).title == "Snow day stories"
    departure = f"{together.partner_path}/departure"
    assert elena.send(elena.get(departure), departure).status == 303
    assert renamed(campus, "Snow day stories").status == 200, "it can still be read"
    assert renamed(campus, "Ours again").status == 200
    assert together.host.teacher.get(shared).title == "Snow day stories"


def renamed(campus: Campus, title: str) -> Page:
    """The second school's link, launched under another name."""
    launch = Launch(campus, school="maple-street", course="5-rivera", link="snow", person="m501")
    form = launch.form()
    link = claims_of(form)[v.RESOURCE_LINK] | {"title": title}
    return launch.with_claims({v.RESOURCE_LINK: link})


def test_a_grade_goes_to_the_column_of_its_own_activity_alone(opened: Open) -> None:
    """The link moves while a grade waits: it must not arrive in the other activity's column."""
    room: Class = opened("moodle")
    teacher = room.campus.visit("wattle-park", "marama", "5b/books")
    room.campus.school().switches.set("scores", "unavailable")
    room.give("7")
    room.sweep()
    assert room.grade is None
    assert move(room.teacher, room.teacher.place, teacher.place) == 303
    room.campus.school().switches.clear()
    room.sweep(after=3_600)
    room.sweep(after=7_200)
    assert room.grade is None
