"""Looking at a page as it is painted: nothing overflows, no word is broken in two, no comma stands
alone, and axe finds nothing at WCAG 2.2 AA.

With COURTYARD_SCREENSHOTS=folder each page is kept as a picture, to be looked at.
"""

import os
from pathlib import Path

from playwright.sync_api import Frame, Page

AXE = Path("assets/node_modules/axe-core/axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast"]
"""All that another scheme changes."""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map(each => each.outerHTML.slice(0, 120))"""
BROKEN = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = new Range()
  const found = []
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/(?<!\\S)[a-z]{2,14}(?!\\S)/gi)) {
      range.setStart(texts.currentNode, word.index)
      range.setEnd(texts.currentNode, word.index + word[0].length)
      if (new Set([...range.getClientRects()].map(each => each.top)).size > 1) found.push(word[0])
    }
  }
  return found
}"""
STRANDED = """() => [...document.querySelectorAll("body *")]
  .filter(each => /flex|grid/.test(getComputedStyle(each).display))
  .filter(each => [...each.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && /^\\s*[,.;:–]+\\s*$/.test(node.data)))
  .map(each => each.outerHTML.slice(0, 200))"""
BELOW = "() => document.documentElement.scrollHeight - document.documentElement.clientHeight"
PAINTED = """async () => {
  await document.fonts.ready
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  for (const each of document.getAnimations()) {
    if (each.effect.getComputedTiming().endTime < Infinity) each.finish()
  }
}"""
"""With its letters, and with no colour half way to another."""
SETTLE_MS = 250
WIDTHS = {"phone": (360, 780), "laptop": (1280, 800)}
SIZES = [("phone", "light"), ("laptop", "dark")]
"""All that people walk in: every width and every scheme; pages are looked at in both schemes."""


def check(page: Page, frame: Frame, name: str) -> None:
    """Look at the page as axe does, by day and by night; keep pictures where they are wanted."""
    frame.wait_for_load_state()  # what it is painted with comes later than its words
    look(page, frame, name, TAGS)
    assert_in_place(frame, name)
    before = "dark" if is_dark(page) else "light"
    page.emulate_media(color_scheme="light" if before == "dark" else "dark")
    look(page, frame, name, COLOURS)
    page.emulate_media(color_scheme=before)


def assert_in_place(frame: Frame, name: str) -> None:
    """Nothing of it is too wide, broken or alone: the same by day and by night."""
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert frame.evaluate(wide), (name, frame.evaluate(TOO_WIDE))
    assert not frame.evaluate(BROKEN), (name, "words broken in two", frame.evaluate(BROKEN))
    assert not frame.evaluate(STRANDED), (name, "a mark stands alone", frame.evaluate(STRANDED))


def look(page: Page, frame: Frame, name: str, rules: list[str]) -> None:
    """As it is painted now."""
    if folder := os.environ.get("COURTYARD_SCREENSHOTS"):
        take_picture(page, frame, Path(folder), name)
    frame.evaluate(PAINTED)
    frame.evaluate(AXE.read_text())
    found = frame.evaluate("only => axe.run(document, {runOnly: only})", rules)
    assert not found["violations"], (name, [(each["id"], [node["html"] for node in each["nodes"]])
                                            for each in found["violations"]])  # fmt: skip


def take_picture(page: Page, frame: Frame, folder: Path, name: str) -> None:
    """A picture of the whole page, the frame's own with it.

    Chromium leaves a frame blank below the edge of the window for a while, also where it takes a
    picture of the full page: so the window is made as tall as the page, and has time to paint.
    """
    size = page.viewport_size
    assert size is not None
    height = size["height"]
    for _ in range(3):  # an LMS may make the frame taller when it hears how tall it should be
        page.wait_for_timeout(SETTLE_MS)
        height += max(each.evaluate(BELOW) for each in (page, frame))
        page.set_viewport_size({"width": size["width"], "height": height})
    for each in (page, frame):
        each.evaluate("() => window.scrollTo(0, 0)")
        each.evaluate(PAINTED)
    page.screenshot(path=folder / f"{name}-{size['width']}{'-dark' * is_dark(page)}.png")
    page.set_viewport_size(size)


def is_dark(page: Page) -> bool:
    return bool(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))


def in_words(page: Page) -> str:
    """What it is looked at in, to name things by: tests share a database."""
    size = page.viewport_size
    assert size is not None
    return f"{size['width']} {'by night' if is_dark(page) else 'by day'}"
