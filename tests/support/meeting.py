"""Two classes of two schools brought together in browsers, by what teachers press."""

from dataclasses import dataclass

from playwright.sync_api import Frame, Page, expect

from tests.support.framed import come_in, go, press, to_class_page, until_it_says

HOST = ("wattle-park", "tomasz", "6g/wetland")
PARTNER = ("maple-street", "grace", "6-chen/fair")


@dataclass
class Meeting:
    """Both teachers' frames, each on its class's page of the collaboration."""

    host: Frame
    partner: Frame
    host_path: str
    partner_path: str
    space: str


def meet(here: Page, there: Page, lms: str, title: str) -> Meeting:
    """From a draft to a signature; nothing that students write has to wait then."""
    host = come_in(here, lms, *HOST)
    to_collaborations(host)
    host.get_by_role("link", name="Invite a class of another school").click()
    host.get_by_label("What is it called?").fill(title)
    host.get_by_label("What do the classes want to do together?").fill("We compare our creeks.")
    press(host, "Save the draft")
    press(host, "Make a code")
    code = host.locator(".code-shown code").first.inner_text()
    partner = come_in(there, lms, *PARTNER)
    to_collaborations(partner)
    partner.get_by_role("link", name="Enter a code").click()
    partner.get_by_label("Code for the class").fill(code)
    press(partner, "Read the charter")
    press(partner, "Sign version 1 for our class")
    path = partner.get_by_role("link", name="Go to the shared space").get_attribute("href")
    assert path
    return Meeting(host, partner, host.url, partner.url, path)


def to_collaborations(frame: Frame) -> None:
    """From an activity, by the class's page."""
    to_class_page(frame)
    frame.get_by_role("link", name="Work with another class").click()
    expect(frame.get_by_role("heading", level=1, name="Work with another class")).to_be_visible()


def add_activity(frame: Frame, space: str, title: str) -> str:
    """A teacher adds something to do there; its address."""
    go(frame, f"{space}/activities/new")
    expect(frame.locator(".ProseMirror")).to_be_visible()
    frame.get_by_label("Title").fill(title)
    press(frame, "Save")
    return frame.url


def let_write(frame: Frame, child: Frame) -> None:
    """From a page of the class: this child's family has agreed, and nothing has to wait.

    The others' have not: an LMS names the whole class, and whom it names can be asked to read.
    """
    go(frame, f"/{_context(frame)}/reviews/rules")
    for each in frame.get_by_label("Nothing has to wait", exact=True).all():
        each.check()
    press(frame, "Save")
    let_be_read(frame, child)


def let_be_read(frame: Frame, child: Frame) -> None:
    """From a page of the class: this child's family has agreed."""
    name = child.locator(".bar__name").inner_text()
    go(frame, f"/{_context(frame)}/consents")
    ticks = frame.get_by_role("row").filter(has_text=name).locator("input:not(:checked)")
    ticks = ticks.and_(frame.locator("[name=given]"))
    if ticks.count():
        for number in reversed(range(ticks.count())):
            ticks.nth(number).check()
        press(frame, "Save")


def _context(frame: Frame) -> str:
    return "/".join(frame.url.split("/")[3:5])


def know_the_class(frame: Frame) -> None:
    """Its names are looked for in what is written, so they must have come from the LMS."""
    to_class_page(frame)
    frame.get_by_role("link", name="Class list").click()
    expect(frame.get_by_role("heading", level=1, name="Class list")).to_be_visible()
    press(frame, "Ask the LMS now")
    until_it_says(frame, "The LMS named")
