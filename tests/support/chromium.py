"""A real browser, where this machine has one."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A frame that goes from the tool to the LMS and back changes its process each time, and the
    # driver now and then loses it on the way: it waits for ever, past every time-out. Who keeps
    # which cookie for whom does not hang on processes.
    "--disable-site-isolation-trials",
)
"""Keep the browser from talking to anyone but the pages under test, and the driver in touch."""


def find_chromium() -> str:
    """The path of CHROMIUM, or of the first Chromium on the PATH; "" if there is none."""
    names = (os.environ["CHROMIUM"],) if os.environ.get("CHROMIUM") else NAMES
    return next(filter(None, map(shutil.which, names)), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_chromium():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium in CHROMIUM or on the PATH"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium with its usual settings. Take a new context for every test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(ARGUMENTS), headless=True
        )
        yield browser
        browser.close()
