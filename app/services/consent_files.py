"""A class's consents as CSV: written for a spreadsheet, and read as spreadsheets write it."""

import codecs
import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app import spreadsheets
from app.extensions import db
from app.models import ConsentState, Membership, Purpose
from app.models.wording import one_line, shortened
from app.queries import consents
from app.queries.consents import StudentRow
from app.queries.people import Author
from app.services import consenting
from app.services.consenting import Wish
from app.services.naming import shown_name

LONGEST = 200_000
"""Characters of a file: some thousand students."""

MOST_LINES = 2_000
SHOWN = 60
"""Characters of a cell that is quoted."""

COLUMNS = ("id", "name", *Purpose)
WRITTEN = {
    None: "",
    ConsentState.GIVEN: "yes",
    ConsentState.WITHHELD: "no",
    ConsentState.WITHDRAWN: "withdrawn",
}
YES = frozenset({"yes", "y", "true", "1", "x", "given"})
NO = frozenset({"no", "n", "false", "0", "withheld", "withdrawn"})

Problem = tuple[int, str, str]
"""Line, code and the words of the cell at fault; templates/consents/_problem.html has the codes."""


class Unreadable(Exception):
    """A file that is not taken, by a code: encoding, too_long, lines or header."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """One student as the file has them, nothing checked."""

    number: int
    id: str
    name: str
    answers: dict[Purpose, str]


@dataclass(frozen=True)
class Reading:
    """What a file wishes for, and what in it can't be taken."""

    wishes: list[Wish]
    problems: list[Problem]


def written(viewer: Membership) -> Iterator[str]:
    """The viewer's class, line by line."""
    people = _people(viewer)
    held = consenting.held_by(person.id for person in people)
    yield codecs.BOM_UTF8.decode() + spreadsheets.line(COLUMNS)
    for person in people:
        said = held.get(person.id, {})
        states = (said[purpose].state if purpose in said else None for purpose in Purpose)
        name = shown_name(viewer, person)
        yield spreadsheets.line((str(person.id), name, *(WRITTEN[state] for state in states)))


def _people(viewer: Membership) -> list[Author]:
    rows = db.session.execute(consents.students(viewer.context_id))
    return [StudentRow.of(row).person for row in rows]


def decoded(data: bytes) -> str:
    """The text of a file: UTF-16 by its mark, else UTF-8, else as older Excels write it."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(text: str, viewer: Membership) -> Reading:
    """What a file says of the viewer's class. Raises Unreadable where it is no such file."""
    names = {person.id: _plain(shown_name(viewer, person)) for person in _people(viewer)}
    return matched(parsed(text), names)


def parsed(text: str) -> list[Line]:
    """The lines of a file. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("too_long")
    text = text.replace("\x00", "").removeprefix("\ufeff")
    rows = _rows(text)
    header = [_heading(cell) for cell in next(rows, (0, []))[1]]
    if header and header[0].startswith("sep="):  # a line of Excel's own
        header = [_heading(cell) for cell in next(rows, (0, []))[1]]
    _check(header)
    lines = [_line(number, header, cells) for number, cells in rows]
    if len(lines) > MOST_LINES:
        raise Unreadable("too_long")
    return lines


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of what is not empty, with the sign between cells that the header has."""
    first = next((line for line in text.splitlines() if "id" in line or "name" in line), "")
    sign = max(",;\t", key=(first or text[:200]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error:
        raise Unreadable("lines") from None


def _heading(cell: str) -> str:
    return one_line(cell).lower().replace(" ", "_").replace("-", "_")


def _check(header: Sequence[str]) -> None:
    known = Counter(cell for cell in header if cell in COLUMNS)
    has_people = known["id"] or known["name"]
    if not has_people or not known.keys() & set(Purpose) or max(known.values()) > 1:
        raise Unreadable("header")


def _line(number: int, header: Sequence[str], cells: Sequence[str]) -> Line:
    by_name = dict(zip(header, cells, strict=False))
    return Line(
        number,
        one_line(by_name.get("id")),
        _plain(by_name.get("name", "")),
        {purpose: one_line(by_name.get(purpose)) for purpose in Purpose},
    )


def _plain(name: str) -> str:
    """A name as it is compared, guarded against being a formula or not."""
    return one_line(spreadsheets.unguarded(name.strip()))


def matched(lines: Iterable[Line], names: dict[int, str]) -> Reading:
    """What the lines wish for the people of these names, by Membership."""
    numbers = defaultdict(list)
    for member_id, name in names.items():
        numbers[name].append(member_id)
    wishes: list[Wish] = []
    problems: list[Problem] = []
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        code, member_id = _whom(line, names, numbers)
        if code:
            words = line.id if code == "unknown_number" else line.name
            problems.append((line.number, code, _shown(words)))
        else:
            found[member_id].append(line)
    for member_id, its in found.items():
        if len(its) > 1:
            problems += [(line.number, "repeated", _shown(names[member_id])) for line in its]
        else:
            _take(its[0], member_id, wishes, problems)
    return Reading(wishes, sorted(problems))


def _whom(line: Line, names: dict[int, str], numbers: dict[str, list[int]]) -> tuple[str, int]:
    """("", the Membership) that a line is about, else (what is wrong, 0)."""
    if line.id:
        number = (
            int(line.id) if line.id.isascii() and line.id.isdigit() and len(line.id) < 19 else 0
        )
        if number not in names:
            return "unknown_number", 0
        return ("mismatch", 0) if line.name not in ("", names[number]) else ("", number)
    if not line.name:
        return "nobody", 0
    of_name = numbers.get(line.name, [])
    if len(of_name) > 1:
        return "ambiguous", 0
    return ("", of_name[0]) if of_name else ("unknown_name", 0)


def _take(line: Line, member_id: int, wishes: list[Wish], problems: list[Problem]) -> None:
    for purpose, answer in line.answers.items():
        word = answer.lower()
        if word in YES | NO:
            wishes.append(Wish(member_id, purpose, word in YES))
        elif word:
            problems.append((line.number, "value", _shown(answer)))


def _shown(words: str) -> str:
    return shortened(words, SHOWN)
