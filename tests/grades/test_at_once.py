"""Teachers and workers at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import structlog
from flask import Flask

from app.jobs import tasks
from app.models import Activity, Score, ScoreRevision
from tests.support.gradebook import Class, set_terms


def confirm(room: Class, points: str, version: int) -> int:
    """Send the last form, as a browser of its own would."""
    form = {"points": points, "comment": "", "seen_version": str(version)}
    return room.teacher.post(f"{room.path}/confirmation", **form).status


def test_two_teachers_at_once(moodle: Class) -> None:
    """One grade is given, and who gave the other is told."""
    path = moodle.path
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda n: confirm(moodle, str(n), 0), range(4)))
    assert sorted(statuses) == [303, 409, 409, 409]
    assert moodle.score.version == 1
    assert f"{moodle.score.points:g} of 10 points" in moodle.teacher.get(path).text


def test_one_form_sent_many_times_at_once(moodle: Class) -> None:
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda _: confirm(moodle, "7", 0), range(4)))
    assert statuses == [303] * 4
    assert len(moodle.rows(Score)) == 1
    assert moodle.rows(ScoreRevision) == []
    assert moodle.verbs().count("score.graded") == 1


def test_grading_while_workers_look_after_the_column(moodle: Class, app: Flask) -> None:
    """Rows are locked in one order: nobody waits for each other, and nothing is lost."""

    def work(turn: int) -> None:
        if turn % 3 == 0:
            set_terms(app, moodle.teacher.place, title=f"Creek {turn}")
        with app.app_context():
            tasks.sweep()

    with structlog.testing.capture_logs() as logs, ThreadPoolExecutor(4) as pool:
        working = pool.map(work, range(12))
        statuses = [confirm(moodle, str(turn % 9), turn) for turn in range(12)]
        list(working)
    assert statuses == [303] * 12
    assert not [entry for entry in logs if entry.get("log_level") == "error"]
    moodle.sweep(after=200)
    assert (moodle.grade, moodle.delivery.state) == (11 % 9, "worked")
    [activity] = moodle.rows(Activity)
    assert moodle.columns[-1].label == activity.title
