"""A gradebook that asks to see what somebody handed in (Submission Review 1.0)."""

import pytest
from flask import Flask

from app.lti.endpoints import GRADES as ENDPOINT
from app.models import LineItem
from practice_lms.claims import vocabulary as v
from tests.grades.conftest import Open
from tests.grades.conftest import campus as campus  # the tool's keys are there
from tests.grades.conftest import opened as opened
from tests.lti.conftest import log as log
from tests.lti.steps import Launch, Log, assert_refused
from tests.support.cast import Campus, Visitor
from tests.support.gradebook import Class, member_of

PLACES = ["named", "moodle", "named on a canvas", "canvas"]


@pytest.fixture(params=PLACES)
def room(request: pytest.FixtureRequest, opened: Open) -> Class:
    return opened(request.param)


def review_path(room: Class, who: str) -> str:
    """Of the LMS's page that shows the student's work in the tool."""
    [column] = [item for item in room.columns if item.link_id == room.link_id]
    return f"/{room.school}/courses/{room.course}/grades/{column.number}/{room.key}?as={who}"


def test_it_opens_the_student_s_work(app: Flask, room: Class) -> None:
    room.student.start_topic("Clouds", source="What makes a cloud?")
    room.sweep()
    who = room.campus.school(room.school).course(room.course).teachers[0].key
    visitor = room.campus.launch_from(review_path(room, who))
    assert visitor.place == f"{room.teacher.place}/works/{member_of(app, room.student).id}"
    assert visitor.first is not None
    assert "What makes a cloud?" in visitor.first.text
    assert visitor.get(visitor.place).status == 200


class Review(Launch):
    """A message of the kind, as anybody might be made to send it."""

    def __init__(self, campus: Campus, who: str, **claims: object) -> None:
        super().__init__(campus, person=who)
        self.claims = {
            v.MESSAGE_TYPE: v.SUBMISSION_REVIEW_REQUEST,
            v.FOR_USER: {"user_id": "8"},
            **claims,
        }


def test_a_student_s_own_and_another_s(
    campus: Campus, student: Visitor, classmate: Visitor
) -> None:
    student.start_topic()
    own, other = (Review(campus, key) for key in ("s501", "s502"))
    assert "What makes a cloud?" in own.with_claims(own.claims).text
    page = other.with_claims(other.claims)
    assert page.status == 404
    assert "cloud" not in page.text


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({v.FOR_USER: {"user_id": "x"}}, "submitter_unknown"),
        ({v.FOR_USER: {}}, "message_incomplete"),
        ({v.FOR_USER: None}, "message_incomplete"),
        ({v.FOR_USER: [1]}, "message_incomplete"),
        ({ENDPOINT: {}}, "message_incomplete"),
        (
            {
                ENDPOINT: {"lineitem": "https://elsewhere.example/1"},
                v.RESOURCE_LINK: {"id": "unknown"},
            },
            "column_unknown",
        ),
    ],
)
def test_what_cant_be_shown(
    campus: Campus, student: Visitor, log: Log, claims: dict[str, object], code: str
) -> None:
    review = Review(campus, "marama", **claims)
    assert_refused(review.with_claims(review.claims), log, code)


def test_another_class_s_column(campus: Campus, opened: Open, log: Log) -> None:
    """By the address of a column of one class, from a launch in another."""
    room = opened("moodle")
    room.sweep()
    [item] = room.rows(LineItem)
    launch = Launch(campus, person="tomasz", course="6g", link="wetland")
    page = launch.with_claims(
        {
            v.MESSAGE_TYPE: v.SUBMISSION_REVIEW_REQUEST,
            v.FOR_USER: {"user_id": "8"},
            ENDPOINT: {"lineitem": item.url},
            v.RESOURCE_LINK: None,
        }
    )
    assert_refused(page, log, "column_unknown")
