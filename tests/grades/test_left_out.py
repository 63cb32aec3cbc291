"""Students to whom the LMS does not give an activity: read with the class list, said to staff."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from app.extensions import begin_write, db
from app.jobs import tasks
from app.models import LinkAbsence, Membership, ResourceLink, RosterSync, now
from app.services.absences import IN_USE
from practice_lms.roster import ResourceLink as Given
from tests.grades.conftest import Open
from tests.support.cast import Page
from tests.support.gradebook import Class, member_of, set_terms
from tests.support.statements import noting

WORDS = "The LMS does not give this activity to them."
CARD = "The LMS does not give this activity to this student."


@pytest.fixture(params=["named", "named on a canvas"])
def room(request: pytest.FixtureRequest, opened: Open) -> Class:
    """A class of each kind of LMS."""
    return opened(request.param)


@pytest.fixture
def canvas(opened: Open) -> Class:
    return opened("named on a canvas")


def link_of(room: Class) -> Given:
    return room.campus.school(room.school).link(f"{room.course}/{room.link}")


def give_only(room: Class, *keys: str) -> None:
    """Give the activity to these students alone, as a teacher does at the LMS."""
    path = f"/{room.school}/courses/{room.course}/activities/{room.link}/people"
    assert room.campus.at_lms(path, person=list(keys)).status == 303


def all_but_two(room: Class) -> list[str]:
    students = [student.key for student in link_of(room).course.students]
    assert room.key == students[0]
    return students[2:]


def ask(room: Class) -> None:
    """Have the class list read now, as staff do."""
    path = room.teacher.get(room.teacher.space).links()["Class list"]
    assert room.teacher.post(f"{path}/syncs").status == 303
    room.sweep()


def leave_out_two(room: Class) -> None:
    give_only(room, *all_but_two(room))
    ask(room)
    assert absent(room) == 2


def switch(room: Class, fault: str, **how: int) -> None:
    room.campus.school(room.school).switches.set("link_memberships", fault, **how)


def absent(room: Class) -> int:
    return len(room.rows(LinkAbsence))


def sync_of(room: Class) -> RosterSync:
    [sync] = room.rows(RosterSync)
    return sync


def active(room: Class) -> int:
    with room.app.app_context():
        query = select(func.count()).select_from(Membership).where(Membership.is_active)
        return db.session.scalars(query).one()


def left_out(page: Page) -> int:
    return len([row for row in page.soup.select(".grades__student") if WORDS in row.get_text()])


def test_staff_are_told_whom_the_lms_leaves_out(room: Class) -> None:
    ask(room)
    assert left_out(room.teacher.get(room.scores)) == 0
    assert CARD not in room.teacher.get(room.path).text
    everybody = active(room)
    leave_out_two(room)
    page = room.teacher.get(room.scores)
    assert left_out(page) == 2
    assert WORDS in page.soup.select_one(f"#student-{member_of(room.app, room.student).id}").text
    assert active(room) == everybody, "they are in the class all the same"
    assert sync_of(room).state == "worked"


def test_it_is_said_before_a_grade_goes_and_forbids_nothing(room: Class) -> None:
    leave_out_two(room)
    form = room.teacher.get(room.path)
    assert CARD in form.text
    assert "may not take a grade for them" in form.text
    seen = room.teacher.send(form, room.path, points="7", comment="Well seen.")
    preview = room.teacher.get(seen.location)
    assert CARD in preview.text
    assert "The LMS last said so" in preview.text
    assert room.teacher.send(preview, f"{room.path}/confirmation").status == 303
    room.sweep()
    assert room.grade
    page = room.teacher.get(room.scores)
    assert "7 of 10 points" in page.text
    assert left_out(page) == 2


def test_a_gradebook_that_does_not_take_it(room: Class) -> None:
    leave_out_two(room)
    room.campus.school(room.school).switches.set("scores", "not-given")
    room.give("7", "Well seen.")
    room.sweep()
    row = room.teacher.get(room.scores).soup.select_one(".grades__failed, .grade__failed")
    assert "took no grade for this person" in row.text
    assert room.score.points == 7, "Courtyard keeps it"
    assert CARD in room.teacher.get(room.path).text


def test_who_gets_it_after_all(room: Class) -> None:
    leave_out_two(room)
    give_only(room, room.key, *all_but_two(room))
    ask(room)
    assert CARD not in room.teacher.get(room.path).text
    assert left_out(room.teacher.get(room.scores)) == 1
    everybody = f"/{room.school}/courses/{room.course}/activities/{room.link}/people"
    room.campus.at_lms(everybody, everybody="1")
    ask(room)
    assert left_out(room.teacher.get(room.scores)) == absent(room) == 0


def test_given_to_nobody_yet(room: Class) -> None:
    """As where it opens at a later date: the LMS names staff alone."""
    give_only(room)
    ask(room)
    students = len(link_of(room).course.students)
    assert absent(room) == students
    assert left_out(room.teacher.get(room.scores)) == students


def test_changes_alone_are_enough(canvas: Class) -> None:
    """The class list is read by its differences, and the link anew."""
    with time_machine.travel(now()) as clock:
        canvas.sweep()
        first = sync_of(canvas)
        give_only(canvas, *all_but_two(canvas))
        clock.shift(timedelta(hours=12, minutes=1))
        canvas.sweep()
        assert sync_of(canvas).whole_at == first.whole_at, "only changes were asked for"
    assert absent(canvas) == 2


def test_who_left_the_class_is_left_out_of_nothing(room: Class) -> None:
    leave_out_two(room)
    people = f"/{room.school}/courses/{room.course}/people"
    room.campus.at_lms(people, person=room.key, enrolment="none")
    ask(room)
    assert absent(room) == 1


ANSWERS_THAT_SAY_NOTHING = {
    # What is known stays: these pass, or are about somebody else.
    "error": 2, "unavailable": 2, "too-many": 2, "html": 2, "null": 2, "list": 2, "truncated": 2,
    "redirect": 2, "conflict": 2, "huge": 2, "no-members": 2, "strangers": 2,
    "inactive-members": 2, "loop-link": 2, "foreign-link": 2, "broken-link": 2,
    # The LMS does not say it any more, so nobody is said to be left out.
    "unknown": 0, "unsupported": 0, "forbidden": 0, "not-found": 0, "unauthorized": 0,
    # The whole class, so everybody has it.
    "ignored": 0,
}  # fmt: skip


@pytest.mark.parametrize(("fault", "known"), ANSWERS_THAT_SAY_NOTHING.items())
def test_the_class_list_is_read_whatever_comes_of_it(canvas: Class, fault: str, known: int) -> None:
    leave_out_two(canvas)
    give_only(canvas, *all_but_two(canvas)[:12])  # on two pages
    everybody, before = active(canvas), sync_of(canvas)
    switch(canvas, fault)
    ask(canvas)
    after = sync_of(canvas)
    assert (after.state, after.seen_count) == ("worked", before.seen_count)
    assert after.worked_at > before.worked_at
    assert active(canvas) == everybody
    assert absent(canvas) == known
    assert left_out(canvas.teacher.get(canvas.scores)) == known


@pytest.mark.parametrize("fault", ["unknown", "unsupported", "ignored", "error", "unavailable"])
def test_an_lms_that_never_says_it(room: Class, fault: str) -> None:
    switch(room, fault)
    give_only(room, *all_but_two(room))
    ask(room)
    assert sync_of(room).state == "worked"
    assert absent(room) == 0


@pytest.mark.parametrize(
    "fault",
    ["strangers-too", "many", "twice", "odd-members", "bare-members", "nameless-members",
     "test-user", "no-enrollments", "short-pages", "unquoted-link", "curly-link", "wrong-type"],
)  # fmt: skip
def test_odd_answers_are_taken_as_far_as_they_make_sense(canvas: Class, fault: str) -> None:
    ask(canvas)
    everybody = active(canvas)
    switch(canvas, fault)
    leave_out_two(canvas)
    assert active(canvas) == everybody, "nobody comes into a class by such an answer"


def test_ids_that_are_nobody_s(canvas: Class) -> None:
    switch(canvas, "number-ids")
    give_only(canvas, *all_but_two(canvas))
    ask(canvas)
    assert absent(canvas) == 0


def test_another_class_is_untouched(canvas: Class, opened: Open) -> None:
    other = opened("named")
    ask(other)
    leave_out_two(canvas)
    with canvas.app.app_context():
        contexts = select(Membership.context_id).join(LinkAbsence)
        assert set(db.session.scalars(contexts)) == {
            member_of(canvas.app, canvas.student).context_id
        }
    assert left_out(other.teacher.get(other.scores)) == 0


def read_links(room: Class) -> set[str]:
    """The titles of the links of which the LMS said who gets them."""
    links = room.rows(ResourceLink)
    return {link.title for link in links if link.members_read_at}


@pytest.fixture
def three(canvas: Class) -> Class:
    """A class with three graded links; the last of them was opened last."""
    with time_machine.travel(now()) as clock:
        for link in ("garden", "books"):
            clock.shift(60)
            visitor = canvas.campus.visit(canvas.school, "elena", f"{canvas.course}/{link}")
            set_terms(canvas.app, visitor.place, points_possible=5.0)
    return canvas


def test_links_that_are_not_graded_are_not_asked_for(three: Class) -> None:
    ask(three)
    assert read_links(three) == {"Snow day stories", "Garden journal", "Book talk"}
    three.change(ResourceLink, members_read_at=None)
    three.set_terms(points_possible=None)
    ask(three)
    assert read_links(three) == {"Garden journal", "Book talk"}


def test_so_many_links_at_most(three: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.absences.MOST_LINKS", 2)
    ask(three)
    assert read_links(three) == {"Garden journal", "Book talk"}, "those that were opened last"


def test_links_that_nobody_opens_any_more(three: Class) -> None:
    with time_machine.travel(now() + IN_USE + timedelta(hours=1)):
        three.campus.visit(three.school, "elena", f"{three.course}/garden")
        three.sweep()
    assert read_links(three) == {"Garden journal"}


@pytest.mark.parametrize(
    ("fault", "read"),
    [("error", 2), ("unknown", 2), ("html", 2), ("unavailable", 0), ("too-many", 0), ("huge", 0)],
)
def test_an_lms_that_is_out_of_order_is_spared(three: Class, fault: str, read: int) -> None:
    """What may lie in one link leaves the others; an LMS that needs rest is not asked on."""
    switch(three, fault, times=1)
    ask(three)
    assert len(read_links(three)) == read
    ask(three)
    assert len(read_links(three)) == 3


def test_one_of_two_links_is_enough(three: Class) -> None:
    activity_id = int(three.teacher.place.rpartition("/")[2])
    with three.app.app_context():
        begin_write()
        same = update(ResourceLink).where(ResourceLink.title == "Garden journal")
        db.session.execute(same.values(activity_id=activity_id))
        db.session.commit()
    leave_out_two(three)
    assert left_out(three.teacher.get(three.scores)) == 0
    course = link_of(three).course
    course.give(course.link("garden"), [course.students[1].key])
    ask(three)
    page = three.teacher.get(three.scores)
    assert left_out(page) == 1, "who is kept from both"
    assert CARD in three.teacher.get(three.path).text


def test_a_worker_that_dies_while_it_asks(canvas: Class) -> None:
    """The lease ends, and another reads it all."""
    give_only(canvas, *all_but_two(canvas))
    with canvas.app.app_context():
        tasks.rosters.want_stale()
        db.session.commit()
    with canvas.app.app_context():
        steps = tasks.rosters.carry_out(sync_of(canvas).id)
        for _ in range(8):
            next(steps)
            db.session.commit()
        steps.close()
    assert sync_of(canvas).state == "running"
    assert absent(canvas) == 0
    canvas.sweep(after=301)
    assert sync_of(canvas).state == "worked"
    assert absent(canvas) == 2


def test_pages_ask_no_more_for_it(room: Class, app: Flask) -> None:
    ask(room)
    counts = []
    for _ in range(2):
        with noting(app) as at_list:
            room.teacher.get(room.scores)
        with noting(app) as at_one:
            room.teacher.get(room.path)
        counts.append((len(at_list), len(at_one)))
        leave_out_two(room)
    assert counts[0] == counts[1]
