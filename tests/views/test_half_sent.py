"""A form that arrives slowly, in part, or broken: nothing of it counts, and nobody waits for it."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import WRITES, db
from tests.support.cast import BASE, Page, Visitor

FORM = "application/x-www-form-urlencoded"
BODY = b"submission_key=the-key-of-this-form&version=1&source=It+began+to+rain+and"
WHOLE = len(BODY) + 40

# What gunicorn says of every body: the stream ends by itself, so Werkzeug does not count it.
UNDER_GUNICORN = {"wsgi.input_terminated": True}


def send(visitor: Visitor, path: str, stream: Any, length: int) -> Page:
    answer = visitor.client.post(
        path,
        base_url=BASE,
        input_stream=stream,
        content_type=FORM,
        headers={"Authorization": f"Bearer {visitor.token}", "Sec-Fetch-Mode": "cors"},
        environ_overrides=UNDER_GUNICORN | {"CONTENT_LENGTH": str(length)},
    )
    return Page(answer)


def test_half_of_a_reply_is_not_published(student: Visitor, topic: str, opening: int) -> None:
    page = send(student, f"/posts/{opening}/replies", BytesIO(BODY), WHOLE)
    assert page.status == 400
    assert "It began to rain" not in student.get(topic).text


def test_half_of_an_edit_changes_nothing(student: Visitor, topic: str, opening: int) -> None:
    page = send(student, f"/posts/{opening}", BytesIO(BODY), WHOLE)
    assert page.status == 400
    assert "What makes a cloud?" in student.get(topic).text


def test_half_of_a_draft_replaces_no_whole_one(student: Visitor, opening: int) -> None:
    student.post(f"/drafts/reply/{opening}", source="All that I typed.")
    send(student, f"/drafts/reply/{opening}", BytesIO(BODY), WHOLE)
    assert student.get(f"/posts/{opening}/replies/new").value("source") == "All that I typed."


class Arriving(BytesIO):
    """A body that notes whether the database was held while it was waited for."""

    was_held = False

    def read(self, size: int | None = -1) -> bytes:
        self._note()
        return super().read(size)

    def readinto(self, buffer: Any) -> int:
        self._note()
        return super().readinto(buffer)

    def _note(self) -> None:
        if db.session().in_transaction():
            options = db.session.connection().get_execution_options()
            self.was_held = self.was_held or bool(options.get(WRITES))


@pytest.mark.parametrize("path", ["/lti/login", "/console/entrance"])
def test_a_stranger_s_slow_form_keeps_nobody_from_writing(app: Flask, path: str) -> None:
    stream = Arriving(b"iss=x&code=x")
    FlaskClient(app, use_cookies=False).post(
        path,
        base_url=BASE,
        input_stream=stream,
        content_length=12,
        content_type=FORM,
        headers={"Origin": BASE},
    )
    assert not stream.was_held


def test_a_member_s_slow_form_keeps_nobody_from_writing(student: Visitor, opening: int) -> None:
    stream = Arriving(BODY)
    assert send(student, f"/posts/{opening}/replies", stream, len(BODY)).status == 303
    assert not stream.was_held


@pytest.mark.parametrize("path", ["/topics//1", "//lti/jwks.json"])
def test_no_redirect_follows_the_host_that_is_asked_for(client: FlaskClient, path: str) -> None:
    answer = client.get("/", base_url="http://evil.example", environ_overrides={"PATH_INFO": path})
    assert "evil.example" not in answer.headers.get("Location", "")
