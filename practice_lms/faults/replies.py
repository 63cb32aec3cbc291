"""What a service may answer in place of the right thing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Response, g

from practice_lms.faults.links import PAGE_SIZE

if TYPE_CHECKING:
    from practice_lms.school import School
    from practice_lms.switches import Switch

HUGE_BYTES = 64 * 1024 * 1024
CHUNK = b" " * 65536
PAUSE_SECONDS = 0.5


@dataclass
class Call:
    """A request that a fault may answer. `answer` gives what would be right."""

    school: School
    switch: Switch
    answer: Callable[[], Response]


@dataclass(frozen=True)
class ServiceFault:
    """`reply` answers in its way; `summary` says what is wrong, for the person who switches."""

    name: str
    summary: str
    reply: Callable[[Call], Response] = field(repr=False)


def status(code: int, **headers: str) -> Callable[[Call], Response]:
    """This status, with these headers."""

    def reply(call: Call) -> Response:
        body = json.dumps({"error": "switched on", "status": code})
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(body, code, names, mimetype="application/json")

    return reply


def slow(call: Call) -> Response:
    """The right answer, late."""
    call.switch.wait(call.switch.seconds)
    return call.answer()


def drip(call: Call) -> Response:
    """The right answer, but its last byte takes its time, however small the pieces."""
    right = call.answer()
    body = right.get_data()
    pieces = max(int(call.switch.seconds / PAUSE_SECONDS), 1)

    def trickle() -> Iterator[bytes]:
        for start in range(pieces):
            yield body[start : start + 1]
            call.switch.wait(PAUSE_SECONDS)
        yield body[pieces:]

    return Response(trickle(), right.status_code, mimetype=right.mimetype)


def huge(call: Call) -> Response:
    """The right answer, after more than anybody should read."""
    right = call.answer()

    def pour() -> Iterator[bytes]:
        for _ in range(HUGE_BYTES // len(CHUNK)):
            yield CHUNK
        yield right.get_data()

    return Response(pour(), right.status_code, mimetype=right.mimetype)


def html(call: Call) -> Response:
    """A page for people."""
    page = "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"
    return Response(page, 200, mimetype="text/html")


def truncated(call: Call) -> Response:
    """Half of the right answer."""
    right = call.answer()
    right.set_data(right.get_data()[: len(right.get_data()) // 2])
    return right


def redirect(call: Call) -> Response:
    """Somewhere else."""
    return Response("", 302, {"Location": f"{call.school.url}/"})


def always(body: Any) -> Callable[[Call], Response]:
    """This JSON, whatever is asked."""
    return lambda call: Response(json.dumps(body), 200, mimetype="application/json")


def changed(change: Callable[[Any], Any]) -> Callable[[Call], Response]:
    """The right answer with its JSON changed."""

    def reply(call: Call) -> Response:
        right = call.answer()
        if right.status_code < 300 and right.get_data():
            right.set_data(json.dumps(change(json.loads(right.get_data()))))
        return right

    return reply


def linked(change: Callable[[str, School], str]) -> Callable[[Call], Response]:
    """Short pages, with the Link header changed."""

    def reply(call: Call) -> Response:
        g.largest_page = PAGE_SIZE
        right = call.answer()
        if "Link" in right.headers:
            right.headers["Link"] = change(right.headers["Link"], call.school)
        return right

    return reply


def without(*names: str) -> Callable[[Any], Any]:
    """A change that takes members out."""
    return lambda body: {name: value for name, value in body.items() if name not in names}


def having(**values: Any) -> Callable[[Any], Any]:
    """A change that sets members."""
    return lambda body: {**body, **values}


def revoked(call: Call) -> Response:
    """The right answer, and no token is good any more."""
    right = call.answer()
    call.school.access_tokens.revoke()
    return right


def wrong_type(call: Call) -> Response:
    """The right answer under a wrong name."""
    right = call.answer()
    right.content_type = "text/plain"
    return right


def oauth(error: str, code: int = 400) -> Callable[[Call], Response]:
    """An error of OAuth 2.0 (RFC 6749, 5.2)."""
    return refusing(code, {"error": error})


def refusing(code: int, document: Any) -> Callable[[Call], Response]:
    """This status with this JSON."""
    body = json.dumps(document)
    return lambda call: Response(body, code, mimetype="application/json")


def refused(call: Call, code: int, reason: str) -> Response:
    """A refusal as the school's kind of LMS words it."""
    body = json.dumps(call.school.dialect.service_error(code, reason))
    return Response(body, code, mimetype="application/json")
