"""From a registration link to next year's copy of the class: LTI Advantage as a school meets it."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.support.choosing import add_to_course, choose_from, picker
from tests.support.framed import opened, send_grade, start_topic, type_words, until_it_says
from tests.support.looking import check
from tests.support.places import PLACES, Place
from tests.support.registering import (
    activate,
    approve,
    approve_deployment,
    make_link,
    refusal,
    registered,
)

pytestmark = pytest.mark.browser

TITLE, PROMPT = "Who lives in the wetland?", "What did you see, and where?"
TOPIC, POST = "A heron", "It stood in the reeds on one leg."
POINTS, COMMENT = "7.5", "You looked for a long time."


@dataclass
class CoursePage:
    """A class's page at the LMS, and what people do from there."""

    page: Page
    url: str
    teacher: str

    def open_as(self, person: str) -> Frame:
        """The activity, in the class's page, as somebody who is in the class."""
        self.page.goto(f"{self.url}?as={person}")
        self.page.get_by_role("link", name=TITLE, exact=True).click()
        frame = opened(self.page)
        expect(frame.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
        return frame

    def copy(self, title: str) -> "CoursePage":
        """Next year's, as a teacher finds it among the school's classes."""
        self.page.goto(f"{self.url}?as={self.teacher}")
        self.page.get_by_label("Copy this class as").fill(title)
        self.page.get_by_role("button", name="Copy", exact=True).click()
        expect(self.page.get_by_role("heading", name=f"{title} is there")).to_be_visible()
        self.page.get_by_role("link", name="Back to").click()
        self.page.get_by_role("link", name=title, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return CoursePage(self.page, self.page.url, self.teacher)

    def enrol(self, person: str) -> None:
        self._follow("People")
        self.page.get_by_label("Enrol", exact=True).select_option(person)
        self.page.get_by_role("button", name="Enrol", exact=True).click()

    def gradebook(self) -> Page:
        self._follow("Grades")
        return self.page

    def _follow(self, link: str) -> None:
        self.page.goto(f"{self.url}?as={self.teacher}")
        self.page.get_by_role("link", name=link, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=link)).to_be_visible()


@pytest.mark.parametrize(
    ("place", "another"),
    [(PLACES["moodle"], ("laptop", "light")), (PLACES["canvas"], ("phone", "dark"))],
    ids=["moodle-laptop", "canvas-phone"],
    indirect=["another"],
)
def test_from_a_registration_link_to_next_year(
    page: Page, console: Page, live_lms: str, place: Place
) -> None:
    school = f"Grevillea of {place.slug}"
    link = make_link(console, school)
    with registered(page, f"{live_lms}/{place.slug}/tools", link, place) as client_id:
        let_in(page, console, live_lms, place, school, client_id)
        add(page, place.course_page(live_lms), client_id)
        this_year = CoursePage(page, place.course_url(live_lms), place.teacher)
        the_teacher_finds_it_empty(this_year.open_as(place.teacher))
        name = the_student_writes(this_year.open_as(place.student))
        the_teacher_grades(this_year.open_as(place.teacher), name)
        the_lms_has_the_grade(this_year.gradebook(), name)
        the_student_sees_it(this_year.open_as(place.student))
        next_year = this_year.copy(f"{place.course} of next year")
        the_copy_has_the_settings_alone(next_year.open_as(place.teacher))
        next_year.enrol(place.student)
        the_student_begins_anew(next_year.open_as(place.student))
        the_lms_has_no_grade(next_year.gradebook())


def let_in(page: Page, console: Page, lms: str, place: Place, school: str, client_id: str) -> None:
    """By the LMS's administrator, and by the operator."""
    activate(page, client_id)
    course = place.course_page(lms)
    choose_from(page, course, client_id)
    assert refusal(page) == "platform_pending"
    approve(console, school)
    if place.slug == "maple-street":  # it names no deployment before the first launch
        choose_from(page, course, client_id)
        assert refusal(page) == "deployment_pending"
        approve_deployment(console)


def add(page: Page, course: str, client_id: str) -> None:
    """A teacher adds the activity by the LMS's own chooser."""
    choose_from(page, course, client_id)
    frame = picker(page)
    frame.get_by_label("Title").fill(TITLE)
    type_words(frame, PROMPT)
    frame.get_by_label("Points").fill("10")
    frame.get_by_label("Due").fill("2090-03-08T15:30")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.get_by_role("heading", name="Look at it once more")).to_be_visible()
    expect(frame.get_by_text(PROMPT)).to_be_visible()
    add_to_course(page, frame)
    page.frame_locator("iframe.tool").get_by_role("link", name="Back to").click()


def has_the_settings(frame: Frame) -> None:
    expect(frame.get_by_text(PROMPT)).to_be_visible()
    expect(frame.locator("dl.terms")).to_contain_text(re.compile(r"Points\s*10"))
    expect(frame.locator("dl.terms")).to_contain_text("2090")
    expect(frame.get_by_text("Nobody has written yet")).to_be_visible()


def the_teacher_finds_it_empty(frame: Frame) -> None:
    has_the_settings(frame)
    expect(frame.get_by_text("Copied")).to_have_count(0)


def the_student_writes(frame: Frame) -> str:
    """Gives the name under which the class knows them."""
    expect(frame.get_by_text(PROMPT)).to_be_visible()
    start_topic(frame, TOPIC, POST)
    return frame.locator(".bar__name").inner_text()


def the_teacher_grades(frame: Frame, name: str) -> None:
    frame.get_by_role("link", name=TOPIC).click()
    expect(frame.locator("#post-1")).to_contain_text(name)
    frame.get_by_role("link", name="Grade #1").click()
    send_grade(frame, POINTS, COMMENT)
    until_it_says(frame, "In the LMS's gradebook. It arrived")


def the_lms_has_the_grade(page: Page, name: str) -> None:
    """In its own gradebook, which opens the work in the tool."""
    expect(page.get_by_role("columnheader", name=f"{TITLE} of 10")).to_be_visible()
    grade = page.get_by_role("row", name=name).get_by_role("cell").filter(has_text=COMMENT)
    expect(grade).to_contain_text(POINTS)
    grade.get_by_role("link", name="Look at the work").click()
    frame = opened(page)
    expect(frame.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(frame.get_by_text(POST)).to_be_visible()
    check(page, frame, "work-from-the-gradebook")


def the_student_sees_it(frame: Frame) -> None:
    expect(frame.get_by_text(f"{POINTS} of 10 points")).to_be_visible()
    expect(frame.get_by_text(COMMENT)).to_be_visible()


def the_copy_has_the_settings_alone(frame: Frame) -> None:
    has_the_settings(frame)
    expect(frame.get_by_text("Copied, without its work, from")).to_be_visible()
    check(frame.page, frame, "copied-activity")
    frame.get_by_role("link", name="Grades").click()
    expect(frame.get_by_role("heading", level=1, name="Grades")).to_be_visible()
    expect(frame.get_by_text("No student is known yet")).to_be_visible()


def the_student_begins_anew(frame: Frame) -> None:
    """Who is in both classes has written nothing in this one, and has no grade in it."""
    has_the_settings(frame)
    for last_year in ("Copied", "Your grade", TOPIC):
        expect(frame.get_by_text(last_year)).to_have_count(0)


def the_lms_has_no_grade(page: Page) -> None:
    expect(page.get_by_role("columnheader", name=TITLE)).to_be_visible()
    expect(page.get_by_text(COMMENT)).to_have_count(0)
