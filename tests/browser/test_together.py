"""Two schools' classes come together, in two browsers: from the invitation to a stop for all."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Another
from tests.support.framed import come_in, go, start_topic, type_words
from tests.support.looking import check
from tests.support.meeting import know_the_class, to_collaborations

pytestmark = pytest.mark.browser


def test_from_the_invitation_to_a_stop(another: Another, live_lms: str) -> None:
    here, there = another(), another()
    host = come_in(here, live_lms, "wattle-park", "marama", "5b/creek")
    know_the_class(host)
    to_collaborations(host)
    check(here, host, "collaborations")
    host.get_by_role("link", name="Invite a class of another school").click()
    expect(host.get_by_role("heading", level=1, name="A charter for two classes")).to_be_visible()
    host.get_by_role("button", name="Save the draft").click()
    expect(host.locator(".error-summary")).to_be_visible()
    check(here, host, "charter-errors")
    host.get_by_label("What is it called?").fill("Two creeks")
    host.get_by_label("What do the classes want to do together?").fill("We compare our creeks.")
    host.get_by_role("button", name="Save the draft").click()
    expect(host.get_by_role("heading", level=1, name="Two creeks")).to_be_visible()
    host.get_by_role("button", name="Make a code").click()
    code = host.locator(".code-shown code").first.inner_text()
    check(here, host, "invitation")

    guest = come_in(there, live_lms, "maple-street", "elena", "5-rivera/garden")
    to_collaborations(guest)
    guest.get_by_role("link", name="Enter a code").click()
    guest.get_by_label("Code for the class").fill("nonsense")
    guest.get_by_role("button", name="Read the charter").click()
    expect(guest.locator("#code-error")).to_contain_text("No invitation has this code")
    check(there, guest, "entrance")
    guest.get_by_label("Code for the class").fill(code)
    guest.get_by_role("button", name="Read the charter").click()
    expect(guest.get_by_text("We compare our creeks.")).to_be_visible()
    check(there, guest, "charter-to-sign")
    guest.get_by_role("button", name="Sign version 1 for our class").click()
    guest.get_by_role("link", name="Go to the shared space").click()
    expect(guest.get_by_role("heading", name="What our classes agreed")).to_be_visible()
    check(there, guest, "shared-space")
    space = guest.url
    guest.get_by_role("link", name="New activity").click()
    expect(guest.get_by_role("heading", level=1, name="New activity")).to_be_visible()
    guest.get_by_role("button", name="Save").click()
    expect(guest.locator(".error-summary")).to_be_visible()
    check(there, guest, "new-activity-errors")
    guest.get_by_label("Title").fill("What lives there?")
    guest.get_by_role("button", name="Save").click()
    expect(guest.get_by_role("heading", level=1, name="What lives there?")).to_be_visible()
    activity = guest.url
    start_topic(guest, "Frogs", "We heard three kinds of frogs.")
    topic = guest.url

    child = come_in(here, live_lms, "wattle-park", "s509", "5b/creek")
    go(child, activity)
    expect(child.get_by_text("needs a yes from home")).to_be_visible()
    check(here, child, "no-consent")
    go(child, topic)
    expect(child.get_by_text("Grade 5 Rivera, Maple Street Elementary")).to_be_visible()
    check(here, child, "shared-topic")
    go(child, space)
    check(here, child, "shared-space-student")
    child.get_by_role("link", name="The name that other classes see").click()
    expect(child.get_by_role("button", name="Draw another name")).to_be_visible()
    check(here, child, "pseudonym")

    host = come_in(here, live_lms, "wattle-park", "marama", "5b/creek")
    go(host, topic)
    type_words(host, "Amira heard two.")
    host.get_by_role("button", name="Post reply").click()
    expect(host.locator("#source-error")).to_contain_text("may give somebody away")
    check(here, host, "given-away")
    go(host, activity)
    to_collaborations(host)
    check(here, host, "collaborations-listed")
    host.get_by_role("link", name="Two creeks").first.click()
    expect(host.get_by_role("heading", name="Stop everything")).to_be_visible()
    collaboration = host.url
    host.get_by_role("link", name="Propose changes").click()
    expect(host.get_by_role("heading", level=1, name="Propose changes")).to_be_visible()
    check(here, host, "charter-changes")
    host.get_by_label("What do the classes want to do together?").fill("We count frogs.")
    host.get_by_role("button", name="Propose and sign this").click()
    expect(host.get_by_text("This version is proposed.")).to_be_visible()
    check(here, host, "collaboration-proposed")
    host.get_by_role("link", name="Version 1", exact=True).click()
    expect(host.get_by_text("We compare our creeks.")).to_be_visible()
    check(here, host, "charter-version")
    go(host, f"{collaboration}/departure")
    check(here, host, "departure")
    go(host, collaboration)
    host.get_by_label("Why? Only your own school reads this.").fill("A name was mentioned")
    host.get_by_role("button", name="Stop writing for everybody").click()
    expect(host.get_by_role("heading", name="Writing is stopped")).to_be_visible()
    check(here, host, "stopped")
    go(guest, topic)
    expect(guest.get_by_text("Writing is stopped here for everybody.")).to_be_visible()
