"""A teacher grades in the LMS's frame, and the LMS's own gradebook shows it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from scripts.pair import Pair
from tests.browser.test_pages import WIDTHS, check, enter, go

pytestmark = pytest.mark.browser

IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"


@pytest.fixture(params=[(size, scheme) for size in WIDTHS for scheme in ("light", "dark")])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    size, scheme = request.param
    width, height = WIDTHS[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def set_points(pair: Pair, activity: str) -> None:
    """Make the activity worth ten points."""
    with closing(sqlite3.connect(pair.folder / "courtyard.db", timeout=10)) as connection:
        number = int(activity.rpartition("/")[2])
        connection.execute("UPDATE activities SET points_possible = 10 WHERE id = ?", (number,))
        connection.commit()


def write(frame: Frame, words: str) -> None:
    """A student's topic."""
    go(frame, f"{frame.url}/topics/new")
    frame.get_by_label("Title").fill("Mud in the creek")
    frame.locator(".ProseMirror").click()
    frame.locator(".ProseMirror").press_sequentially(words)
    frame.get_by_role("button", name="Post", exact=True).click()
    expect(frame.locator("#post-1")).to_be_visible()


def until_it_says(frame: Frame, words: str, seconds: float = 90) -> None:
    """The worker looks every minute in any case; usually it takes a second or two."""
    end = time.monotonic() + seconds
    path = frame.url
    while words not in frame.locator("main").inner_text():
        assert time.monotonic() < end, frame.locator("main").inner_text()
        frame.page.wait_for_timeout(500)
        go(frame, path)


def test_from_a_post_to_the_gradebook(page: Page, live_pair: Pair, live_lms: str) -> None:
    size = f"{page.viewport_size['width']} px, {page.evaluate(IS_DARK)}"  # tests share a class
    student = enter(page, live_lms, "s503", "creek")
    activity = student.url
    set_points(live_pair, activity)
    write(student, "It was brown, and it smelled of leaves.")
    topic = student.url

    frame = enter(page, live_lms, "marama", "creek")
    go(frame, topic)
    frame.get_by_role("link", name="Grade #1").click()
    expect(frame.get_by_role("heading", name="The post to grade")).to_be_visible()
    check(page, frame, "grade-form")
    frame.get_by_role("textbox", name="Points").fill("11")
    frame.get_by_label("Comment").fill(f"You looked closely.\nSeen on {size}.")
    expect(frame.get_by_text("Draft saved")).to_be_visible()
    frame.get_by_role("button", name="See it before it goes").click()
    expect(frame.locator("#points[aria-invalid=true]")).to_be_visible()
    check(page, frame, "grade-errors")
    frame.get_by_role("textbox", name="Points").fill("7,5")
    frame.get_by_role("button", name="See it before it goes").click()
    expect(frame.get_by_role("heading", name="Send this grade?")).to_be_visible()
    check(page, frame, "grade-preview")
    frame.get_by_role("button", name="Send the grade").click()
    expect(frame.get_by_role("heading", name="The grade now")).to_be_visible()
    until_it_says(frame, "In the LMS's gradebook. It arrived")
    check(page, frame, "grade-arrived")
    frame.get_by_role("link", name="Take it back").click()
    expect(frame.get_by_role("heading", name="Take the grade back?")).to_be_visible()
    check(page, frame, "grade-deletion")
    go(frame, f"{activity}/scores")
    check(page, frame, "grades")

    student = enter(page, live_lms, "s503", "creek")
    expect(student.get_by_text("7.5 of 10 points")).to_be_visible()
    check(page, student, "grade-own")
    page.goto(f"{live_lms}/wattle-park/courses/5b/grades")
    expect(page.locator("table")).to_contain_text(f"You looked closely. Seen on {size}.")
    expect(page.locator("table")).to_contain_text("7.5")


@pytest.mark.parametrize("page", [("phone", "light"), ("laptop", "dark")], indirect=True)
def test_what_failed_is_said_and_sent_again(page: Page, live_pair: Pair, live_lms: str) -> None:
    student = enter(page, live_lms, "s506", "creek")
    set_points(live_pair, student.url)
    frame = enter(page, live_lms, "marama", "creek")
    go(frame, f"{frame.url}/scores")
    row = frame.locator(".grades__student").filter(has_text="Minh Anh")
    page.request.post(
        f"{live_lms}/wattle-park/faults", form={"service": "scores", "fault": "forbidden"}
    )
    row.get_by_role("link", name="Grade").click()
    frame.get_by_role("textbox", name="Points").fill(
        f"{page.viewport_size['width'] / 360:.1f}"
    )  # another each time
    frame.get_by_role("button", name="See it before it goes").click()
    frame.get_by_role("button", name="Send the grade").click()
    expect(frame.get_by_role("heading", name="The grade now")).to_be_visible()
    until_it_says(frame, "does not let Courtyard grade this person")
    check(page, frame, "grade-failed")
    frame.get_by_role("link", name="Grades", exact=True).click()
    expect(row).to_contain_text("It could not be sent")
    check(page, frame, "grades-failed")
    page.request.post(f"{live_lms}/wattle-park/faults", form={"service": "scores", "fault": ""})
    row.get_by_role("button", name="Send again").click()
    expect(frame.get_by_role("heading", name="The grade now")).to_be_visible()
    until_it_says(frame, "In the LMS's gradebook. It arrived")
