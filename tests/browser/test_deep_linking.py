"""Adding an activity by the LMS's own chooser, in the LMS's page, at both schools."""

from playwright.sync_api import Frame, Page, expect

from tests.browser.test_pages import check, page

__all__ = ["page"]

PLACES = {
    "wattle-park": ("6g", "tomasz", "s601"),
    "maple-street": ("6-chen", "grace", "m601"),
}


def chooser(page: Page, lms: str, school: str) -> Frame:
    """The tool, asked by a teacher to choose."""
    course, teacher, _student = PLACES[school]
    page.goto(f"{lms}/{school}/courses/{course}/deep_linking?as={teacher}")
    tool = page.frame_locator("iframe.tool")
    expect(tool.get_by_role("heading", name="Add to your course")).to_be_visible()
    frame = next(frame for frame in page.frames if frame.url.startswith("http://localhost"))
    expect(frame.locator("meta[name=courtyard-session]")).to_have_count(0)
    return frame


def add(page: Page, lms: str, school: str, title: str) -> None:
    frame = chooser(page, lms, school)
    check(page, frame, f"picker-{school}")
    frame.get_by_label("Title").fill("")
    frame.get_by_label("Points").fill("many")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.get_by_role("alert")).to_be_visible()
    check(page, frame, f"picker-errors-{school}")
    frame.get_by_label("Title").fill(title)
    frame.get_by_label("Points").fill("10")
    frame.get_by_label("Due").fill("2027-03-08T15:30")
    frame.locator(".ProseMirror").click()
    frame.locator(".ProseMirror").press_sequentially("What did you find?")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.get_by_role("heading", name="Look at it once more")).to_be_visible()
    check(page, frame, f"picker-preview-{school}")
    frame.get_by_role("button", name="Add to the course").click()
    lms_s_own = page.frame_locator("iframe.tool").get_by_role("heading", name="Added to")
    expect(lms_s_own).to_be_visible()


def test_a_teacher_adds_and_a_student_opens(page: Page, live_lms: str) -> None:
    size = page.viewport_size
    assert size is not None
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for school, (course, _teacher, student) in PLACES.items():
        title = f"Under the stone, {size['width']} {'by night' if dark else 'by day'}"
        add(page, live_lms, school, title)
        page.goto(f"{live_lms}/{school}/courses/{course}?as={student}")
        page.get_by_role("link", name=title, exact=True).click()
        tool = page.frame_locator("iframe.tool")
        expect(tool.get_by_role("heading", name=title)).to_be_visible()
        expect(tool.get_by_text("What did you find?")).to_be_visible()
        expect(tool.get_by_text("Points")).to_be_visible()


def test_giving_up_leads_back(page: Page, live_lms: str) -> None:
    frame = chooser(page, live_lms, "wattle-park")
    frame.get_by_role("button", name="Add nothing, and go back").click()
    expect(page.frame_locator("iframe.tool").locator("body")).to_contain_text("Nothing was added.")
