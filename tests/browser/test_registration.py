"""An LMS registers itself by a link, is approved in the console, and a teacher launches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from tests.browser.test_pages import check, page

__all__ = ["page"]

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Place:
    """A school of the practice LMS, and how its administrator opens a registration link."""

    slug: str
    course: str
    teacher: str
    button: str


PLACES = {
    "moodle": Place("wattle-park", "6g", "tomasz", "Open it in a window"),
    "canvas": Place("maple-street", "6-chen", "grace", "Open it here"),
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> Place:
    return PLACES[request.param]


@pytest.fixture
def name(page: Page, place: Place) -> str:
    """Tests share a database, so each has a School of its own."""
    size = page.viewport_size
    assert size is not None
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return f"Banksia of {place.slug}, {size['width']} {'by night' if dark else 'by day'}"


@pytest.fixture
def console(page: Page, browser: Browser, live_link: Callable[[], str]) -> Iterator[Page]:
    """The operator's own browser, as large as the other."""
    scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    context = browser.new_context(
        viewport=page.viewport_size,
        color_scheme="dark" if scheme else "light",
        bypass_csp=True,
    )
    console = context.new_page()
    console.set_default_timeout(15_000)
    console.goto(live_link())
    console.get_by_role("button", name="Open the console").click()
    expect(console.get_by_role("heading", level=1, name="Schools")).to_be_visible()
    yield console
    context.close()


def test_from_a_link_to_a_launch(
    page: Page, console: Page, live_lms: str, place: Place, name: str
) -> None:
    link = make_link(console, name)
    with registered(page, f"{live_lms}/{place.slug}/tools", link, place) as client_id:
        activate(page, client_id)
        course = f"{live_lms}/{place.slug}/courses/{place.course}?as={place.teacher}"
        add_activity(page, course, client_id, name)
        assert launch(page, course, name) == "platform_pending"
        approve(console, name)
        if place.slug == "maple-street":  # it names no deployment before the first launch
            assert launch(page, course, name) == "deployment_pending"
            approve_deployment(console)
        assert launch(page, course, name) is None
        check(page, tool_of(page), f"first-launch-{place.slug}")


def make_link(console: Page, name: str) -> str:
    console.get_by_role("link", name="Registration links").click()
    console.get_by_label("School").fill(name)
    console.get_by_role("button", name="Make a link").click()
    field = console.get_by_label("Registration link")
    expect(field).to_be_visible()
    check(console, console.main_frame, "console-registration-link")
    return field.input_value()


@contextmanager
def registered(page: Page, tools: str, link: str, place: Place) -> Iterator[str]:
    """The client id that the LMS gave the tool, which it forgets in the end."""
    page.goto(tools)
    before = clients(page)
    page.get_by_label("Registration link").fill(link)
    page.get_by_role("button", name=place.button).click()
    if "window" in place.button:
        connect_in_a_window(page, place.slug)
    else:
        connect_in_a_frame(page, place.slug)
    expect(page.get_by_role("heading", name="Tools", exact=True)).to_be_visible()
    [client_id] = clients(page) - before
    try:
        yield client_id
    finally:
        page.goto(tools)
        row_of(page, client_id).get_by_role("button", name="Remove").click()
        expect(row_of(page, client_id)).to_have_count(0)


def connect_in_a_window(page: Page, slug: str) -> None:
    """The LMS closes the window when it hears that all is done."""
    with page.expect_popup() as opening:
        page.get_by_role("button", name="Open the tool's page").click()
    window = opening.value
    expect(window.get_by_role("heading", name="Connect this LMS")).to_be_visible()
    check(window, window.main_frame, f"register-{slug}")
    with window.expect_event("close"):
        window.get_by_role("button", name="Connect").click()


def connect_in_a_frame(page: Page, slug: str) -> None:
    frame = page.frame_locator("iframe.tool")
    expect(frame.get_by_role("heading", name="Connect this LMS")).to_be_visible()
    check(page, tool_of(page), f"register-{slug}")
    frame.get_by_role("button", name="Connect").click()


def activate(page: Page, client_id: str) -> None:
    """A Moodle has a tool wait for its own administrator too."""
    button = row_of(page, client_id).get_by_role("button", name="Approve")
    if button.count():
        button.click()
        expect(row_of(page, client_id)).to_contain_text("Active")


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
    tool = page.frame_locator("iframe.tool")
    expect(tool.locator("header.bar, main[data-error-code]").first).to_be_visible()
    if tool.locator("header.bar").count():
        expect(tool.get_by_role("heading", level=1)).to_contain_text(title)
        return None
    return tool.locator("main").get_attribute("data-error-code")


def approve(console: Page, name: str) -> None:
    console.get_by_role("link", name="Registration links").click()
    expect(console.get_by_role("heading", level=1, name="Registration links")).to_be_visible()
    check(console, console.main_frame, "console-registrations")
    console.get_by_role("link", name=f"What was registered with it – {name}").click()
    expect(console.get_by_role("heading", level=1)).to_contain_text("Waits for approval")
    check(console, console.main_frame, "console-platform-pending")
    console.get_by_role("button", name="Approve", exact=True).click()
    expect(console.get_by_role("heading", level=1)).to_contain_text("On")


def approve_deployment(console: Page) -> None:
    console.reload()
    check(console, console.main_frame, "console-deployment-pending")
    row = console.get_by_role("region", name="Deployments").locator("li.row")
    row.get_by_role("button", name="Approve").click()
    expect(console.get_by_text("Waits for approval")).to_have_count(0)


def clients(page: Page) -> set[str]:
    """The client ids on the LMS's list of tools."""
    lines = page.locator("ul.activities p.quiet").all_inner_texts()
    return {line.partition("client ")[2].partition(" ·")[0] for line in lines}


def row_of(page: Page, client_id: str) -> Locator:
    """A tool's row on the LMS's list."""
    return page.locator("ul.activities > li").filter(has_text=f"client {client_id} ")


def tool_of(page: Page) -> Frame:
    return next(frame for frame in page.frames if frame.url.startswith("http://localhost"))
