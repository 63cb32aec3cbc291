"""The tool is registered by a link: what the operator and the LMS's administrator do."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.support.framed import tool_of
from tests.support.looking import check
from tests.support.places import Place


def make_link(console: Page, school: str) -> str:
    """The operator makes a registration link for a School."""
    console.get_by_role("link", name="Registration links").click()
    console.get_by_label("School").fill(school)
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


def refusal(page: Page) -> str | None:
    """The code with which the tool did not open in the LMS's frame; None where it did."""
    tool = page.frame_locator("iframe.tool")
    expect(tool.locator("header.bar, main[data-error-code]").first).to_be_visible()
    if tool.locator("header.bar").count():
        return None
    return tool.locator("main").get_attribute("data-error-code")


def approve(console: Page, school: str) -> None:
    """The operator lets in what was registered with a School's link."""
    console.get_by_role("link", name="Registration links").click()
    expect(console.get_by_role("heading", level=1, name="Registration links")).to_be_visible()
    check(console, console.main_frame, "console-registrations")
    console.get_by_role("link", name=f"What was registered with it – {school}").click()
    expect(console.get_by_role("heading", level=1)).to_contain_text("Waits for approval")
    check(console, console.main_frame, "console-platform-pending")
    console.get_by_role("button", name="Approve", exact=True).click()
    expect(console.get_by_role("heading", level=1)).to_contain_text("On")


def approve_deployment(console: Page) -> None:
    """The operator, who still looks at the Platform, lets in its deployment too."""
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
