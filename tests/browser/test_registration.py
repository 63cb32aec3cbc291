"""An LMS registers itself by a link, is approved in the console, and a teacher launches."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.framed import tool_of
from tests.support.looking import check, in_words
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


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_from_a_link_to_a_launch(page: Page, console: Page, live_lms: str, place: Place) -> None:
    name = f"Banksia of {place.slug}, {in_words(page)}"
    link = make_link(console, name)
    with registered(page, f"{live_lms}/{place.slug}/tools", link, place) as client_id:
        activate(page, client_id)
        course = place.course_page(live_lms)
        add_activity(page, course, client_id, name)
        assert launch(page, course, name) == "platform_pending"
        approve(console, name)
        if place.slug == "maple-street":  # it names no deployment before the first launch
            assert launch(page, course, name) == "deployment_pending"
            approve_deployment(console)
        assert launch(page, course, name) is None
        expect(tool_of(page).get_by_role("heading", level=1)).to_contain_text(name)
        check(page, tool_of(page), f"first-launch-{place.slug}")


def add_activity(page: Page, course: str, client_id: str, title: str) -> None:
    page.goto(course)
    page.get_by_label("Or by its name").fill(title)
    page.get_by_label("from", exact=True).select_option(client_id)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()


def launch(page: Page, course: str, title: str) -> str | None:
    """Open the activity; the code of the refusal, None where the tool opens."""
    page.goto(course)
    page.get_by_role("link", name=title, exact=True).click()
    return refusal(page)
