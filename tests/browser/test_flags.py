"""A child tells a teacher of words, the teacher looks, and the child hears."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Another
from tests.support.framed import enter, go, press, start_topic, to_class_page
from tests.support.looking import check, in_words

pytestmark = pytest.mark.browser


def test_telling_a_teacher(page: Page, another: Another, live_lms: str) -> None:
    title = f"Mud, {in_words(page)}"
    author = enter(another(), live_lms, "s505")
    activity = author.url
    start_topic(author, title, "You all smell.")
    topic = author.url

    theirs = another()
    child = enter(theirs, live_lms, "s506")
    go(child, topic)
    child.get_by_role("link", name="Tell a teacher").first.click()
    expect(child.get_by_role("heading", level=1, name="Tell a teacher")).to_be_visible()
    press(child, "Tell a teacher")
    expect(child.locator(".error-summary")).to_be_visible()
    check(theirs, child, "flag-errors")
    child.get_by_label("It is unkind").check()
    press(child, "Tell a teacher")

    staff = enter(page, live_lms, "marama")
    to_class_page(staff)
    staff.locator("a[href$='/reviews']").click()
    expect(staff.get_by_role("heading", name="Flagged", exact=True)).to_be_visible()
    check(page, staff, "flags-waiting")
    staff.locator("[aria-labelledby=flagged] a[href*='/flags/']").last.click()
    expect(staff.get_by_role("button", name="Hide it")).to_be_visible()
    check(page, staff, "flag")
    staff.get_by_label("A note to whoever flagged it").fill("Thank you for telling us.")
    press(staff, "Hide it")
    check(page, staff, "flags-decided")
    go(staff, f"{staff.url.rpartition('/')[0]}/flags/decided")
    expect(staff.get_by_text("Thank you for telling us.").first).to_be_visible()
    check(page, staff, "flags-decided-all")
    go(staff, activity)
    expect(staff.locator(".topic--deleted").filter(has_text=title)).to_be_visible()
    check(page, staff, "activity-with-deleted")

    to_class_page(child)
    child.get_by_role("link", name="What you told a teacher").click()
    expect(child.get_by_text("Thank you for telling us.").first).to_be_visible()
    check(theirs, child, "flags-own")
