"""Columns in gradebooks: found or made, told what changes, and taken away."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.lti.grades import LINE_ITEM, LINE_ITEM_READ, SCORE
from app.models import Context, LineItem, ResourceLink, now
from app.services import leasing
from tests.grades.conftest import Open
from tests.support.gradebook import Class

DUE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def labels(room: Class) -> list[tuple[str, float]]:
    return [(column.label, column.score_maximum) for column in room.columns]


def test_one_is_made_where_there_is_none(moodle: Class) -> None:
    before = len(moodle.columns)
    moodle.set_terms(due_at=DUE)
    moodle.sweep()
    assert len(moodle.columns) == before + 1
    column = moodle.columns[-1]
    assert (column.label, column.score_maximum) == ("Creek watch", 10)
    assert column.link_id
    assert datetime.fromisoformat(column.ends_at) == DUE
    assert column.submission_review, "without it a gradebook has no way to the work"
    assert moodle.item.is_own
    assert "line_item.made" in moodle.verbs()


def test_the_one_that_the_launch_names_is_used(opened: Open) -> None:
    room = opened("named")
    before = labels(room)
    room.sweep()
    assert labels(room) == before
    assert (room.item.is_own, bool(room.item.url)) == (False, True)


@pytest.mark.parametrize("place", ["moodle", "canvas"])
def test_changes_are_told(opened: Open, place: str) -> None:
    room = opened(place)
    room.sweep()
    room.set_terms(title="Snow and sleet", points_possible=20.0, due_at=DUE)
    room.sweep()
    column = room.columns[-1]
    assert (column.label, column.score_maximum) == ("Snow and sleet", 20)
    assert datetime.fromisoformat(column.ends_at) == DUE
    assert column.link_id, "what we say nothing about stays"
    room.set_terms(due_at=None)
    room.sweep()
    assert not room.columns[-1].ends_at
    assert room.verbs().count("line_item.changed") == 2


def test_nothing_is_asked_where_nothing_changed(moodle: Class) -> None:
    moodle.sweep()
    tended = moodle.item.worked_at
    moodle.sweep()
    assert moodle.item.worked_at == tended


def test_a_named_one_hears_of_later_changes_alone(opened: Open) -> None:
    room = opened("named")
    room.set_terms(points_possible=30.0)
    room.sweep()
    assert labels(room) == [("Rain discussion", 10)], "the LMS's own points stand"
    room.set_terms(title="Rain and hail")
    room.sweep()
    assert labels(room) == [("Rain and hail", 10)]


def test_ours_goes_with_the_points_and_comes_back_with_its_grades(moodle: Class) -> None:
    moodle.give("7", "Well seen.")
    moodle.sweep()
    before = moodle.columns[-1].number
    moodle.set_terms(points_possible=None)
    moodle.sweep()
    assert before not in [column.number for column in moodle.columns]
    assert moodle.item.url == ""
    assert "line_item.removed" in moodle.verbs()
    assert "Your grade" not in moodle.student.get(moodle.student.place).text
    moodle.set_terms(points_possible=10.0)
    moodle.sweep()
    assert (moodle.grade, moodle.result.comment) == (7, "Well seen.")


def test_the_lms_s_own_is_never_deleted(opened: Open) -> None:
    room = opened("named")
    room.give("7")
    room.sweep()
    room.set_terms(points_possible=None)
    room.sweep()
    assert labels(room) == [("Rain discussion", 10)]
    assert room.grade == 7
    assert room.item.url == ""


def test_ours_is_still_ours_when_launches_name_it(moodle: Class) -> None:
    moodle.sweep()
    moodle.campus.visit("wattle-park", "marama", "5b/creek")
    moodle.sweep()
    assert moodle.item.is_own
    assert moodle.rows(ResourceLink)[-1].lineitem_url == moodle.item.url


def test_what_was_made_before_a_crash_is_found_again(moodle: Class) -> None:
    """The worker died between the LMS's answer and its own commit."""
    moodle.sweep()
    moodle.change(LineItem, url="", is_own=False, told_points=None, told_activity_id=None)
    before = len(moodle.columns)
    moodle.set_terms(title="Creek news")
    moodle.sweep()
    assert len(moodle.columns) == before
    assert moodle.item.is_own
    assert moodle.columns[-1].label == "Creek news"


@pytest.mark.parametrize(
    "fault",
    ["", "unquoted-link", "relative-link", "several-links", "upper-case-link", "curly-link",
     "several-relations", "short-pages"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["moodle", "canvas"])
def test_ours_is_found_on_a_later_page(opened: Open, place: str, fault: str) -> None:
    room = opened(place)
    for _ in range(12):
        room.add_column(link_id=room.link_id)
    [link] = room.rows(ResourceLink)
    ours = room.add_column(link_id=room.link_id, tag=f"courtyard-{link.id}")
    if fault:
        room.campus.school(room.school).switches.set("lineitems", fault)
    before = len(room.columns)
    room.change(ResourceLink, lineitem_url="")
    room.sweep()
    assert len(room.columns) == before
    assert (ours.label, ours.score_maximum) == (link.title, 10)
    assert room.item.is_own


def test_the_only_one_of_the_link_is_taken_as_it_is(moodle: Class) -> None:
    theirs = moodle.add_column(link_id=moodle.link_id)
    moodle.give("5")
    moodle.sweep()
    assert not moodle.item.is_own
    assert (theirs.label, theirs.score_maximum) == ("Theirs", 5)
    assert moodle.grade == 2.5


def test_several_of_others_are_not_ours(moodle: Class) -> None:
    for _ in range(2):
        moodle.add_column(link_id=moodle.link_id)
    moodle.sweep()
    assert moodle.item.is_own


def test_where_only_scores_are_offered(opened: Open) -> None:
    """With the launch's own line item that is enough; without it there is nowhere to go."""
    room = opened("named")
    room.change(Context, ags_scopes=[SCORE])
    room.give("7")
    room.sweep()
    assert room.grade == 7


def test_where_only_scores_are_offered_and_no_column(moodle: Class) -> None:
    moodle.change(Context, ags_scopes=[SCORE])
    moodle.give("7", "Well seen.")
    moodle.sweep()
    assert (moodle.item.failure, moodle.item.due_at) == ("not_offered", None)
    page = moodle.teacher.get(moodle.scores)
    assert "does not offer this to Courtyard" in page.text
    assert "your LMS takes no grades from it" in page.text
    assert "Well seen." in moodle.student.get(moodle.student.place).text
    moodle.change(Context, ags_scopes=[SCORE, LINE_ITEM])
    assert moodle.teacher.post(f"{moodle.path}/deliveries").status == 303
    moodle.sweep()
    assert moodle.grade == 7


def test_what_failed_is_tried_once_more_after_a_launch(moodle: Class) -> None:
    moodle.change(Context, ags_scopes=[SCORE])
    moodle.sweep()
    failed = moodle.item.failed_at
    with time_machine.travel(now() + leasing.AGAIN + timedelta(minutes=1)):
        moodle.sweep()
        assert moodle.item.failed_at == failed, "nobody came"
        moodle.campus.visit("wattle-park", "marama", "5b/creek")
        moodle.sweep()
    assert moodle.item.is_own


def test_reading_is_not_changing(opened: Open) -> None:
    room = opened("named")
    room.sweep()
    room.change(Context, ags_scopes=[SCORE, LINE_ITEM_READ])
    room.set_terms(points_possible=20.0)
    room.give("10")
    room.sweep()
    assert labels(room) == [("Rain discussion", 10)]
    assert room.grade == 5, "10 of 20, of a column of 10"


@pytest.mark.parametrize(
    ("fault", "code", "is_passing"),
    [
        ("error", "platform_fault", True),
        ("too-many", "busy", True),
        ("unavailable", "platform_fault", True),
        ("html", "not_understood", True),
        ("null", "not_understood", True),
        ("truncated", "not_understood", True),
        ("redirect", "not_understood", True),
        ("huge", "unreachable", True),
        ("forbidden", "not_permitted", False),
        ("unauthorized", "not_permitted", False),
        ("not-found", "gone", False),
        ("loop-link", "not_understood", True),
        ("foreign-link", "not_understood", True),
        ("broken-link", "not_understood", True),
    ],
)
def test_failures(moodle: Class, fault: str, code: str, is_passing: bool) -> None:
    for _ in range(12):
        moodle.add_column(link_id=moodle.link_id)
    moodle.campus.school().switches.set("lineitems", fault)
    before = len(moodle.columns)
    moodle.give("7")
    moodle.sweep()
    item = moodle.item
    assert (item.failure, item.due_at is not None) == (code, is_passing)
    assert len(moodle.columns) <= before + 1
    moodle.campus.school().switches.clear()
    if not is_passing:
        moodle.teacher.post(f"{moodle.path}/deliveries")
    with time_machine.travel(now() + timedelta(minutes=5)):
        moodle.sweep()
        assert moodle.grade == 7
    assert len(moodle.columns) == before + 1, "none is made twice"


def test_deleted_in_the_lms_it_comes_back_when_it_is_asked_for(moodle: Class) -> None:
    moodle.give("7", "Well seen.")
    moodle.sweep()
    number = moodle.columns[-1].number
    moodle.campus.at_lms("/wattle-park/courses/5b/grades", item=str(number))
    moodle.give("8", "Better.")
    moodle.sweep(after=2)
    assert moodle.delivery.failure == "no_column"
    assert "no longer has the column" in moodle.teacher.get(moodle.path).text
    moodle.teacher.post(f"{moodle.path}/deliveries")
    moodle.sweep()
    assert moodle.columns[-1].number != number
    assert (moodle.grade, moodle.result.comment) == (8, "Better.")


def test_deleted_in_the_lms_it_comes_back_when_points_change(moodle: Class) -> None:
    moodle.give("7")
    moodle.sweep()
    number = moodle.columns[-1].number
    moodle.campus.at_lms("/wattle-park/courses/5b/grades", item=str(number))
    moodle.set_terms(points_possible=20.0)
    moodle.sweep()
    assert moodle.columns[-1].score_maximum == 20
    assert moodle.grade == 14, "7 of 10, as it was given"


def test_two_links_of_one_activity(moodle: Class) -> None:
    """A grade goes to the column of each."""
    campus = moodle.campus
    campus.visit("wattle-park", "marama", "5b/books")
    creek = moodle.rows(ResourceLink)[0].activity_id
    moodle.change(ResourceLink, activity_id=creek)
    moodle.give("7")
    moodle.sweep()
    own = [column for column in moodle.columns if column.tag]
    person = campus.school().course("5b").person("s501")
    assert [column.result_of(person).score for column in own] == [7, 7]
    assert len(moodle.rows(LineItem)) == 2
