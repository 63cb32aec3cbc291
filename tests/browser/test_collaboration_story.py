"""Two classes of two schools, in their own browsers: from an invitation to the parting of ways.

One walk, as new users would go. The pair is its own: at the end its clock is a month ahead.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Frame, Page, expect

from scripts.pair import Pair
from scripts.ports import free_port
from scripts.processes import StopSign
from tests.browser.conftest import Another
from tests.support.ahead import worker_ahead
from tests.support.framed import come_in, go, press, to_class_page, type_words, until_it_says
from tests.support.looking import check
from tests.support.meeting import add_activity, know_the_class, let_be_read
from tests.support.steps import (
    expect_waiting,
    follow,
    follow_words,
    give_back,
    let_through,
    send_reply,
    send_topic,
    to_queue,
    waiting,
)

pytestmark = pytest.mark.browser

GRACE = timedelta(days=31)
"""A day more than the charter's time."""

FROGS = "We heard three kinds of frogs behind the oval."
HERON = "We have no frogs, but a heron stands there every morning."
NAMED = f"{HERON} Mateo saw it first."


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """The tool and the practice LMS, with nobody's collaborations but those of this walk."""
    own = Pair(free_port(), free_port(), tmp_path)
    with own.running(StopSign()):
        yield own


@dataclass
class Side:
    """A class: its teacher and a child, each in their own browser."""

    teacher: Page
    child: Page
    staff: Frame
    student: Frame
    class_page: str
    collaboration: str = ""

    @property
    def name(self) -> str:
        """How the class calls the child."""
        return self.student.locator(".bar__name").inner_text()

    def pseudonym(self, space: str) -> str:
        """What other classes call the child."""
        go(self.student, f"{space}/pseudonym")
        return self.student.locator(".code-shown").inner_text()


def enter(another: Another, lms: str, school: str, link: str, who: tuple[str, str]) -> Side:
    """Both open an activity at their LMS; the teacher has the class list read."""
    desk, bench = another(), another()
    staff, student = (
        come_in(page, lms, school, person, link)
        for page, person in zip((desk, bench), who, strict=True)
    )
    know_the_class(staff)
    to_class_page(staff)
    return Side(desk, bench, staff, student, class_page=staff.url)


def test_from_the_invitation_to_the_parting(another: Another, pair: Pair) -> None:
    lms = pair.lms_url
    host = enter(another, lms, "wattle-park", "5b/creek", ("marama", "s509"))
    partner = enter(another, lms, "maple-street", "5-rivera/garden", ("elena", "m502"))
    code = invite(host)
    read_and_propose(partner, code)
    space = sign(host, partner)
    for side in (host, partner):
        go(side.staff, side.collaboration)
        let_be_read(side.staff, side.student)
    activity = add_activity(partner.staff, space, "What lives there?")
    topic = begin(host, partner, activity, space)
    answer(host, partner, topic, space)
    tell_a_teacher(host, partner, topic)
    stop_and_go_on(host, partner, topic)
    end(host, partner)
    with worker_ahead(pair, GRACE):
        parted(host, own=FROGS, foreign=partner.name)
        parted(partner, own=HERON, foreign=host.name)
    nothing_remains(host, partner, pair, topic)


def invite(host: Side) -> str:
    """A charter by the guided form, and a code."""
    staff = host.staff
    go(staff, host.class_page)
    follow_words(staff, "Work with another class")
    follow_words(staff, "Invite a class of another school")
    staff.get_by_label("What is it called?").fill("Two waters")
    staff.get_by_label("What do the classes want to do together?").fill("We compare our creeks.")
    press(staff, "Save the draft")
    press(staff, "Make a code")
    host.collaboration = staff.url
    check(host.teacher, staff, "story-invitation")
    return staff.locator(".code-shown code").first.inner_text()


def read_and_propose(partner: Side, code: str) -> None:
    """From her own LMS: she reads the charter, and would have one thing otherwise."""
    staff = partner.staff
    go(staff, partner.class_page)
    follow_words(staff, "Work with another class")
    follow_words(staff, "Enter a code")
    staff.get_by_label("Code for the class").fill(code)
    press(staff, "Read the charter")
    expect(staff.get_by_text("We compare our creeks.")).to_be_visible()
    partner.collaboration = staff.url
    follow_words(staff, "Propose changes")
    staff.get_by_label("What do the classes want to do together?").fill("We compare our waters.")
    press(staff, "Propose and sign this")
    expect(staff.get_by_text("We compare our waters.")).to_be_visible()


def sign(host: Side, partner: Side) -> str:
    """The second signature joins them; the shared space's path."""
    go(host.staff, host.collaboration)
    expect(host.staff.get_by_text("We compare our waters.")).to_be_visible()
    press(host.staff, "Sign version 2 for our class")
    go(partner.staff, partner.collaboration)
    way = partner.staff.get_by_role("link", name="Go to the shared space")
    path = str(way.get_attribute("href"))
    follow(partner.staff, way)
    check(partner.teacher, partner.staff, "story-shared-space")
    return path


def begin(host: Side, partner: Side, activity: str, space: str) -> str:
    """A child writes, the teacher lets it through, and the other class knows no name."""
    send_topic(host.student, activity, "Frogs", FROGS)
    go(partner.student, activity)
    expect(partner.student.get_by_role("link", name="Frogs")).to_have_count(0)
    let_through(host.staff, host.class_page, FROGS)
    go(partner.student, activity)
    follow_words(partner.student, "Frogs")
    expect_known_by_pseudonym(partner.student, host, space)
    check(partner.child, partner.student, "story-topic")
    return partner.student.url


def expect_known_by_pseudonym(reader: Frame, writer: Side, space: str) -> None:
    words = reader.locator("main").inner_text()
    assert writer.pseudonym(space) in words
    assert writer.name not in reader.content()


def answer(host: Side, partner: Side, topic: str, space: str) -> None:
    """A classmate's name holds it; it comes back with a note, and goes out without the name."""
    child = partner.student
    send_reply(child, topic, NAMED)
    expect(child.get_by_text("may give somebody away")).to_be_visible()
    to_queue(partner.staff, partner.class_page)
    expect(waiting(partner.staff, HERON)).to_contain_text("Something in it may give somebody away")
    check(partner.teacher, partner.staff, "story-queue")
    give_back(partner.staff, partner.class_page, HERON, "Please without the name.")
    go(child, topic)
    go(child, str(child.locator("a[href^='/activities/']").first.get_attribute("href")))
    follow_words(child, "See it")
    expect(child.get_by_text("Please without the name.")).to_be_visible()
    child.locator(".ProseMirror").last.fill("")
    type_words(child, HERON)
    press(child, "Send again")
    expect_waiting(child)
    go(host.student, topic)
    expect(host.student.get_by_text(HERON)).to_have_count(0)
    let_through(partner.staff, partner.class_page, HERON)
    go(host.student, topic)
    expect(host.student.get_by_text(HERON)).to_be_visible()
    expect_known_by_pseudonym(host.student, partner, space)


def tell_a_teacher(host: Side, partner: Side, topic: str) -> None:
    """One word of a child hides it; the author's own teacher decides, and the child hears."""
    child = host.student
    go(child, topic)
    follow(child, child.locator("#post-2").get_by_role("link", name="Tell a teacher"))
    child.get_by_label("It is unkind").check()
    press(child, "Tell a teacher")
    go(child, topic)
    expect(child.get_by_text(HERON)).to_have_count(0)
    to_queue(partner.staff, partner.class_page)
    follow(partner.staff, partner.staff.locator("[aria-labelledby=flagged] a[href*='/flags/']"))
    check(partner.teacher, partner.staff, "story-flag")
    assert host.name not in partner.staff.content()
    partner.staff.get_by_label("A note to whoever flagged it").fill("It was meant kindly.")
    press(partner.staff, "Let it stand")
    go(child, topic)
    expect(child.get_by_text(HERON)).to_be_visible()
    go(child, host.class_page)
    follow_words(child, "What you told a teacher")
    expect(child.get_by_text("It was meant kindly.")).to_be_visible()


def stop_and_go_on(host: Side, partner: Side, topic: str) -> None:
    """One class stops all writing; it takes both to go on."""
    go(host.staff, host.collaboration)
    host.staff.get_by_label("Why? Only your own school reads this.").fill("A family asked")
    press(host.staff, "Stop writing for everybody")
    expect_stopped(partner.student, topic)
    press(host.staff, "Let it go on")
    expect_stopped(partner.student, topic)
    go(partner.staff, partner.collaboration)
    assert "A family asked" not in partner.staff.content()
    press(partner.staff, "Let it go on")
    go(partner.student, topic)
    expect(partner.student.get_by_role("button", name="Post reply")).to_be_visible()


def expect_stopped(child: Frame, topic: str) -> None:
    go(child, topic)
    expect(child.get_by_text("Writing is stopped here for everybody.")).to_be_visible()
    expect(child.get_by_role("button", name="Post reply")).to_have_count(0)


def end(host: Side, partner: Side) -> None:
    """The host ends it; for a while all can read."""
    go(host.staff, host.collaboration)
    follow_words(host.staff, "End the collaboration")
    press(host.staff, "End it")
    go(partner.staff, partner.collaboration)
    expect(partner.staff.get_by_text("Everybody can read it until")).to_be_visible()


def parted(side: Side, *, own: str, foreign: str) -> None:
    """The class has its receipt, and its file: what it wrote, and no name of the other's."""
    staff = side.staff
    go(staff, side.class_page)
    follow_words(staff, "Work with another class")
    until_it_says(staff, "What was, and your class")
    follow(staff, staff.locator("a[href*='/partings/']").first)
    expect(staff.get_by_text("Of it was erased here").first).to_be_visible()
    check(side.teacher, staff, "story-receipt")
    with side.teacher.expect_download() as saving:
        staff.get_by_role("button", name="Save the file").click()
    with ZipFile(saving.value.path()) as file:
        text = "\n".join(file.read(name).decode() for name in file.namelist())
    assert own in text
    assert side.name in text
    assert foreign not in text


def nothing_remains(host: Side, partner: Side, pair: Pair, topic: str) -> None:
    """Neither class finds the other's words any more, and no table holds them."""
    for frame in (host.student, partner.student, host.staff, partner.staff):
        go(frame, topic)
        assert FROGS not in frame.content()
        assert HERON not in frame.content()
    assert not tables_with(pair, FROGS)
    assert not tables_with(pair, HERON)


def tables_with(pair: Pair, words: str) -> list[str]:
    """Which tables of the database say so in one of their columns; files are packed and say it
    to nobody."""
    with sqlite3.connect(pair.folder / "courtyard.db") as connection:
        tables = [name for (name,) in connection.execute(TABLES)]
        columns = [
            (table, row[1])
            for table in tables
            for row in connection.execute(f"PRAGMA table_info({table})")
        ]
        return [
            f"{table}.{column}"
            for table, column in columns
            if connection.execute(
                f"SELECT 1 FROM {table} WHERE instr({column}, ?) LIMIT 1", (words,)
            ).fetchone()
        ]


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
