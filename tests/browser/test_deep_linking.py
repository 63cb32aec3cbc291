"""Adding an activity by the LMS's own chooser, in the LMS's page, at both schools."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.choosing import add_to_course, choose_from, picker
from tests.support.framed import type_words
from tests.support.looking import check, in_words
from tests.support.places import PLACES, Place

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_teacher_adds_and_a_student_opens(page: Page, live_lms: str, place: Place) -> None:
    title = f"Under the stone, {in_words(page)}"
    choose_from(page, place.course_page(live_lms))
    add(page, place.slug, title)
    page.goto(place.course_page(live_lms, place.student))
    page.get_by_role("link", name=title, exact=True).click()
    tool = page.frame_locator("iframe.tool")
    expect(tool.get_by_role("heading", name=title)).to_be_visible()
    expect(tool.get_by_text("What did you find?")).to_be_visible()
    expect(tool.get_by_text("Points")).to_be_visible()


def add(page: Page, school: str, title: str) -> None:
    frame = picker(page)
    check(page, frame, f"picker-{school}")
    frame.get_by_label("Title").fill("")
    frame.get_by_label("Points").fill("many")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.get_by_role("alert")).to_be_visible()
    check(page, frame, f"picker-errors-{school}")
    frame.get_by_label("Title").fill(title)
    frame.get_by_label("Points").fill("10")
    frame.get_by_label("Due").fill("2027-03-08T15:30")
    type_words(frame, "What did you find?")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.get_by_role("heading", name="Look at it once more")).to_be_visible()
    check(page, frame, f"picker-preview-{school}")
    add_to_course(page, frame)


def test_giving_up_leads_back(page: Page, live_lms: str) -> None:
    choose_from(page, PLACES["moodle"].course_page(live_lms))
    picker(page).get_by_role("button", name="Add nothing, and go back").click()
    expect(page.frame_locator("iframe.tool").locator("body")).to_contain_text("Nothing was added.")
