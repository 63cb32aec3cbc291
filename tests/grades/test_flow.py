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


def test_the_same_points_of_another_maximum_are_another_grade(moodle: Class, work: Work) -> None:
    moodle.give("7")
    moodle.set_terms(points_possible=20.0)
    assert "7 of 10 points" in moodle.teacher.get(moodle.path).text
    moodle.give("7")
    assert (moodle.score.version, moodle.score.maximum) == (2, 20)


def test_the_column_follows_the_form(moodle: Class, work: Work) -> None:
    """Points given, changed and taken away where teachers edit the activity."""
    before = len(moodle.columns)
    path = moodle.teacher.place
    for points in ("20", "30"):
        page = moodle.teacher.get(f"{path}/edit")
        sent = moodle.teacher.send(page, path, points=points, title="Creek news")
        assert sent.status == 303, sent.text
        work()
        assert len(moodle.columns) == before + 1
        column = moodle.columns[-1]
        assert (column.label, column.score_maximum) == ("Creek news", float(points))
        assert column.resource_id == f"activity-{path.rpartition('/')[2]}"
    page = moodle.teacher.get(f"{path}/edit")
    assert moodle.teacher.send(page, path, points="").status == 303
    work()
    assert len(moodle.columns) == before


def test_what_failed_is_tried_when_the_form_changes_it(moodle: Class, work: Work) -> None:
    moodle.campus.school().switches.set("lineitems", "forbidden", times=1)
    moodle.sweep()
    assert moodle.item.failure == "not_permitted"
    page = moodle.teacher.get(f"{moodle.teacher.place}/edit")
    moodle.teacher.send(page, moodle.teacher.place, points="12")
    work()
    assert moodle.columns[-1].score_maximum == 12
