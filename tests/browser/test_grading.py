"""A teacher grades in the LMS's frame, and the LMS's own gradebook shows it."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.framed import enter, go, send_grade, set_points, start_topic, until_it_says
from tests.support.looking import check, in_words
from tests.support.outages import outage

pytestmark = pytest.mark.browser


def test_from_a_post_to_the_gradebook(page: Page, live_lms: str) -> None:
    size = in_words(page)  # tests share a class
    set_points(enter(page, live_lms, "marama", "creek"), "10")
    student = enter(page, live_lms, "s503", "creek")
    activity = student.url
    start_topic(student, "Mud in the creek", "It was brown, and it smelled of leaves.")
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


@pytest.mark.parametrize("another", [("phone", "light"), ("laptop", "dark")], indirect=True)
def test_what_failed_is_said_and_sent_again(page: Page, live_lms: str) -> None:
    student = enter(page, live_lms, "s506", "creek")
    name = student.locator(".bar__name").inner_text()
    frame = enter(page, live_lms, "marama", "creek")
    set_points(frame, "10")
    frame.get_by_role("link", name="Grades", exact=True).click()
    row = frame.locator(".grades__student").filter(has_text=name)
    points = f"{page.viewport_size['width'] / 360:.1f}"  # another each time
    with outage(page, live_lms, "wattle-park", scores="forbidden"):
        row.get_by_role("link", name="Grade").click()
        send_grade(frame, points)
        until_it_says(frame, "does not let Courtyard grade this person")
    check(page, frame, "grade-failed")
    frame.get_by_role("link", name="Grades", exact=True).click()
    expect(row).to_contain_text("It could not be sent")
    check(page, frame, "grades-failed")
    row.get_by_role("button", name="Send again").click()
    expect(frame.get_by_role("heading", name="The grade now")).to_be_visible()
    until_it_says(frame, "In the LMS's gradebook. It arrived")
