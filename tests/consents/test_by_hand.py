"""The table of consents: set by hand, by those who answer for the class."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.models.consent import NOTE_LENGTH
from tests.consents.conftest import Class, shown_in, ticked
from tests.support.cast import Visitor
from tests.support.statements import noting


def test_nothing_is_given_by_default(room: Class) -> None:
    page = room.page()
    assert page.title == "Consents"
    assert ticked(page) == set()
    assert len(page.soup.select("input[name=given]")) == 2 * 6
    heads = [th.get_text(strip=True) for th in page.soup.select("thead th")]
    assert heads[:3] == ["Student", "Partner classes", "Writing"]


def test_a_teacher_ticks_and_saves(room: Class) -> None:
    box = room.box(room.student, "writing")
    answer = room.give(box, note="  signed form of  3 March ")
    assert (answer.status, answer.location) == (303, room.path)
    assert ticked(room.page()) == {box}
    [row] = room.rows()
    assert (row.note, row.decided_by_id) == ("signed form of 3 March", room.id_of(room.teacher))
    [event] = room.events()
    assert event.verb == "consent.given"
    assert event.subject == f"consent:{row.id}"  # no number of a child's goes into the console
    assert event.details == {"purpose": "writing"}
    assert event.school_id is not None


def test_the_schools_steward_reads_it(room: Class, principal: Visitor) -> None:
    room.give(room.box(room.student, "images"))
    text = principal.get("/console/events").text
    assert "Consent given" in text
    assert "purpose=images" in text


def test_saving_twice_changes_nothing_more(room: Class) -> None:
    page, box = room.page(), room.box(room.student, "writing")
    for _ in range(3):
        assert room.save(page, [box]).status == 303
    assert len(room.rows()) == len(room.events()) == 1


def test_one_form_sent_many_times_at_once(room: Class) -> None:
    page, box = room.page(), room.box(room.student, "writing")
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda _: room.save(page, [box]).status, range(4)))
    assert statuses == [303] * 4
    assert len(room.rows()) == len(room.events()) == 1


def test_the_second_teacher_is_told_and_loses_nothing(room: Class, principal: Visitor) -> None:
    theirs, mine = room.box(room.student, "writing"), room.box(room.classmate, "images")
    page = room.page()
    assert room.save(room.page(principal), [theirs], principal).status == 303
    answer = room.save(page, [mine], note="by phone")
    assert answer.status == 409
    assert "Somebody else has changed some of this meanwhile" in answer.text
    assert ", Writing: Given" in answer.text.replace(" ,", ",")
    assert ticked(answer) == {theirs, mine}
    assert answer.value("note") == "by phone"
    assert list(room.states()) == [theirs]
    assert room.save(answer, [theirs, mine], note="by phone").status == 303
    assert room.states() == {theirs: "given", mine: "given"}


def test_what_both_wanted_is_no_conflict(room: Class, principal: Visitor) -> None:
    page, box = room.page(), room.box(room.student, "writing")
    room.save(room.page(principal), [box], principal)
    assert room.save(page, [box]).status == 303
    assert len(room.rows()) == 1


def test_a_box_that_nobody_touched_stays_as_the_other_left_it(
    room: Class, principal: Visitor
) -> None:
    page, box = room.page(), room.box(room.student, "writing")
    room.save(room.page(principal), [box], principal)
    assert room.save(page, []).status == 303
    assert room.states() == {box: "given"}


def test_too_long_a_note_loses_nothing(room: Class) -> None:
    box = room.box(room.student, "voice")
    answer = room.give(box, note="x" * (NOTE_LENGTH + 1))
    assert answer.status == 422
    assert ticked(answer) == {box}
    assert answer.value("note") == "x" * (NOTE_LENGTH + 1)
    assert f"has {NOTE_LENGTH + 1} characters" in answer.text
    assert room.rows() == []


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"shown": "x", "given": "x"},
        {"shown": ["-", "1-2", "9" * 5000, "1-" * 400], "given": ["0-writing"] * 2000},
        {"shown": "1-0-0-0-0-0-0", "given": "1-nonsense"},
        {"shown": f"{2**31}-0-0-0-0-0-0", "given": f"{2**31}-writing"},
    ],
)
def test_a_form_that_is_none_changes_nothing(room: Class, form: dict[str, str]) -> None:
    assert room.teacher.post(room.path, **form).status == 303
    assert room.rows() == []


def test_nobody_sets_it_for_another_class(room: Class, outsider: Visitor) -> None:
    """An id of another school's student, of a colleague's, and of somebody who is no student."""
    for visitor in (outsider, room.teacher):
        number = room.id_of(visitor)
        form = {"shown": f"{number}-0-0-0-0-0-0", "given": f"{number}-writing"}
        assert room.teacher.post(room.path, **form).status == 303
    assert room.rows() == []


def test_who_may(room: Class, onlooker: Visitor, outsider: Visitor, principal: Visitor) -> None:
    box = room.box(room.student, "writing")
    for visitor, shows, saves in (
        (principal, 200, 303),
        (room.student, 200, 403),
        (room.classmate, 200, 403),
        (onlooker, 403, 403),
        (outsider, 404, 404),
    ):
        form = {"shown": shown_in(room.page()), "given": [box]}
        assert (room.page(visitor).status, visitor.post(room.path, **form).status) == (shows, saves)


def test_a_student_reads_their_own_alone(room: Class) -> None:
    room.give(room.box(room.student, "writing"), room.box(room.classmate, "voice"), note="secret")
    own = room.page(room.student)
    assert own.title == "What others may see of you"
    assert "May other classes read what you write? Yes" in own.text
    assert "May other classes hear your voice? No Nobody has answered yet." in own.text
    assert "secret" not in own.text
    assert not own.soup.select("main form, main input")


def test_the_class_page_leads_there(room: Class) -> None:
    assert room.teacher.get(room.teacher.space).links()["Consents"] == room.path
    links = room.student.get(room.student.space).links()
    assert links["What others may see of you"] == room.path


def test_paged_by_key(room: Class, app: Flask) -> None:
    room.add_students(60)
    first = room.page()
    assert len(shown_in(first)) == 50
    second = room.teacher.get(first.links()["More students"])
    assert len(shown_in(second)) == 12
    last = second.soup.select("input[name=given]")[-1]["value"]
    after = second.value("after")
    answer = room.save(second, [last], after=after)
    assert answer.location == f"{room.path}?after={after}"
    assert ticked(room.teacher.get(answer.location)) == {last}


def test_the_queries_do_not_grow_with_the_class(room: Class, app: Flask) -> None:
    room.add_students(28)
    path = room.path
    with noting(app) as statements:
        page = room.teacher.get(path)
    assert (len(shown_in(page)), len(statements)) == (30, 4)
    form = {"shown": shown_in(page)}
    form["given"] = [each["value"] for each in page.soup.select("input[name=given]")]
    with noting(app) as statements:
        assert room.teacher.post(path, **form).status == 303
    assert len(room.rows()) == 180
    asked = [each for each in statements if not each.startswith("INSERT")]
    assert len(asked) == 7, [each[:90] for each in asked]
