"""A small cast: people at two schools who come in by real, signed launches.

Each is a Visitor, a browser of our own kind: it holds the token that the launch gave it, sends it
as our script would, and reads pages as a person does.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import begin_write, db
from app.platform_keys import init_platform_keys
from app.services import registering
from practice_lms.config import DEFAULT_SCHOOLS, LmsConfig, SchoolConfig
from practice_lms.lms import PracticeLms, create_lms
from practice_lms.school import School
from practice_lms.serving import serve
from practice_lms.visiting import Visit
from tests.support.wsgi_adapter import WsgiAdapter

BASE = "http://localhost"

# A third school on the first one's issuer, as all schools on a hosted Canvas share one.
SHARED = SchoolConfig(
    "acacia-road",
    client_id="acacia",
    deployment_id="9",
    cast="wattle-park",
    issuer_slug="wattle-park",
    name="Acacia Road School",
)

# Who is who: school, person, link.
PEOPLE = {
    "teacher": ("wattle-park", "marama", "5b/rain"),
    "assistant": ("maple-street", "dana", "5-rivera/snow"),
    "student": ("wattle-park", "s501", "5b/rain"),
    "classmate": ("wattle-park", "s502", "5b/rain"),
    "mentor": ("wattle-park", "leila", "5b/rain"),
    "onlooker": ("wattle-park", "s503", "5b/rain?fault=empty-role"),
    "outsider": ("maple-street", "elena", "5-rivera/snow"),
    "principal": ("wattle-park", "beatrice", "5b/rain"),
    "neighbour": ("acacia-road", "beatrice", "5b/rain"),
}

OWN_PAGE = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
"""What a browser says of a link or form of our own that it follows without scripts."""


class Page:
    """An answer as somebody sees it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.soup = BeautifulSoup(self.body, "html.parser")

    @property
    def body(self) -> str:
        """All the text of it; of a zip file, what is in it."""
        if self.response.mimetype != "application/zip":
            return self.response.text
        with ZipFile(io.BytesIO(self.response.data)) as file:
            return "\n".join([*file.namelist(), *(file.read(n).decode() for n in file.namelist())])

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    @property
    def error_code(self) -> str | None:
        main = self.soup.find("main")
        return main.get("data-error-code") if main else None

    @property
    def title(self) -> str:
        return " ".join(self.soup.find("h1").get_text(" ").split())

    @property
    def text(self) -> str:
        """The words of the page's main part, with single spaces."""
        return " ".join((self.soup.find("main") or self.soup).get_text(" ").split())

    def value(self, name: str) -> str:
        """What a field holds."""
        element = self.soup.find(attrs={"name": name})
        assert element is not None, f"no field {name}"
        if element.name == "textarea":
            return element.get_text().removeprefix("\n")
        return element.get("value", "")

    def links(self) -> dict[str, str]:
        """Addresses by the words of their links."""
        return {" ".join(a.get_text(" ").split()): a["href"] for a in self.soup.find_all("a")}

    def links_to(self, start: str) -> list[str]:
        """Addresses of the main part's links that begin so, in order."""
        main = self.soup.find("main") or self.soup
        return [a["href"] for a in main.select(f"a[href^='{start}']")]

    def actions(self) -> list[str]:
        """Where the forms of the page's main part go: not the footer's, which many pages have."""
        main = self.soup.find("main") or self.soup
        return [form["action"] for form in main.find_all("form")]


@dataclass
class Visitor:
    """A person in the tool. ``place`` is the path that the launch led to."""

    client: FlaskClient
    token: str = ""
    place: str = ""
    first: Page | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def space(self) -> str:
        """The path of the Space that the launch led into."""
        return self.first.soup.select_one("a[href^='/spaces/']")["href"]

    def get(self, path: str, **query: Any) -> Page:
        return self._open("GET", path, **({"query_string": query} if query else {}))

    def post(self, path: str, **form: Any) -> Page:
        return self._open("POST", path, data=form)

    def send(self, page: Page, action: str, **form: Any) -> Page:
        """Send a form of a page as it stands there, with these fields filled in."""
        found = page.soup.find("form", action=action)
        assert found, f"no form for {action} among {page.actions()}"
        fields = {each["name"]: each.get("value", "") for each in found.select("input[name]")}
        return self.post(action, **(fields | form))

    def _open(self, method: str, path: str, **options: Any) -> Page:
        sent = {"Sec-Fetch-Mode": "cors", "Authorization": f"Bearer {self.token}"} | self.headers
        return Page(self.client.open(path, method=method, base_url=BASE, headers=sent, **options))

    def start_topic(
        self, title: str = "Clouds", source: str = "What makes a cloud?", **more: Any
    ) -> str:
        """Start a topic and give its path."""
        form = {"title": title, "source": source, "submission_key": f"key for {title}"} | more
        page = self.post(f"{self.place}/topics", **form)
        assert page.status == 303, page.text
        return page.location

    def reply(self, post_id: int, source: str = "Water, I think.", **more: Any) -> Page:
        form = {"source": source, "submission_key": f"reply {post_id} {source}"[:64]} | more
        return self.post(f"/posts/{post_id}/replies", **form)


def post_ids(page: Page) -> dict[int, int]:
    """The ids of a topic page's posts by their numbers, read from its own forms and links."""
    found = {}
    for item in page.soup.select("li[id^=post-]"):
        for link in item.select("a[href^='/posts/'], form[action^='/posts/']"):
            path = link.get("href") or link.get("action")
            found[int(item["id"].removeprefix("post-"))] = int(path.split("/")[2])
    return found


@dataclass
class Campus:
    """The practice LMS and the tool that is registered with it."""

    app: Flask
    lms: PracticeLms
    url: str

    def school(self, slug: str = "wattle-park") -> School:
        return self.lms.school(slug)

    def visit(
        self, school: str, person: str, link: str, client: FlaskClient | None = None
    ) -> Visitor:
        """Launch for real, from the LMS's page to the tool's first one."""
        course, _, activity = link.partition("/")
        activity, _, query = activity.partition("?")
        page = f"/{school}/courses/{course}/activities/{activity}?as={person}&{query}"
        return self.launch_from(page, client)

    def launch_from(self, path: str, client: FlaskClient | None = None) -> Visitor:
        """Launch from any page of the LMS that has the tool in a frame, such as deep linking."""
        client = client or self.app.test_client(use_cookies=False)
        walk = Visit(lms=self.lms.app.test_client(), tool=client)
        return arrived(client, Page(walk.walk(f"{self.url}{path}")))

    def at_lms(self, path: str, **form: str) -> Page:
        """What the LMS shows; with a form, what it answers to that."""
        client, method = self.lms.app.test_client(), "POST" if form else "GET"
        return Page(client.open(path, base_url=self.url, method=method, data=form or None))


def arrived(client: FlaskClient, page: Page) -> Visitor:
    """The Visitor whom a launch's answer lets in."""
    tokens = {meta["name"]: meta["content"] for meta in page.soup.select("meta[name^=courtyard-]")}
    assert page.status == 200, f"{page.status} {page.error_code}: {page.text}"
    return Visitor(client, tokens["courtyard-session"], tokens["courtyard-page"], page)


@pytest.fixture(scope="session")
def served_lms() -> Iterator[tuple[PracticeLms, str]]:
    """One practice LMS for all tests, reached over real HTTP for its keys."""
    lms = create_lms(LmsConfig(tool_url=BASE, schools=(*DEFAULT_SCHOOLS, SHARED)))
    with serve(lms) as served:
        yield lms, served.url


@pytest.fixture
def campus(app: Flask, served_lms: tuple[PracticeLms, str]) -> Iterator[Campus]:
    """The practice LMS's schools on their first day, registered with the tool.

    The LMS reaches the tool, for its keys and with notices, without a socket between them.
    """
    lms, url = served_lms
    lms.reset()
    lms.tool_http.session.mount(BASE, WsgiAdapter(app))
    init_platform_keys(app)  # a test that rotates keys must not wait out another's fetch
    with app.app_context():
        begin_write()
        for entry in lms.registrations["platforms"]:
            registering.register(entry, allow_local=True)
        db.session.commit()
        db.session.remove()
    yield Campus(app, lms, url)
    for school in lms.schools:
        school.switches.clear()  # lets go of whoever still waits for a slow answer


@pytest.fixture
def visit(campus: Campus) -> Callable[[str], Visitor]:
    """Let a member of the cast in, by the name that PEOPLE gives them."""
    return lambda who: campus.visit(*PEOPLE[who])


@pytest.fixture
def teacher(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("teacher")


@pytest.fixture
def student(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("student")


@pytest.fixture
def classmate(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("classmate")


@pytest.fixture
def mentor(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("mentor")


@pytest.fixture
def onlooker(visit: Callable[[str], Visitor]) -> Visitor:
    """Somebody whose LMS names no role that we know: they may look."""
    return visit("onlooker")


@pytest.fixture
def outsider(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("outsider")


@pytest.fixture
def principal(visit: Callable[[str], Visitor]) -> Visitor:
    """The LMS administrator of the first school."""
    return visit("principal")


@pytest.fixture
def neighbour(visit: Callable[[str], Visitor]) -> Visitor:
    """The LMS administrator of the other school on the same issuer."""
    return visit("neighbour")


@pytest.fixture
def operator(app: Flask, campus: Campus) -> Visitor:
    """Whoever runs the installation, come in by a link."""
    return come_in(app)


def console_link(app: Flask) -> str:
    """The path of a new link into the console, as the command prints it."""
    result = app.test_cli_runner().invoke(args=["admin", "link"])
    assert result.exit_code == 0, result.output
    return result.output.split()[-1].removeprefix(BASE)


def come_in(app: Flask) -> Visitor:
    """Follow a new link in a browser of its own, and press the button."""
    browser = app.test_client()
    visitor = Visitor(browser, headers={"Authorization": ""} | OWN_PAGE)
    page = visitor.get(console_link(app))
    assert visitor.post("/console/entrance", code=page.value("code")).status == 303
    return visitor
