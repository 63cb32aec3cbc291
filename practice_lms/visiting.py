"""Walks through a launch as a browser would, over HTTP: for tests and for filling a demo.

    visit = Visit(lms=requests.Session(), tool=requests.Session())
    page = visit.walk("http://127.0.0.1:8001/wattle-park/courses/5b/activities/rain?as=s501")

Each end may be a `requests.Session` or a Flask test client; they may be the same session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from werkzeug.test import Client

OWN = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form that a page of the tool's own sends to the tool."""


class Answer(Protocol):
    """What every client's response has."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def text(self) -> str: ...


@dataclass
class Form:
    """A form of a page: where it goes, and its named fields."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class UnexpectedAnswerError(AssertionError):
    """A step that did not end as a launch should; `answer` is what came instead."""

    def __init__(self, step: str, answer: Any) -> None:
        super().__init__(f"{step} answered {answer.status_code}: {answer.text[:500]}")
        self.answer = answer


class Visit:
    """One launch. `walk` does all of it; the steps are there to be interfered with.

    No scripts run. A tool that would use platform storage shows pages that have one, and can be
    left without it: by a link that leads on to the platform, and a form that launches again.
    """

    def __init__(self, lms: Any, tool: Any = None) -> None:
        self.lms = lms
        self.tool = tool if tool is not None else lms

    def walk(self, page_url: str) -> Any:
        """From an activity's page to the tool's answer to the launch, whatever its status."""
        login = self.initiate(page_url)
        answer = self.log_in(login)
        location = self.way_on(answer)
        if not location:
            return answer
        form = self.authorize(location)
        return self.confirm(form, self.launch(form))

    def initiate(self, page_url: str) -> Form:
        """Open an activity's page; the form with which it starts a login."""
        return self._form("The activity's page", page_url, _send(self.lms, "GET", page_url))

    def log_in(self, form: Form) -> Any:
        """Post a login initiation to the tool, which should redirect to the platform."""
        return _send(self.tool, "POST", form.action, form.fields)

    @staticmethod
    def way_on(answer: Any) -> str:
        """Where an answer to a login leads, by a redirect or a link; "" for nowhere."""
        if answer.status_code == 302:
            return str(answer.headers["Location"])
        return _WebLink.first_in(answer.text) if answer.status_code == 200 else ""

    def confirm(self, launched: Form, answer: Any) -> Any:
        """Press the button of a page that wants the launch sent again, if the answer is one."""
        form = _PostForm.first_in(answer.text) if answer.status_code == 200 else None
        if form is None or "id_token" not in form.fields:
            return answer
        return _send(self.tool, "POST", urljoin(launched.action, form.action), form.fields, OWN)

    def authorize(self, url: str) -> Form:
        """Ask the platform to authenticate; the form with the token for the tool."""
        return self._form("The platform", url, _send(self.lms, "GET", url))

    def launch(self, form: Form) -> Any:
        """Post the authentication response to the tool."""
        return _send(self.tool, "POST", form.action, form.fields)

    @staticmethod
    def _form(step: str, url: str, answer: Any) -> Form:
        if answer.status_code != 200:
            raise UnexpectedAnswerError(step, answer)
        form = _PostForm.first_in(answer.text)
        if form is None:
            raise UnexpectedAnswerError(step, answer)
        return Form(urljoin(url, form.action), form.fields)


def _send(
    client: Any,
    method: str,
    url: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """One request, redirects not followed: the two kinds of client name that differently."""
    if isinstance(client, Client):
        parts = urlsplit(url)
        return client.open(
            parts._replace(scheme="", netloc="").geturl(),
            base_url=f"{parts.scheme}://{parts.netloc}",
            method=method,
            data=form,
            headers=headers,
        )
    sent = {"data": form, "headers": headers}
    return client.request(method, url, **sent, allow_redirects=False, timeout=10)


class _PostForm(HTMLParser):
    """Collects the first form that posts."""

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None
        self._is_inside = False

    @classmethod
    def first_in(cls, html: str) -> Form | None:
        parser = cls()
        parser.feed(html)
        return parser.form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form" and self.form is None and values.get("method", "").lower() == "post":
            self.form = Form(values.get("action", ""))
            self._is_inside = True
        elif tag in ("input", "button") and self._is_inside and self.form and "name" in values:
            self.form.fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False


class _WebLink(HTMLParser):
    """Finds the first link to a whole web address."""

    def __init__(self) -> None:
        super().__init__()
        self.address = ""

    @classmethod
    def first_in(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        return parser.address

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and not self.address and address.startswith(("http://", "https://")):
            self.address = address
