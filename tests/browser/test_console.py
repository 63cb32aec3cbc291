"""The console in a real browser: at top level by a link, and in the LMS's frame by a launch."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from tests.support.framed import (
    come_in,
    enter,
    send_grade,
    set_points,
    to_class_page,
    until_it_says,
)
from tests.support.looking import check, in_words
from tests.support.outages import outage

pytestmark = pytest.mark.browser

ASK = re.compile("^Ask (again|now)")

PATHS = (
    "/console/registrations",
    "/console/guides",
    "/console/guides/moodle",
    "/console/keys",
    "/console/keys/rotation",
    "/console/events",
    "/console/launches",
)


def test_every_page(page: Page, live_lms: str, live_tool: str, live_link: Callable) -> None:
    page.goto(f"{live_lms}/wattle-park/courses/5b/activities/rain?as=s501&fault=wrong-aud")
    page.goto(f"{live_tool}/lti/login?iss=https://new.example&login_hint=1&target_link_uri=x")
    page.goto(live_tool + "/console")
    check(page, page.main_frame, "console-closed")
    link = live_link()
    page.goto(link)
    check(page, page.main_frame, "console-entrance")
    page.get_by_role("button", name="Open the console").click()
    expect(page.get_by_role("heading", level=1, name="Schools")).to_be_visible()
    check(page, page.main_frame, "console")
    platform = page.get_by_role("link", name="Wattle Park Primary", exact=True)
    path = str(platform.get_attribute("href"))
    platform.click()
    page.wait_for_url(f"**{path}")
    check(page, page.main_frame, "console-platform")
    page.get_by_role("link", name="Another school").first.click()
    page.wait_for_url("**/school")
    check(page, page.main_frame, "console-assignment")
    page.goto(live_tool + "/console")
    page.get_by_role("link", name="Change what holds there").first.click()
    expect(page.get_by_role("heading", level=1, name="Where classes meet others")).to_be_visible()
    check(page, page.main_frame, "console-policy")
    for each in (f"{path}/launches", f"{path}/services", f"{path}/suspension", *PATHS):
        page.goto(live_tool + each)
        for summary in page.locator("summary").all()[:2]:
            summary.click()
        check(page, page.main_frame, f"console{each.replace('/', '-')}")
    page.goto(link)
    check(page, page.main_frame, "console-link-spent")


def test_a_launch_that_failed_is_explained(
    browser: Browser, live_lms: str, live_tool: str, live_link: Callable
) -> None:
    """From "it doesn't open" to why, in three clicks; then a file, and out again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_lms}/maple-street/courses/5-rivera/activities/snow?as=elena&fault=wrong-aud")
    expect(page.frame_locator("iframe.tool").get_by_text("token_audience")).to_be_visible()
    page.goto(live_link())
    page.get_by_role("button", name="Open the console").click()
    page.get_by_role("link", name="Launches – Maple Street Elementary").click()
    row = page.locator("li.row").first
    expect(row).to_contain_text("Compare the client id with the LMS")
    row.get_by_text("What the LMS sent").click()
    expect(row.get_by_text("not what is registered").first).to_be_visible()
    page.get_by_role("link", name="Events").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as CSV").click()
    assert "events.exported" in verbs(saving.value)
    [cookie] = [each for each in context.cookies() if "console" in each["name"]]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    page.get_by_role("button", name="Leave").click()
    page.goto(live_tool + "/console")
    expect(page.get_by_role("heading", level=1)).to_have_text("The console opens by a link")
    context.close()


def verbs(download: Download) -> list[str]:
    """What the saved file says was done."""
    with Path(download.path()).open(newline="") as file:
        return [row["verb"] for row in csv.DictReader(file)]


def test_services_that_fail(page: Page, console: Page, live_lms: str) -> None:
    """What the LMS refuses is said to whoever runs the installation, who asks again."""
    student = come_in(page, live_lms, "maple-street", "m602", "6-chen/fair")
    name = student.locator(".bar__name").inner_text()
    frame = come_in(page, live_lms, "maple-street", "grace", "6-chen/fair")
    set_points(frame, "10")
    frame.get_by_role("link", name="Grades", exact=True).click()
    console.get_by_role("link", name="Maple Street Elementary", exact=True).click()
    console.get_by_role("link", name="Class lists and grades").click()
    row = console.locator("li.row").filter(has_text="Grade 6 Chen")
    refused = {"scores": "forbidden", "memberships": "forbidden", "notice_handlers": "forbidden"}
    with outage(page, live_lms, "maple-street", **refused):
        graded = frame.locator(".grades__student").filter(has_text=name)
        graded.get_by_role("link", name="Grade").click()
        send_grade(frame, "9", f"Seen on {in_words(page)}.")  # another each time
        until_it_says(frame, "does not let Courtyard grade this person")
        row.get_by_role("button", name=ASK).click()
        console.get_by_role("button", name="Ask again – Notices").click()
        notice = console.locator("li.row").filter(has_text="Courses that were copied")
        for each in (row, notice):
            until_it_says(console.main_frame, "not_permitted", within=each)
    expect(console.get_by_text("1 grade could not be sent")).to_be_visible()
    check(console, console.main_frame, "console-services-failed")
    console.goto(f"{console.url}?state=failed")
    expect(row).to_be_visible()
    with outage(page, live_lms, "maple-street", memberships="unavailable"):
        row.get_by_role("button", name=ASK).click()
        until_it_says(console.main_frame, "platform_fault", within=row)
    check(console, console.main_frame, "console-services-waiting")
    row.get_by_role("button", name=ASK).click()
    console.get_by_role("button", name="Ask again – Notices").click()
    until_it_says(console.main_frame, "Up to date", within=row)
    until_it_says(console.main_frame, "Asked for", within=notice)
    frame.get_by_role("button", name="Send again").click()
    until_it_says(frame, "In the LMS's gradebook. It arrived")


def test_in_the_lms_frame(page: Page, live_lms: str) -> None:
    frame = enter(page, live_lms, "beatrice", "rain")
    to_class_page(frame)
    check(page, frame, "space-administrator")
    frame.get_by_role("link", name="School console").click()
    expect(frame.get_by_role("heading", level=1, name="Your school")).to_be_visible()
    check(page, frame, "school-console")
    frame.get_by_role("link", name="Wattle Park Primary", exact=True).click()
    expect(frame.get_by_role("heading", name="What is registered")).to_be_visible()
    check(page, frame, "school-console-platform")
    frame.get_by_role("link", name="Launches").first.click()
    expect(frame.get_by_role("heading", level=1, name="The last launches")).to_be_visible()
    check(page, frame, "school-console-launches")
    frame.get_by_role("link", name="Wattle Park Primary", exact=True).click()
    frame.get_by_role("link", name="Class lists and grades").click()
    expect(frame.get_by_role("heading", level=1, name="Class lists and grades")).to_be_visible()
    check(page, frame, "school-console-services")
