"""What waits, as the child who wrote it and the staff who read it see it."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Another
from tests.support.framed import enter, go, to_class_page, type_words
from tests.support.looking import check, in_words

pytestmark = pytest.mark.browser


def choose_rule(frame: Frame, words: str) -> None:
    """From the queue, for the class's own space."""
    frame.get_by_role("link", name="What has to wait").click()
    frame.get_by_label(words, exact=True).first.check()
    frame.get_by_role("button", name="Save").click()
    expect(frame.get_by_label(words, exact=True).first).to_be_checked()


def to_queue(frame: Frame) -> None:
    to_class_page(frame)
    frame.locator("a[href$='/reviews']").click()
    expect(frame.get_by_role("heading", level=1, name="To look at")).to_be_visible()


def test_what_waits(page: Page, another: Another, live_lms: str) -> None:
    staff = enter(page, live_lms, "marama")
    to_queue(staff)
    choose_rule(staff, "Everything waits")
    check(page, staff, "review-rules")
    title = f"A heron, {in_words(page)}"
    child = another()
    frame = enter(child, live_lms, "s503")
    frame.get_by_role("link", name="New topic").first.click()
    frame.get_by_label("Title").fill(title)
    type_words(frame, "It stood in the creek.")
    frame.get_by_role("button", name="Post", exact=True).click()
    expect(frame.get_by_role("heading", name="Your teacher reads this first")).to_be_visible()
    check(child, frame, "review-own")

    staff = enter(page, live_lms, "marama")
    expect(staff.get_by_text(title)).to_have_count(0)
    to_queue(staff)
    item = staff.locator("li.review").filter(has_text=title)
    expect(item).to_contain_text("It stood in the creek.")
    check(page, staff, "reviews")
    item.focus()
    item.press("x")
    expect(item.get_by_role("checkbox")).to_be_checked()
    item.press("o")
    expect(staff.get_by_role("heading", level=1, name="Look closer")).to_be_visible()
    check(page, staff, "review")
    staff.get_by_label("A note to the author").fill("Which creek?")
    staff.get_by_role("button", name="Return with this note").click()
    expect(staff.get_by_role("heading", level=1, name="To look at")).to_be_visible()
    choose_rule(staff, "Nothing has to wait")

    go(frame, str(frame.locator("a[href^='/activities/']").first.get_attribute("href")))
    frame.get_by_role("link", name=title).click()
    expect(frame.get_by_text("Which creek?")).to_be_visible()
    check(child, frame, "review-returned")
    type_words(frame, " The one behind the school.")
    frame.get_by_role("button", name="Send again").click()
    expect(frame.get_by_role("heading", name="Your teacher reads this first")).to_be_visible()

    staff.get_by_role("link", name="To look at").click()
    item = staff.locator("li.review").filter(has_text=title)
    item.get_by_role("checkbox").check()
    staff.get_by_role("button", name="Let through").click()
    expect(staff.locator("li.review").filter(has_text=title)).to_have_count(0)
    go(frame, str(frame.locator("a[href^='/activities/']").first.get_attribute("href")))
    frame.get_by_role("link", name=title).click()
    expect(frame.locator("#post-1")).to_contain_text("behind the school")
