"""What a body may hold, written down a second time, and two readers that are not bleach."""

from html.parser import HTMLParser

import nh3

TAGS = {
    "p": set(),
    "br": set(),
    "hr": set(),
    "h3": set(),
    "h4": set(),
    "h5": set(),
    "strong": set(),
    "em": set(),
    "s": set(),
    "code": set(),
    "pre": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "a": {"href", "rel", "target"},
    "bdi": set(),
}
VOID = {"br", "hr"}


class Reader(HTMLParser):
    """Reads HTML as a list of events, text joined and attributes sorted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[tuple[object, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(("open", tag, tuple(sorted(attrs))))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("close", tag))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "text":
            data = str(self.events.pop()[1]) + data
        self.events.append(("text", data))

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.events.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.events.append(("declaration", data))

    def handle_pi(self, data: str) -> None:
        self.events.append(("instruction", data))


def read(html: str) -> list[tuple[object, ...]]:
    """Give the events of the HTML, as Python's own parser sees them."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.events


def words(html: str) -> str:
    """Give the text of the HTML."""
    return "".join(str(event[1]) for event in read(html) if event[0] == "text")


def assert_allowed(html: str) -> None:
    """Fail for any tag, attribute, scheme or comment outside the list, or a tag left open."""
    opened: list[str] = []
    for event in read(html):
        assert event[0] in ("open", "close", "text"), event
        if event[0] == "open":
            tag, attributes = str(event[1]), dict(event[2])  # type: ignore[call-overload]
            assert_allowed_tag(tag, attributes)
            assert tag != "a" or "a" not in opened
            opened += [] if tag in VOID else [tag]
        elif event[0] == "close":
            assert opened.pop() == event[1]
    assert not opened
    assert html == "" or "<" not in html or html.count("<") == html.count(">")


def assert_allowed_tag(tag: str, attributes: dict[str, str]) -> None:
    """Fail for a tag or attribute outside the list, and for a link that may not be one."""
    assert set(attributes) <= TAGS[tag], (tag, attributes)
    assert attributes.get("start", "1").isdigit()
    href = attributes.get("href", "/topics/1")
    if href.startswith(("http://", "https://")):
        assert attributes["rel"] == "noopener noreferrer"
        assert attributes["target"] == "_blank"
    else:
        assert href.startswith(("/topics/", "/activities/", "/spaces/"))
        assert set(attributes) <= {"href", "start"}


def assert_nh3_agrees(html: str) -> None:
    """Fail where another sanitiser, with the same list, would have taken something out."""
    again = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: names for tag, names in TAGS.items() if names},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    assert read(again) == read(html)
