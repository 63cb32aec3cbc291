"""A class at work in a cross-site iframe, whatever the browser lets a tool keep."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

pytestmark = pytest.mark.browser

CAN_STORE = (
    """() => { try { localStorage.setItem("x", "1"); return true } catch { return false } }"""
)


def enter(page: Page, lms: str, person: str) -> FrameLocator:
    page.goto(f"{lms}/wattle-park/courses/5b/activities/books?as={person}")
    tool = page.frame_locator("iframe.tool")
    expect(tool.get_by_role("heading", level=1, name="Book talk")).to_be_visible()
    return tool


def write(tool: FrameLocator, words: str) -> None:
    editor = tool.locator(".ProseMirror").last
    editor.click()
    editor.press_sequentially(words)


def test_a_class_at_work(
    context: BrowserContext, live_lms: str, mode: str, problems: list[str]
) -> None:
    page = context.new_page()
    tool = enter(page, live_lms, "s503")
    title = f"A book with {mode}"

    tool.get_by_role("link", name="New topic").first.click()
    tool.get_by_label("Title").fill(title)
    write(tool, "It rains in chapter one.")
    tool.get_by_role("button", name="Post", exact=True).click()
    expect(tool.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(tool.get_by_text("It rains in chapter one.")).to_be_visible()

    write(tool, "And it stops in chapter two.")
    tool.get_by_role("button", name="Post reply").click()
    expect(tool.locator("#post-2")).to_contain_text("And it stops in chapter two.")

    tool.locator("#post-2").get_by_role("link", name="Edit").click()
    expect(tool.get_by_role("heading", level=1, name="Edit post #2")).to_be_visible()
    write(tool, "Twice. ")
    tool.get_by_role("button", name="Save").click()
    expect(tool.locator("#post-2")).to_contain_text("Twice.")

    frame = next(frame for frame in page.frames if frame.url.startswith("http://localhost"))
    assert frame.evaluate(CAN_STORE) is (mode == "third-party cookies allowed")
    tool.get_by_role("link", name="Book talk").first.click()
    expect(tool.get_by_role("link", name=title)).to_be_visible()
    page.evaluate("history.back()")  # go_back waits for a load that Turbo does not need
    expect(tool.get_by_role("heading", level=1, name=title)).to_be_visible()
    assert "token" not in frame.url
    assert not problems

    frame.evaluate("location.reload()")
    expected = "Reopen this from your course" if mode.startswith("all") else title
    expect(tool.get_by_role("heading", level=1, name=expected)).to_be_visible()


def test_a_draft_outlives_the_page(context: BrowserContext, live_lms: str, mode: str) -> None:
    page = context.new_page()
    tool = enter(page, live_lms, "s504")
    tool.get_by_role("link", name="New topic").first.click()
    tool.get_by_label("Title").fill("Unfinished")
    with page.expect_response("**/drafts/topic/*"):
        write(tool, f"Half a thought, {mode}")
    tool = enter(page, live_lms, "s504")
    tool.get_by_role("link", name="New topic").first.click()
    expect(tool.locator(".ProseMirror")).to_contain_text(f"Half a thought, {mode}")


def test_a_file_of_the_school_console(
    context: BrowserContext, live_lms: str, mode: str, problems: list[str]
) -> None:
    """A plain form would come without the token; with all cookies blocked it would be nobody's."""
    page = context.new_page()
    tool = enter(page, live_lms, "beatrice")
    tool.locator("a[href^='/spaces/']").first.click()
    tool.get_by_role("link", name="School console").click()
    tool.get_by_role("link", name="Events").click()
    with page.expect_download() as saving:
        tool.get_by_role("button", name="Save as CSV").click()
    assert "events.exported" in Path(saving.value.path()).read_text()
    assert saving.value.suggested_filename.endswith(".csv")
    expect(tool.get_by_role("heading", level=1, name="Events")).to_be_visible()
    assert not problems
