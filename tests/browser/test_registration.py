"""In a real browser: a link made in the console, pasted at the LMS, and the LMS let in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_console import page  # noqa: F401 - a fixture
from tests.browser.test_pages import check

pytestmark = pytest.mark.browser


def test_by_a_link(
    page: Page,  # noqa: F811
    live_lms: str,
    live_tool: str,
    live_link: Callable,
    request: pytest.FixtureRequest,
) -> None:
    school = f"Banksia Street {request.node.callspec.id}"
    page.goto(live_link())
    page.get_by_role("button", name="Open the console").click()
    page.get_by_role("link", name="Registration links").click()
    page.get_by_label("School", exact=True).fill(school)
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Registration link").input_value()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    check(page, page.main_frame, "console-registrations")

    page.goto(f"{live_lms}/wattle-park/tools")
    page.locator("input[name=url]").fill(link)
    page.locator("form:has(input[name=url]) button").first.click()
    frame = page.frame_locator("iframe.tool")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Connect this LMS to Courtyard")
    check(page, page.frames[-1], "register")
    frame.get_by_role("button", name="Connect").click()
    page.wait_for_url(f"{live_lms}/wattle-park/tools")
    expect(page.get_by_text("Pending").first).to_be_visible()

    page.goto(f"{live_tool}/console")
    page.get_by_role("link", name=school, exact=True).click()
    page.get_by_role("button", name="Approve").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("On")
    page.goto(f"{live_tool}/console/guides")
    check(page, page.main_frame, "console-guides")
    page.get_by_role("link", name="Moodle").click()
    check(page, page.main_frame, "console-guide")


def test_the_link_is_copied(browser: Browser, live_tool: str, live_link: Callable) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()  # noqa: F811
    page.goto(live_link())
    page.get_by_role("button", name="Open the console").click()
    page.goto(f"{live_tool}/console/registrations")
    page.get_by_label("School", exact=True).fill("Grevillea Road School")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Registration link").input_value()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    context.close()
