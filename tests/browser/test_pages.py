"""A class's pages at phone and laptop width, light and dark: see tests/support/looking.py."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Another
from tests.support.framed import (
    change_activity,
    come_in,
    enter,
    go,
    press,
    set_points,
    start_topic,
    to_class_page,
    type_words,
    until_it_says,
)
from tests.support.looking import check, in_words
from tests.support.outages import outage

pytestmark = pytest.mark.browser

LATE = ("wattle-park", "s602", "6g/rain")
"""A student where an activity opens and closes: nobody else is there."""

TOO_LATE = (
    ("Post", "Your topic came too late", "topic-too-late"),
    ("Post reply", "Your reply came too late", "reply-too-late"),
    ("Save", "You can't change this post", "edit-too-late"),
)
"""What is pressed, what is said then, and the name of its picture."""


def test_every_page(page: Page, live_lms: str) -> None:
    frame = enter(page, live_lms, "s502")
    check(page, frame, "activity")
    activity = frame.url
    go(frame, f"{activity}/topics/new")
    check(page, frame, "new-topic")
    frame.get_by_role("button", name="Post", exact=True).click()
    expect(frame.locator("[aria-invalid=true]").first).to_be_visible()
    check(page, frame, "new-topic-errors")
    frame.get_by_label("Title").fill("The creek after the rain")
    type_words(frame, "The creek was brown after the rain.")
    frame.get_by_role("button", name="Post", exact=True).click()
    expect(frame.locator("#post-1")).to_be_visible()
    topic = frame.url
    type_words(frame, "I saw leaves in it.")
    frame.get_by_role("button", name="Post reply").click()
    expect(frame.locator("#post-2")).to_be_visible()
    check(page, frame, "topic")
    reply = frame.locator("#post-2").get_by_role("link", name="Reply").get_attribute("href")
    post = str(reply).removesuffix("/replies/new")
    pages = {
        "reply": f"{post}/replies/new",
        "post-deletion": f"{post}/deletion",
        "topic-edit": f"{topic}/edit",
        "post-edit": f"{post}/edit",
    }
    for name, path in pages.items():
        go(frame, path)
        check(page, frame, name)
    frame.locator(".ProseMirror").press("ControlOrMeta+a")
    frame.locator(".ProseMirror").press_sequentially("I saw brown leaves in the creek.")
    frame.get_by_role("button", name="Save").click()
    expect(frame.locator("#post-2")).to_contain_text("brown leaves")
    go(frame, "/topics/999999")
    check(page, frame, "not-found")

    frame = enter(page, live_lms, "marama")
    check(page, frame, "activity-teacher")
    space = str(frame.locator("a[href^='/spaces/']").first.get_attribute("href"))
    pages = {
        "topic-teacher": topic,
        "history": f"{post}/revisions",
        "activity-edit": f"{activity}/edit",
        "topic-deletion": f"{topic}/deletion",
        "space": space,
    }
    for name, path in pages.items():
        go(frame, path)
        check(page, frame, name)
    frame.get_by_role("link", name="Class list").click()
    expect(frame.get_by_role("heading", level=1, name="Class list")).to_be_visible()
    check(page, frame, "roster")


def test_a_saved_draft_moves_no_button(page: Page, live_lms: str) -> None:
    """Or who presses it at that moment presses beside it."""
    frame = enter(page, live_lms, "s504")
    frame.get_by_role("link", name="New topic").first.click()
    type_words(frame, "It was brown.")
    button = frame.get_by_role("button", name="Post", exact=True)
    place = button.bounding_box()
    expect(frame.get_by_text("Draft saved")).to_be_visible()
    assert button.bounding_box() == place


def test_work(page: Page, live_lms: str) -> None:
    """What one student wrote, to whoever may read it."""
    title = f"A very long walk along the creek, {in_words(page)}"
    classmate = enter(page, live_lms, "s502", "rain")
    start_topic(classmate, title, "Who was there after the rain?")
    topic = classmate.url
    student = enter(page, live_lms, "s501", "rain")
    name = student.locator(".bar__name").inner_text()
    start_topic(student, f"Puddles, {in_words(page)}", "The deepest was at the gate.")
    go(student, topic)
    type_words(student, "I was, and I counted nine ducks.")
    student.get_by_role("button", name="Post reply").click()
    expect(student.locator("#post-2")).to_be_visible()

    staff = enter(page, live_lms, "marama", "rain")
    set_points(staff, "10")
    staff.get_by_role("link", name="Grades", exact=True).click()
    row = staff.locator(".grades__student").filter(has_text=name)
    row.get_by_role("link", name="Look at the work").click()
    expect(staff.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(staff.get_by_text("I counted nine ducks").first).to_be_visible()
    check(page, staff, "work-staff")
    work = staff.url

    mentor = enter(page, live_lms, "leila", "rain")
    check(page, mentor, "mentor")
    mentor.get_by_role("link", name=name).click()
    expect(mentor.get_by_text("I counted nine ducks").first).to_be_visible()
    expect(mentor.get_by_text(title)).to_have_count(0)
    check(page, mentor, "work-mentor")

    student = enter(page, live_lms, "s501", "rain")
    go(student, work)
    expect(student.get_by_role("heading", level=1, name="Your work")).to_be_visible()
    check(page, student, "work-own")
    nothing = enter(page, live_lms, "s501", "books")
    go(nothing, f"{nothing.url}/works/{work.rpartition('/')[2]}")
    expect(nothing.get_by_text("You have not written anything here yet.")).to_be_visible()
    check(page, nothing, "work-nothing")


def test_links(page: Page, live_lms: str) -> None:
    """Which of the LMS's links open an activity."""
    frame = enter(page, live_lms, "marama", "creek")
    activity = frame.url
    frame.get_by_role("link", name="Edit", exact=True).click()
    frame.get_by_role("link", name="Links in the course").click()
    expect(frame.get_by_role("heading", level=1, name="Links in the course")).to_be_visible()
    check(page, frame, "links")
    frame.get_by_role("button", name="Save").click()
    expect(frame.get_by_role("heading", level=1, name="Links in the course")).to_be_visible()
    go(frame, activity)


def test_teams(page: Page, live_lms: str) -> None:
    """The LMS's groups, where it has any and says so, and where not."""
    frame = enter(page, live_lms, "marama", "creek")
    to_class_page(frame)
    frame.get_by_role("link", name="Teams").click()
    expect(frame.get_by_text("does not tell Courtyard its groups")).to_be_visible()
    check(page, frame, "teams-not-offered")

    frame = come_in(page, live_lms, "maple-street", "elena", "5-rivera/garden")
    to_class_page(frame)
    frame.get_by_role("link", name="Teams").click()
    expect(frame.get_by_role("heading", level=1, name="Teams")).to_be_visible()
    with outage(page, live_lms, "maple-street", groups="forbidden"):
        press(frame, "Ask the LMS now")
        until_it_says(frame, "Reading the groups failed")
    check(page, frame, "teams-failed")
    press(frame, "Ask the LMS now")
    until_it_says(frame, "The LMS last named its groups")
    check(page, frame, "teams")

    student = come_in(page, live_lms, "maple-street", "m501", "5-rivera/garden")
    to_class_page(student)
    student.get_by_role("link", name="Teams").click()
    expect(student.get_by_role("heading", level=1, name="Teams")).to_be_visible()
    check(page, student, "teams-own")


def test_what_comes_too_early(another: Another, page: Page, live_lms: str) -> None:
    set_dates(another(), live_lms, opens="2090-02-01T08:00")
    student = come_in(page, live_lms, *LATE)
    expect(student.get_by_role("heading", name="It is not open yet")).to_be_visible()
    check(page, student, "activity-waiting")


def test_what_comes_too_late(another: Another, page: Page, live_lms: str) -> None:
    """A student at three devices, who goes on typing while the teacher closes the activity."""
    teacher, pages = another(), [page, another(), another()]
    set_dates(teacher, live_lms)
    student = come_in(page, live_lms, *LATE)
    start_topic(student, "Drizzle", "It was more of a mist.")
    topic = student.url
    edit = str(student.locator("#post-1").get_by_role("link", name="Edit").get_attribute("href"))
    frames = [student, *(come_in(each, live_lms, *LATE) for each in pages[1:])]
    for frame, words in zip(frames[1:], ("And cold. ", "And wet. "), strict=True):
        go(frame, edit)
        type_words(frame, words)
    for frame in frames[1:]:
        frame.get_by_role("button", name="Save").click()
    expect(frames[1].locator("#post-1")).to_contain_text("And cold.")
    expect(frames[2].get_by_text("was changed elsewhere meanwhile")).to_be_visible()
    check(pages[2], frames[2], "edit-conflict")

    type_words(frames[1], "Is mist rain?")
    to_class_page(student)
    student.get_by_role("link", name="Rain discussion").click()
    student.get_by_role("link", name="New topic").first.click()
    student.get_by_label("Title").fill("Hail")
    type_words(student, "It came in spring.")
    set_dates(teacher, live_lms, closes="2020-02-01T08:00")
    for each, frame, (button, heading, name) in zip(pages, frames, TOO_LATE, strict=True):
        frame.get_by_role("button", name=button, exact=True).click()
        expect(frame.get_by_role("heading", level=1, name=heading)).to_be_visible()
        check(each, frame, name)
    go(student, topic)
    check(page, student, "topic-closed")
    check(page, come_in(page, live_lms, *LATE), "activity-closed")


def set_dates(page: Page, lms: str, opens: str = "", closes: str = "") -> None:
    """A teacher says when the activity opens and closes."""
    frame = come_in(page, lms, "wattle-park", "tomasz", "6g/rain")
    change_activity(frame, Opens=opens, Closes=closes)


def test_pages_for_nobody(page: Page, live_tool: str) -> None:
    for path in ("/", "/topics/1", "/nowhere", "/lti/register", "/console/nowhere", "/invitations"):
        page.goto(live_tool + path)
        check(page, page.main_frame, f"nobody{path.replace('/', '-')}")


@pytest.mark.parametrize("another", [("laptop", "light")], indirect=True)
def test_a_frame_out_of_sight(page: Page, live_lms: str) -> None:
    """Chromium paints no frame of another site there; the page turns all the same."""
    frame = enter(page, live_lms, "s501")
    page.evaluate(
        """() => { const space = document.createElement("div"); space.style.height = "5000px"
                   document.body.prepend(space); window.scrollTo(0, 0) }"""
    )
    frame.evaluate("() => new Promise(resolve => setTimeout(resolve, 500))")
    frame.evaluate("() => document.querySelector(\"a[href^='/spaces/']\").click()")
    expect(frame.get_by_role("heading", level=1, name="Year 5 Blue")).to_be_attached()
