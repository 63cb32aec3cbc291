"""From a teacher's form to the LMS's gradebook, and back to the student's page."""

from collections.abc import Callable

from app.models import Delivery, LineItem, ScoreRevision
from tests.support.gradebook import Class

Work = Callable[[], int]


def test_a_grade_arrives(room: Class, work: Work) -> None:
    page = room.teacher.get(room.scores)
    assert "Not graded" in page.text
    assert "Out of 10 points" in page.text
    done = room.give("7,5", "Well seen, and well said.")
    assert (done.status, done.location) == (303, room.path)
    assert "7.5 of 10 points" in room.teacher.get(room.path).text
    work()
    assert room.grade is not None
    assert room.grade / room.columns[-1].score_maximum == 0.75
    assert room.result.comment == "Well seen, and well said."
    assert room.result.grading_progress == "FullyGraded"
    assert "In the LMS's gradebook. It arrived" in room.teacher.get(room.scores).text
    assert room.verbs()[-1] == "score.sent"
    assert room.item.is_own is (room.columns[-1].tag != "")


def test_the_student_sees_it(room: Class, work: Work) -> None:
    assert "Your grade" not in room.student.get(room.student.place).text
    room.give("7", "Well\nseen.")
    page = room.student.get(room.student.place)
    assert "7 of 10 points" in page.text
    assert "Well seen." in page.text
    assert "Well seen" not in room.teacher.get(room.teacher.place).text


def test_grading_again_supersedes(moodle: Class, work: Work) -> None:
    moodle.give("7", "Well seen.")
    moodle.give("8.25", "Better still.")
    work()
    assert (moodle.grade, moodle.result.comment) == (8.25, "Better still.")
    assert moodle.score.version == 2
    [earlier] = moodle.rows(ScoreRevision)
    assert (earlier.points, earlier.comment) == (7, "Well seen.")
    assert len(moodle.rows(Delivery)) == len(moodle.rows(LineItem)) == 1
