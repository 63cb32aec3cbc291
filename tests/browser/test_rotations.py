"""Classes take turns, as a teacher sets it up and a child finds what to read."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Another
from tests.support.framed import come_in, go, press, start_topic
from tests.support.looking import check, in_words
from tests.support.meeting import add_activity, let_write, meet

pytestmark = pytest.mark.browser


def test_taking_turns(another: Another, live_lms: str) -> None:
    here, there, desk, home = another(), another(), another(), another()
    writer = come_in(desk, live_lms, "wattle-park", "s601", "6g/wetland")
    reader = come_in(home, live_lms, "maple-street", "m601", "6-chen/fair")
    title = f"Turns, {in_words(here)}"
    classes = meet(here, there, live_lms, title)
    host, partner = classes.host, classes.partner
    let_write(host, writer)
    let_write(partner, reader)
    activity = add_activity(host, classes.space, title)
    host.get_by_role("link", name="Taking turns").click()
    host.get_by_role("link", name="Set up turns").click()
    host.get_by_label("How many students read each text?").fill("9")
    press(host, "Save")
    check(here, host, "rotation-errors")
    host.get_by_label("How many students read each text?").fill("1")
    expect(host.get_by_label("Time zone")).not_to_have_value("")  # where the first day is today
    press(host, "Save")
    expect(host.get_by_role("heading", level=1, name="Taking turns")).to_be_visible()
    check(here, host, "rotation-begun")

    go(writer, activity)
    start_topic(writer, "Our creek", "It runs dry in January.")
    go(reader, activity)
    expect(reader.get_by_role("heading", name="For you to read and answer")).to_be_visible()
    check(home, reader, "to-read")
    go(host, f"{activity}/rotation")
    expect(host.get_by_text("has not answered yet")).to_be_visible()
    check(here, host, "rotation")
