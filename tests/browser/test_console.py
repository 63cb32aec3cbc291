"""The console in a real browser: at top level by a link, and in the LMS's frame by a launch."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from tests.browser.test_pages import WIDTHS, check, enter, go

pytestmark = pytest.mark.browser

PATHS = (
    "/console/registrations",
    "/console/guides",
    "/console/guides/moodle",
    "/console/keys",
    "/console/keys/rotation",
    "/console/events",
    "/console/launches",
)


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


def test_in_the_lms_frame(page: Page, live_lms: str) -> None:
    frame = enter(page, live_lms, "beatrice", "rain")
    go(frame, str(frame.locator("a[href^='/spaces/']").first.get_attribute("href")))
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
