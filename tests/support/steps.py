"""What people do in the tool's frame again and again; each returns when the page that answers is
there."""

from playwright.sync_api import Frame, Locator, expect

from tests.support.framed import go, press, type_words


def follow(frame: Frame, link: Locator) -> None:
    """A link, wherever it leads."""
    go(frame, str(link.get_attribute("href")))


def follow_words(frame: Frame, words: str) -> None:
    """The link with these words."""
    follow(frame, frame.locator("main").get_by_role("link", name=words).first)


def send_topic(frame: Frame, activity: str, title: str, words: str) -> None:
    """A child writes something new, which has to wait for a teacher."""
    go(frame, activity)
    follow_words(frame, "New topic")
    frame.get_by_label("Title").fill(title)
    type_words(frame, words)
    press(frame, "Post")
    expect_waiting(frame)


def send_reply(frame: Frame, topic: str, words: str) -> None:
    """The same for an answer."""
    go(frame, topic)
    type_words(frame, words)
    press(frame, "Post reply")
    expect_waiting(frame)


def expect_waiting(frame: Frame) -> None:
    expect(frame.get_by_role("heading", name="Your teacher reads this first")).to_be_visible()


def to_queue(frame: Frame, class_page: str) -> None:
    """What waits for a class's staff."""
    go(frame, class_page)
    follow(frame, frame.locator("a[href$='/reviews']"))
    expect(frame.get_by_role("heading", level=1, name="To look at")).to_be_visible()


def let_through(frame: Frame, class_page: str, words: str) -> None:
    """Staff choose what says so, and let it through."""
    to_queue(frame, class_page)
    waiting(frame, words).get_by_role("checkbox").check()
    press(frame, "Let through")
    expect(waiting(frame, words)).to_have_count(0)


def give_back(frame: Frame, class_page: str, words: str, note: str) -> None:
    """Staff look closer at what says so, and return it."""
    to_queue(frame, class_page)
    follow(frame, waiting(frame, words).get_by_role("link", name="Look closer"))
    frame.get_by_label("A note to the author").fill(note)
    press(frame, "Return with this note")


def waiting(frame: Frame, words: str) -> Locator:
    """What waits in a queue and says so."""
    return frame.locator("li.review").filter(has_text=words)
