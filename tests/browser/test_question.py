"""The page that asks "Is this you?", and the button for a new tab, as they are painted."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.framed import tool_of
from tests.support.looking import check

pytestmark = pytest.mark.browser

SNOW = "maple-street/courses/5-rivera/activities/snow?as=dana"


def lose_the_cookie(route: Route) -> None:
    """Between login and launch, as a browser does that keeps ours for a moment only."""
    route.request.frame.page.context.clear_cookies()
    route.continue_()


def test_the_question(page: Page, live_lms: str) -> None:
    page.route("**/auth?*", lose_the_cookie)
    page.goto(f"{live_lms}/{SNOW}")
    tool = page.frame_locator("iframe.tool")
    button = tool.get_by_role("button", name="Yes, go on")
    expect(button).to_be_visible()
    check(page, tool_of(page), "is-this-you")
    button.click()
    expect(tool.get_by_role("heading", level=1, name="Snow day stories")).to_be_visible()
    expect(tool.get_by_role("button", name="Open in a new tab")).to_be_visible()
    check(page, tool_of(page), "unkept")
