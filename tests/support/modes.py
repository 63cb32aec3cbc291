"""Browsers that keep what they like: a fixture for each mode, and what they complain about."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.support.chromium import ARGUMENTS, find_chromium

MODES = {
    "third-party cookies allowed": {"cookie_controls_mode": 0},
    "third-party cookies blocked": {"cookie_controls_mode": 1},
    "all cookies and storage blocked": {"default_content_setting_values": {"cookies": 2}},
}


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def context(mode: str, tmp_path: Path, browser: object) -> Iterator[BrowserContext]:
    """A profile of its own with the mode's preferences; ``browser`` keeps Playwright running."""
    folder = tmp_path / "Default"
    folder.mkdir()
    (folder / "Preferences").write_text(json.dumps({"profile": MODES[mode]}))
    kind = browser.browser_type  # type: ignore[attr-defined]
    opened = kind.launch_persistent_context(
        str(tmp_path), executable_path=find_chromium(), args=list(ARGUMENTS), headless=True
    )
    yield opened
    opened.close()


@pytest.fixture
def problems(context: BrowserContext) -> list[str]:
    """What the browser complained about, policy violations above all."""
    seen: list[str] = []
    context.on("weberror", lambda error: seen.append(str(error.error)))
    context.on("console", lambda said: said.type == "error" and seen.append(said.text))
    return seen
