"""Who answers whom, as a teacher sees it, and how a partner's teacher is asked to look."""

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.conftest import Another
from tests.support.framed import come_in, go, press, start_topic
from tests.support.looking import check, in_words
from tests.support.meeting import add_activity, let_write, meet

pytestmark = pytest.mark.browser


def tell_hours(frame: Frame, zone: str) -> None:
    """On the form for when the class is at school."""
    frame.get_by_label("Time zone").fill(zone)
    frame.get_by_label("First day of term").fill("2026-02-01")
    frame.get_by_label("Last day of term").fill("2099-12-18")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        frame.get_by_label(day).check()
    frame.get_by_label("School begins").fill("08:00")
    frame.get_by_label("School ends").fill("15:00")
    press(frame, "Save")


def test_what_waits_and_school_hours(another: Another, live_lms: str) -> None:
    here, there, desk = another(), another(), another()
    child = come_in(desk, live_lms, "wattle-park", "s601", "6g/wetland")
    title = f"Frogs, {in_words(here)}"
    classes = meet(here, there, live_lms, title)
    host, partner = classes.host, classes.partner
    let_write(host, child)
    activity = add_activity(host, classes.space, title)
    go(child, activity)
    start_topic(child, "Our creek", "It runs dry in January.")

    go(host, classes.host_path)
    host.get_by_role("link", name="Who answers whom").click()
    expect(host.get_by_role("heading", level=1, name="Who answers whom")).to_be_visible()
    expect(host.get_by_text("Our creek")).to_be_visible()
    hours = (
        host.get_by_role("link")
        .filter(has_text="Say when")
        .or_(host.get_by_role("link").filter(has_text="Change this"))
    )
    hours.click()
    expect(host.get_by_label("Time zone")).not_to_have_value("")
    host.get_by_label("Time zone").fill("Narnia")
    press(host, "Save")
    check(here, host, "timetable-errors")
    tell_hours(host, "Auckland")
    expect(host.get_by_role("heading", level=1, name="Who answers whom")).to_be_visible()

    context = "/".join(classes.partner_path.split("/")[:5])
    go(partner, f"{context}/timetable")
    tell_hours(partner, "America/Chicago")
    go(partner, f"{classes.partner_path}/health")
    expect(partner.get_by_text("by your clock")).to_be_visible()
    check(there, partner, "health")
    partner.get_by_role("button", name="Ask their teachers to look").click()
    expect(partner.get_by_text("You asked their teachers today")).to_be_visible()
    go(host, classes.host_path)
    expect(host.get_by_text("asks you to look at what waits")).to_be_visible()
    check(here, host, "collaboration-nudged")
