"""Activities are added by the LMS's own chooser, in the LMS's page."""

from playwright.sync_api import Frame, Page, expect

from tests.support.framed import opened


def choose_from(page: Page, course: str, client_id: str = "") -> None:
    """A teacher asks a tool to choose, from the class's page: the only one, or one of many."""
    page.goto(course)
    asking = f"a[href*='deep_linking'][href*='tool={client_id}']"
    page.locator(asking).first.click()


def picker(page: Page) -> Frame:
    """The tool, asked by a teacher to choose."""
    frame = opened(page)
    expect(frame.get_by_role("heading", level=1, name="Add to your course")).to_be_visible()
    return frame


def add_to_course(page: Page, frame: Frame) -> None:
    """From the preview, back to the LMS, which says what it was told."""
    frame.get_by_role("button", name="Add to the course").click()
    answer = page.frame_locator("iframe.tool")
    expect(answer.get_by_role("heading", name="Added to")).to_be_visible()
