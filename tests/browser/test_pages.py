"""Every page at phone and laptop width: nothing overflows, axe finds nothing at WCAG 2.2 AA.

With COURTYARD_SCREENSHOTS=folder each page is kept as a picture, to be looked at.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

pytestmark = pytest.mark.browser

AXE = Path("assets/node_modules/axe-core/axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map(each => each.outerHTML.slice(0, 120))"""
WIDTHS = {"phone": (360, 780), "laptop": (1280, 800)}


@pytest.fixture(params=[(size, scheme) for size in WIDTHS for scheme in ("light", "dark")])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    size, scheme = request.param
    width, height = WIDTHS[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def check(page: Page, frame: Frame, name: str) -> None:
    """Look at the page as axe does, and keep a picture where one is wanted."""
    if folder := os.environ.get("COURTYARD_SCREENSHOTS"):
        width = page.evaluate("innerWidth")
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        page.screenshot(path=f"{folder}/{name}-{width}{'-dark' * dark}.png", full_page=True)
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert frame.evaluate(wide), (name, frame.evaluate(TOO_WIDE))
    frame.evaluate(AXE.read_text())
    found = frame.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert not found["violations"], (name, [(each["id"], [node["html"] for node in each["nodes"]])
                                            for each in found["violations"]])  # fmt: skip


def enter(page: Page, lms: str, person: str, link: str = "creek") -> Frame:
    page.goto(f"{lms}/wattle-park/courses/5b/activities/{link}?as={person}")
    # The platform's own page on the way has a heading too; only the tool's has a bar.
    expect(page.frame_locator("iframe.tool").locator("header.bar")).to_be_visible()
    frame = next(frame for frame in page.frames if frame.url.startswith("http://localhost"))
    expect(frame.locator("meta[name=courtyard-session]")).to_have_count(0)  # the script has begun
    return frame


def go(frame: Frame, path: str) -> None:
    """Follow a link of the tool as a person would, wherever it leads."""
    frame.evaluate(
        """path => { const a = document.createElement("a"); a.href = path; a.id = "going";
                     document.querySelector("main").append(a); a.click() }""",
        path,
    )
    expect(frame.locator("#going")).to_have_count(0)
    expect(frame.locator("h1")).to_be_visible()


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
    frame.locator(".ProseMirror").click()
    frame.locator(".ProseMirror").press_sequentially("The creek was brown after the rain.")
    frame.get_by_role("button", name="Post", exact=True).click()
    expect(frame.locator("#post-1")).to_be_visible()
    topic = frame.url
    frame.locator(".ProseMirror").click()
    frame.locator(".ProseMirror").press_sequentially("I saw leaves in it.")
    frame.get_by_role("button", name="Post reply").click()
    expect(frame.locator("#post-2")).to_be_visible()
    check(page, frame, "topic")
    reply = frame.locator("#post-2").get_by_role("link", name="Reply").get_attribute("href")
    post = str(reply).removesuffix("/replies/new")
    for path in (f"{post}/replies/new", f"{post}/edit", f"{post}/deletion", f"{topic}/edit"):
        go(frame, path)
        check(page, frame, path.rpartition("/")[2])
    go(frame, "/topics/999999")
    check(page, frame, "not-found")

    frame = enter(page, live_lms, "marama")
    check(page, frame, "activity-teacher")
    for path in (topic, f"{post}/revisions", f"{activity}/edit", f"{topic}/deletion"):
        go(frame, path)
        check(page, frame, f"teacher-{path.rpartition('/')[2]}")
    go(frame, str(frame.locator("a[href^='/spaces/']").first.get_attribute("href")))
    check(page, frame, "space")


def test_pages_for_nobody(page: Page, live_tool: str) -> None:
    for path in ("/", "/topics/1", "/nowhere"):
        page.goto(live_tool + path)
        check(page, page.main_frame, f"nobody{path.replace('/', '-')}")
