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
BELOW = "() => document.documentElement.scrollHeight - document.documentElement.clientHeight"
PAINTED = """async () => {
  await document.fonts.ready
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
}"""
SETTLE_MS = 250
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
        take_picture(page, frame, Path(folder), name)
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert frame.evaluate(wide), (name, frame.evaluate(TOO_WIDE))
    frame.evaluate(AXE.read_text())
    found = frame.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert not found["violations"], (name, [(each["id"], [node["html"] for node in each["nodes"]])
                                            for each in found["violations"]])  # fmt: skip


def take_picture(page: Page, frame: Frame, folder: Path, name: str) -> None:
    """A picture of the whole page, the frame's own with it.

    Chromium leaves a frame blank below the edge of the window for a while, also where it takes a
    picture of the full page: so the window is made as tall as the page, and has time to paint.
    """
    size = page.viewport_size
    assert size is not None
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    height = size["height"]
    for _ in range(3):  # an LMS may make the frame taller when it hears how tall it should be
        page.wait_for_timeout(SETTLE_MS)
        height += max(each.evaluate(BELOW) for each in (page, frame))
        page.set_viewport_size({"width": size["width"], "height": height})
    for each in (page, frame):
        each.evaluate("() => window.scrollTo(0, 0)")
        each.evaluate(PAINTED)
    page.screenshot(path=folder / f"{name}-{size['width']}{'-dark' * dark}.png")
    page.set_viewport_size(size)


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
    pages = {
        "reply": f"{post}/replies/new",
        "post-deletion": f"{post}/deletion",
        "topic-edit": f"{topic}/edit",
        "post-edit": f"{post}/edit",
    }
    for name, path in pages.items():
        go(frame, path)
        check(page, frame, name)
    frame.locator(".ProseMirror").press("ControlOrMeta+a")
    frame.locator(".ProseMirror").press_sequentially("I saw brown leaves in the creek.")
    frame.get_by_role("button", name="Save").click()
    expect(frame.locator("#post-2")).to_contain_text("brown leaves")
    go(frame, "/topics/999999")
    check(page, frame, "not-found")

    frame = enter(page, live_lms, "marama")
    check(page, frame, "activity-teacher")
    space = str(frame.locator("a[href^='/spaces/']").first.get_attribute("href"))
    pages = {
        "topic-teacher": topic,
        "history": f"{post}/revisions",
        "activity-edit": f"{activity}/edit",
        "topic-deletion": f"{topic}/deletion",
        "space": space,
    }
    for name, path in pages.items():
        go(frame, path)
        check(page, frame, name)
    frame.get_by_role("link", name="Class list").click()
    expect(frame.get_by_role("heading", level=1, name="Class list")).to_be_visible()
    check(page, frame, "roster")


def test_pages_for_nobody(page: Page, live_tool: str) -> None:
    for path in ("/", "/topics/1", "/nowhere", "/lti/register", "/console/nowhere"):
        page.goto(live_tool + path)
        check(page, page.main_frame, f"nobody{path.replace('/', '-')}")
