"""The tool in the LMS's frame, as a person uses it."""

import time

from playwright.sync_api import Frame, Locator, Page, expect

LONGEST_SECONDS = 90


def come_in(page: Page, lms: str, school: str, person: str, link: str) -> Frame:
    """Open an activity, "class/activity", and give the tool's frame."""
    course, _, activity = link.partition("/")
    page.goto(f"{lms}/{school}/courses/{course}/activities/{activity}?as={person}")
    return opened(page)


def enter(page: Page, lms: str, person: str, link: str = "creek") -> Frame:
    """The same in the class to which most tests go."""
    return come_in(page, lms, "wattle-park", person, f"5b/{link}")


def opened(page: Page) -> Frame:
    """The tool's frame, once its first page is there and its script has begun."""
    # The platform's own page on the way has a heading too; only the tool's has a bar.
    expect(page.frame_locator("iframe.tool").locator("header.bar")).to_be_visible()
    frame = tool_of(page)
    expect(frame.locator("meta[name=courtyard-session]")).to_have_count(0)
    return frame


def tool_of(page: Page) -> Frame:
    return next(frame for frame in page.frames if frame.url.startswith("http://localhost"))


def go(frame: Frame, path: str) -> None:
    """Follow a link of the tool as a person would, wherever it leads."""
    frame.evaluate(
        """path => { const a = document.createElement("a"); a.href = path; a.id = "going";
                     document.querySelector("main").append(a); a.click() }""",
        path,
    )
    expect(frame.locator("#going")).to_have_count(0)
    expect(frame.locator("h1")).to_be_visible()


def press(frame: Frame, name: str) -> None:
    """A button that sends a form; the page that answers is there when this returns.

    Who goes elsewhere before would be brought back by the answer.
    """
    frame.evaluate("document.body.dataset.leaving = ''")
    frame.get_by_role("button", name=name, exact=True).click()
    expect(frame.locator("body[data-leaving]")).to_have_count(0)
    expect(frame.locator("h1")).to_be_visible()


def to_class_page(frame: Frame) -> None:
    """From an activity, by the way above it."""
    go(frame, str(frame.locator("a[href^='/spaces/']").first.get_attribute("href")))


def type_words(frame: Frame, words: str) -> None:
    """Into the editor."""
    editor = frame.locator(".ProseMirror").last
    editor.click()
    editor.press_sequentially(words)


def start_topic(frame: Frame, title: str, words: str) -> None:
    """From an activity's page."""
    frame.get_by_role("link", name="New topic").first.click()
    frame.get_by_label("Title").fill(title)
    type_words(frame, words)
    frame.get_by_role("button", name="Post", exact=True).click()
    expect(frame.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(frame.locator("#post-1")).to_contain_text(words)


def until_it_says(frame: Frame, words: str, *, within: Locator | None = None) -> None:
    """Look again and again: the worker is at it in a second or two, and in a minute in any case."""
    place = within or frame.locator("main")
    end, path = time.monotonic() + LONGEST_SECONDS, frame.url
    while words not in place.inner_text():
        assert time.monotonic() < end, place.inner_text()
        frame.page.wait_for_timeout(500)
        go(frame, path)


def change_activity(frame: Frame, **fields: str) -> None:
    """A teacher fills in these fields of it, from its page."""
    frame.get_by_role("link", name="Edit", exact=True).click()
    expect(frame.locator(".ProseMirror")).to_be_visible()  # it comes last, and moves the button
    for label, words in fields.items():
        frame.get_by_label(label).fill(words)
    frame.get_by_role("button", name="Save", exact=True).click()
    expect(frame.get_by_role("link", name="Edit", exact=True)).to_be_visible()


def set_points(frame: Frame, points: str) -> None:
    """The same, for what it is worth."""
    change_activity(frame, Points=points)
    expect(frame.locator("dl.terms")).to_contain_text(points)


def send_grade(frame: Frame, points: str, comment: str = "") -> None:
    """From the page of a student's grade."""
    frame.get_by_role("textbox", name="Points").fill(points)
    if comment:
        frame.get_by_label("Comment").fill(comment)
    frame.get_by_role("button", name="See it before it goes").click()
    expect(frame.get_by_role("heading", name="Send this grade?")).to_be_visible()
    frame.get_by_role("button", name="Send the grade").click()
    expect(frame.get_by_role("heading", name="The grade now")).to_be_visible()
