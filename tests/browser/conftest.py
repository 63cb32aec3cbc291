"""Browsers of the people who walk through pages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support import clicking
from tests.support.looking import SIZES, WIDTHS

expect.set_options(timeout=15_000)  # a machine with much to do answers late

Another = Callable[[], Page]


@pytest.fixture(autouse=True)
def sure_clicks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is pressed hears of it; see tests/support/clicking.py."""
    for name in ("click", "check", "uncheck"):
        monkeypatch.setattr(Locator, name, clicking.surely(getattr(Locator, name)))


@pytest.fixture(params=SIZES, ids=["-".join(each) for each in SIZES])
def another(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Another]:
    """Makes browsers of one size and scheme, each of somebody's own; all sizes one after another,
    or those that a test asks for (``indirect=True``)."""
    size, scheme = request.param
    width, height = WIDTHS[size]
    contexts = []

    def make() -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
        )
        contexts.append(context)
        made = context.new_page()
        made.set_default_timeout(15_000)
        return made

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(another: Another) -> Page:
    """A browser at the LMS."""
    return another()


@pytest.fixture
def console(another: Another, live_link: Callable[[], str]) -> Page:
    """The operator's browser, come in by a link."""
    console = another()
    console.goto(live_link())
    console.get_by_role("button", name="Open the console").click()
    expect(console.get_by_role("heading", level=1, name="Schools")).to_be_visible()
    return console
