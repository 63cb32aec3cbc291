"""Consents as CSV: what is saved, what is brought back, and the page in between."""

import csv
import io

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extensions import begin_write, db
from app.models import Membership, Purpose
from app.models.consent import NOTE_LENGTH
from app.services import consent_files
from app.services.consent_files import LONGEST, MOST_LINES, Unreadable
from app.spreadsheets import line, unguarded
from tests.consents.conftest import Class
from tests.support.cast import Page, Visitor
from tests.support.statements import noting

HEADER = "id,name,writing,images"


def saved(room: Class, by: Visitor | None = None) -> Page:
    return (by or room.teacher).post(f"{room.path}/csv/export")


def rows(page: Page) -> list[dict[str, str]]:
    assert page.response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(page.response.data.decode("utf-8-sig"))))


def bring(room: Class, source: str = "", data: bytes | None = None, **more: str) -> Page:
    """Send a file or its lines; give the page that says what it would change."""
    file = {} if data is None else {"file": (io.BytesIO(data), "consents.csv")}
    page = room.teacher.post(f"{room.path}/csv", source=source, **file, **more)
    return room.teacher.get(page.location) if page.status == 303 else page


def accept(room: Class, page: Page) -> Page:
    [action] = [each for each in page.actions() if each.endswith("/confirmation")]
    return room.teacher.send(page, action)


def name_of(room: Class, visitor: Visitor) -> str:
    [row] = [row for row in rows(saved(room)) if row["id"] == str(room.id_of(visitor))]
    return row["name"]


def rename(app: Flask, member_id: int, name: str) -> None:
    with app.app_context():
        begin_write()
        db.session.get_one(Membership, member_id).user.name = name
        db.session.commit()
        db.session.remove()


def test_what_is_saved(room: Class) -> None:
    room.give(room.box(room.student, "writing"))
    page = saved(room)
    assert page.response.headers["Content-Disposition"].startswith(
        'attachment; filename="courtyard-consents-'
    )
    found = rows(page)
    assert list(found[0]) == ["id", "name", *Purpose]
    assert {row["id"]: row["writing"] for row in found} == {
        str(room.id_of(room.student)): "yes",
        str(room.id_of(room.classmate)): "",
    }
    [event] = [each for each in room.events() if each.verb == "consents.exported"]
    assert event.subject == f"context:{room.context_id}"


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x", "'=x"])
def test_no_cell_is_a_formula(room: Class, app: Flask, name: str) -> None:
    rename(app, room.id_of(room.student), name)
    page = saved(room)
    assert not [row for row in rows(page) if row["name"].startswith(("=", "+", "-", "@"))]
    text = page.response.data.decode("utf-8-sig").replace(f"{name},", f"{name},yes", 1)
    assert "can’t be taken" not in bring(room, text).text


def test_a_saved_file_changes_nothing(room: Class) -> None:
    room.give(room.box(room.student, "writing"))
    page = bring(room, data=saved(room).response.data)
    assert "Nothing would change" in page.text
    assert "can’t be taken" not in page.text
    assert page.soup.select_one("main button") is None


ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 the other way": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "tabs in utf-16": lambda text: text.replace(",", "\t").encode("utf-16"),
    "semicolons": lambda text: text.replace(",", ";").encode("utf-8-sig"),
    "an old excel's": lambda text: ("sep=;\r\n" + text.replace(",", ";")).encode("cp1252"),
    "lines of an old mac": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_as_spreadsheets_write_it(room: Class, app: Flask, encoding: str) -> None:
    rename(app, room.id_of(room.student), "Zoë Müller")
    text = "Name,Writing,First Name,Anything\nZoë Müller,YES,no,x\n"
    page = bring(room, data=ENCODINGS[encoding](text), note="forms")
    assert "can’t be taken" not in page.text
    assert "Writing: Not answered → Given" in page.text
    assert "First name: Not answered → Said no" in page.text
    assert room.rows() == []
    done = room.teacher.get(accept(room, page).location)
    assert "2 answers were changed." in done.text
    assert room.states() == {
        room.box(room.student, "writing"): "given",
        room.box(room.student, "first_name"): "withheld",
    }
    assert {row.note for row in room.rows()} == {"forms"}


def test_what_cant_be_taken_is_said_line_by_line(
    room: Class, app: Flask, outsider: Visitor
) -> None:
    mine, classmate = room.id_of(room.student), room.id_of(room.classmate)
    twins = room.add_students(2)
    for number in twins:
        rename(app, number, "Kim Lee")
    stranger = room.id_of(outsider)
    source = "\n".join(
        [
            HEADER,
            f"{mine},,yes,maybe",
            f"{classmate},Somebody Else,yes,",
            f"{stranger},,yes,",
            ",Nobody Known,yes,",
            ",Kim Lee,yes,",
            ",,yes,",
            f"{twins[0]},,yes,",
            f"{twins[0]},Kim Lee,no,",
        ]
    )
    page = bring(room, source)
    for words in (
        "Line 2: “maybe” is neither “yes” nor “no”.",
        "Line 3: the number is another student’s than “Somebody Else”.",
        f"Line 4: no student of this class has the number “{stranger}”.",
        "Line 5: no student of this class is called “Nobody Known”.",
        "Line 6: several students are called “Kim Lee”.",
        "Line 7: it names nobody.",
        "Line 8: the student “Kim Lee” stands on several lines.",
        "Line 9: the student “Kim Lee” stands on several lines.",
        "8 places in the file can’t be taken",
    ):
        assert words in page.text, words
    accept(room, page)
    assert room.states() == {f"{mine}-writing": "given"}


def test_a_name_that_the_file_has_alone(room: Class) -> None:
    page = bring(room, f"name;voice\n{name_of(room, room.student)};yes")
    accept(room, page)
    assert room.states() == {room.box(room.student, "voice"): "given"}


def test_withdrawals_say_what_they_hide(room: Class) -> None:
    room.share()
    room.student.start_topic("Clouds")
    number = room.id_of(room.student)
    accept(room, bring(room, f"id,writing,partner_visibility\n{number},yes,yes"))
    page = bring(room, f"id,writing\n{number},no")
    assert "1 post is hidden from partner classes." in page.text
    done = room.teacher.get(accept(room, page).location)
    assert "1 post is hidden from partner classes." in done.text


def test_a_file_whose_class_changed_meanwhile(room: Class, principal: Visitor) -> None:
    page = bring(room, f"id,writing\n{room.id_of(room.student)},yes")
    room.save(room.page(principal), [room.box(room.student, "writing")], principal)
    late = accept(room, page)
    assert late.status == 409
    assert "Something has changed since you looked" in late.text
    assert len(room.rows()) == 1


UNREADABLE = {
    "": "The first line must name the columns",
    "hello": "The first line must name the columns",
    "id,id,writing\n1,1,yes": "The first line must name the columns",
    "name\nKim": "The first line must name the columns",
    "id,writing\n" + "1,yes\n" * (MOST_LINES + 1): "too long",
    "id,writing\n" + "x" * LONGEST: "too long",
    'id,writing\n1,"' + "y" * 140_000: "The lines can't be told apart",
}


@pytest.mark.parametrize("source", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_such_file_comes_back(room: Class, source: str) -> None:
    page = bring(room, source, note="n")
    assert page.status == 422
    assert UNREADABLE[source] in page.text
    assert (page.value("source"), page.value("note")) == (source, "n")


def test_a_file_that_is_no_text(room: Class) -> None:
    page = bring(room, data=b"\xff\xfe\x00\xd8\x00")
    assert page.status == 422
    assert "The file is no text." in page.text


def test_too_long_a_note(room: Class) -> None:
    source = f"id,writing\n{room.id_of(room.student)},yes"
    page = bring(room, source, note="x" * (NOTE_LENGTH + 1))
    assert (page.status, page.value("source")) == (422, source)


def test_who_may(room: Class, onlooker: Visitor, outsider: Visitor, principal: Visitor) -> None:
    source = f"id,writing\n{room.id_of(room.student)},yes"
    for visitor, status in (
        (principal, 303),
        (room.student, 403),
        (onlooker, 403),
        (outsider, 404),
    ):
        assert visitor.post(f"{room.path}/csv", source=source).status == status
        expected = 200 if status == 303 else status
        assert visitor.get(f"{room.path}/csv").status == expected
        assert saved(room, visitor).status == expected


def test_the_queries_do_not_grow_with_the_file(room: Class, app: Flask) -> None:
    ids, path = room.add_students(30), room.path
    source = "id,writing,images\n" + "\n".join(f"{number},yes,no" for number in ids)
    with noting(app) as statements:
        answer = room.teacher.post(f"{path}/csv", source=source)
    assert len(statements) == 5, [each[:90] for each in statements]
    with noting(app) as statements:
        page = room.teacher.get(answer.location)
    assert len(statements) == 5, [each[:90] for each in statements]
    assert "Change 60 answers" in page.text


CELLS = st.sampled_from(["yes", "no", "withdrawn", "", "x", "perhaps", "=1+1", '"', "Ä"])
SOURCES = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=2)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(answers=SOURCES)
def test_what_is_done_is_what_was_said(room: Class, answers: list[list[str]]) -> None:
    """One class goes through many files; each time the page before has foretold the table after."""
    ids = [room.id_of(each) for each in (room.student, room.classmate)]
    source = "id,writing,voice\r\n"
    source += "".join(line((str(n), *cells)) for n, cells in zip(ids, answers, strict=True))
    before, count = room.states(), len(room.rows())
    page = bring(room, source)
    if page.status == 422:
        return
    names = {row["name"]: row["id"] for row in rows(saved(room))}
    expected = dict(before)
    words = {"Given": "given", "Said no": "withheld", "Withdrawn": "withdrawn"}
    purposes = {"Writing": "writing", "Voice": "voice"}
    foretold = 0
    for item in page.soup.select("li.row"):
        number = names[item.select_one("bdi").get_text()]
        for fact in item.select(".row__facts"):
            purpose, arrow, change = fact.get_text().partition(":")
            if arrow:
                foretold += 1
                box = f"{number}-{purposes[purpose.strip()]}"
                expected[box] = words[change.partition("→")[2].strip()]
    if foretold:
        assert accept(room, page).status == 303
    assert room.states() == expected
    assert len(room.rows()) == count + foretold


BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.text(alphabet='id,name;writing\n\r\t"yesno1\x00\ufeff', max_size=200).map(str.encode),
    st.text(max_size=100).map(lambda text: f"id,name,writing\n{text}".encode("utf-8", "replace")),
)


@given(BYTES)
def test_no_bytes_break_it(data: bytes) -> None:
    try:
        lines = consent_files.parsed(consent_files.decoded(data))
    except Unreadable as problem:
        assert problem.code in ("encoding", "too_long", "lines", "header")
        return
    reading = consent_files.matched(lines, {1: "Kim", 2: "Lee", 3: "Lee"})
    assert {wish.member_id for wish in reading.wishes} <= {1, 2, 3}
    assert len({(wish.member_id, wish.purpose) for wish in reading.wishes}) == len(reading.wishes)
    assert not [words for *_, words in reading.problems if "\x00" in words]


@given(st.text(max_size=40))
def test_a_guarded_cell_comes_back_as_it_was(text: str) -> None:
    [cells] = csv.reader(io.StringIO(line((text, "end")), newline=""))
    assert not cells[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert unguarded(cells[0]) == text
