"""Presses that arrive.

Chromium finds the frame that the mouse is over by what it painted last. Where a page has just
scrolled or grown, a press of Playwright's, which waits for no picture, can go to the wrong frame
and be lost there. People see where they press; so a press waits until its place has stayed the
same, and is made again where the page has not heard of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from playwright.sync_api import Error, Frame, Locator

STILL_MS = 80
MOST_LOOKS = 25
MOST_PRESSES = 4

LISTEN = """() => {
  window.heardPress = false
  const hear = () => { window.heardPress = true }
  addEventListener("pointerdown", hear, { capture: true, once: true })
}"""

Press = Callable[..., None]


def surely(press: Press) -> Press:
    """The same press of a Locator, once its place is still, and again while nobody heard it."""

    @wraps(press)
    def pressed(locator: Locator, *args: Any, **options: Any) -> None:
        for left in reversed(range(MOST_PRESSES)):
            frame = _ready(locator)
            try:
                press(locator, *args, **options)
            except Error as error:
                if left and "did not change its state" in str(error) and not _is_heard(frame):
                    continue
                raise
            if _is_heard(frame):
                return

    return pressed


def _ready(locator: Locator) -> Frame | None:
    """The frame of what is to be pressed, which listens, and whose place is still."""
    locator.scroll_into_view_if_needed()
    before = None
    for _ in range(MOST_LOOKS):
        now = locator.bounding_box()
        if now == before:
            break
        before = now
        locator.page.wait_for_timeout(STILL_MS)
    handle = locator.element_handle()
    frame = handle.owner_frame()
    if frame:
        frame.evaluate(LISTEN)
    return frame


def _is_heard(frame: Frame | None) -> bool:
    """Whether the press arrived; a page that went elsewhere has heard it."""
    try:
        return frame is None or frame.evaluate("window.heardPress") is not False
    except Error:
        return True
