"""Launches where no cookie is kept, and tabs of their own, whatever the LMS's page does."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import BrowserContext, FrameLocator, Page, Request, expect

from practice_lms.faults import storage

pytestmark = pytest.mark.browser

Switch = Callable[[str], None]

KEPT = "third-party cookies allowed"
PARTITIONED = "third-party cookies blocked"
NOTHING = "all cookies and storage blocked"

SNOW = "maple-street/courses/5-rivera/activities/snow?as=dana"
BOOKS = "wattle-park/courses/5b/activities/books?as=s505"

HARMLESS = ("named-frame",)
FAULTS = [name for name, _summary in storage.FAULTS if name not in HARMLESS]


def in_mode(*modes: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("mode", modes, indirect=True)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def switch(live_lms: str) -> Iterator[Switch]:
    """Put the storage of the second school out of order, as somebody does on its page of faults."""

    def set_fault(fault: str) -> None:
        form = {"service": "storage", "fault": fault, "seconds": "5"}
        assert requests.post(f"{live_lms}/maple-street/faults", data=form, timeout=10).ok

    yield set_fault
    set_fault("")


def enter(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    return page.frame_locator("iframe.tool")


def expect_inside(tool: FrameLocator, title: str) -> None:
    expect(tool.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=15_000)


UNKEPT = "This browser keeps nothing for Courtyard inside your course"


@in_mode(KEPT, PARTITIONED, NOTHING)
def test_nobody_is_asked(page: Page, live_lms: str, problems: list[str]) -> None:
    """By the cookie where it is kept, by the LMS's page where it is not."""
    tool = enter(page, f"{live_lms}/{SNOW}")
    expect_inside(tool, "Snow day stories")
    expect(tool.get_by_text(UNKEPT)).to_have_count(0)
    assert not problems


@in_mode(NOTHING)
def test_a_frame_of_the_lms_keeps_it(
    page: Page, live_lms: str, switch: Switch, problems: list[str]
) -> None:
    switch("named-frame")
    tool = enter(page, f"{live_lms}/{SNOW}")
    expect_inside(tool, "Snow day stories")
    expect(tool.get_by_text(UNKEPT)).to_have_count(0)
    assert not problems


@in_mode(NOTHING)
@pytest.mark.parametrize("fault", FAULTS)
def test_storage_that_fails(page: Page, live_lms: str, fault: str, switch: Switch) -> None:
    """The person is asked, and is in after one click."""
    switch(fault)
    tool = enter(page, f"{live_lms}/{SNOW}")
    expect_inside(tool, "Is this you?")
    tool.get_by_role("button", name="Yes, go on").click()
    expect_inside(tool, "Snow day stories")
    expect(tool.get_by_text(UNKEPT)).to_be_visible()


@in_mode(NOTHING)
def test_forms_say_where_they_come_from(page: Page, live_lms: str, switch: Switch) -> None:
    """A browser older than Fetch Metadata (Safari before 16.4) has no other word for it."""
    sent: dict[str, Request] = {}
    page.context.on("request", lambda each: sent.setdefault(urlsplit(each.url).path, each))
    switch("silent")
    tool = enter(page, f"{live_lms}/{SNOW}")
    expect_inside(tool, "Is this you?")
    tool.get_by_role("button", name="Yes, go on").click()
    expect_inside(tool, "Snow day stories")
    with page.expect_popup() as opening:
        tool.get_by_role("button", name="Open in a new tab").click()
    expect(opening.value.get_by_role("heading", name="Snow day stories")).to_be_visible()
    for path in ("/lti/launch/proof", "/tabs/entrance"):
        assert sent[path].all_headers()["origin"] == sent[path].url.removesuffix(path)


@in_mode(KEPT)
@pytest.mark.parametrize("fault", ["silent", "changed"])
def test_storage_that_fails_does_not_matter(
    page: Page, live_lms: str, fault: str, switch: Switch
) -> None:
    switch(fault)
    expect_inside(enter(page, f"{live_lms}/{SNOW}"), "Snow day stories")


@in_mode(PARTITIONED, NOTHING)
@pytest.mark.parametrize(("address", "title"), [(SNOW, "Snow day stories"), (BOOKS, "Book talk")])
def test_a_tab_of_ones_own(page: Page, live_lms: str, address: str, title: str) -> None:
    tool = enter(page, f"{live_lms}/{address}")
    expect_inside(tool, title)
    tool.locator("a[href^='/spaces/']").first.click()
    place = tool.get_by_role("heading", level=2, name=title)
    expect(place).to_be_visible()
    with page.expect_popup() as opening:
        tool.get_by_role("button", name="Open in a new tab").click()
    tab = opening.value
    expect(tab.get_by_role("heading", level=2, name=title)).to_be_visible()
    assert "/spaces/" in tab.url
    assert "ticket" not in tab.url
    expect(tab.get_by_role("button", name="Open in a new tab")).to_be_hidden()
    tab.get_by_role("link", name=title).first.click()
    expect(tab.get_by_role("heading", level=1, name=title)).to_be_visible()


@in_mode(PARTITIONED)
def test_a_tab_remembers(page: Page, live_lms: str) -> None:
    tool = enter(page, f"{live_lms}/{BOOKS}")
    expect_inside(tool, "Book talk")
    with page.expect_popup() as opening:
        tool.get_by_role("button", name="Open in a new tab").click()
    tab = opening.value
    expect(tab.get_by_role("heading", level=1, name="Book talk")).to_be_visible()
    tab.reload()
    expect(tab.get_by_role("heading", level=1, name="Book talk")).to_be_visible()


@in_mode(NOTHING)
def test_a_frame_that_may_open_nothing(page: Page, live_lms: str) -> None:
    tool = enter(page, f"{live_lms}/{BOOKS}&sandbox=1")
    expect_inside(tool, "Book talk")
    tool.get_by_role("button", name="Open in a new tab").click()
    expect(tool.get_by_role("alert").get_by_text("does not let Courtyard open")).to_be_visible()
