"""The end of a collaboration, as its teachers see it, and the file that a class takes along."""

from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Another
from tests.support.framed import go, press, start_topic, to_class_page
from tests.support.looking import check, in_words
from tests.support.meeting import add_activity, meet

pytestmark = pytest.mark.browser


def test_the_end(another: Another, live_lms: str, tmp_path: Path) -> None:
    here, there = another(), another()
    title = f"Two lakes, {in_words(here)}"
    meeting = meet(here, there, live_lms, title)
    activity = add_activity(meeting.partner, meeting.space, "What floats?")
    host = meeting.host
    go(host, urlsplit(activity).path)
    start_topic(host, "The tarn", "It is deep.")
    to_class_page(host)
    host.get_by_role("link", name="Work with another class").first.click()
    host.get_by_role("link", name=title).click()
    host.get_by_role("link", name="How others know your students").click()
    expect(host.get_by_text("Your school does not allow first names")).to_be_visible()
    check(here, host, "partner-names")
    host.get_by_role("link", name="Back", exact=True).click()
    host.get_by_role("link", name="End the collaboration").click()
    expect(host.get_by_role("heading", level=1, name="End the collaboration?")).to_be_visible()
    check(here, host, "ending")
    press(host, "End it")
    host.get_by_role("link", name=title).click()
    expect(host.get_by_text("Everybody can read it until")).to_be_visible()
    check(here, host, "ended")
    with here.expect_download() as saving:
        host.get_by_role("button", name="Save it as a file").click()
    with ZipFile(saving.value.path()) as file:
        assert title in file.read("index.html").decode()
        file.extractall(tmp_path)
    offline = another()
    offline.goto((tmp_path / "index.html").as_uri())
    expect(offline.get_by_role("heading", level=1, name=title)).to_be_visible()
    check(offline, offline.main_frame, "archive")
    offline.get_by_role("link", name="The tarn").click()
    expect(offline.get_by_text("It is deep.")).to_be_visible()
    check(offline, offline.main_frame, "archive-topic")
