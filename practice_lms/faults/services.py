"""Ways in which a service can fail a tool: what each answers in place of the right thing.

`SERVICE_FAULTS` maps services to their faults by name. Those of `COMMON` every service has.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Response, g

from practice_lms.faults import links, members, notices, storage

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


def _status(status: int, **headers: str) -> Callable[[Call], Response]:
    def reply(call: Call) -> Response:
        body = json.dumps({"error": "switched on", "status": status})
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(body, status, names, mimetype="application/json")

    return reply


def _slow(call: Call) -> Response:
    call.switch.wait(call.switch.seconds)
    return call.answer()


def _drip(call: Call) -> Response:
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


def _huge(call: Call) -> Response:
    right = call.answer()

    def pour() -> Iterator[bytes]:
        for _ in range(HUGE_BYTES // len(CHUNK)):
            yield CHUNK
        yield right.get_data()

    return Response(pour(), right.status_code, mimetype=right.mimetype)


def _html(call: Call) -> Response:
    page = "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"
    return Response(page, 200, mimetype="text/html")


def _truncated(call: Call) -> Response:
    right = call.answer()
    right.set_data(right.get_data()[: len(right.get_data()) // 2])
    return right


def _redirect(call: Call) -> Response:
    return Response("", 302, {"Location": f"{call.school.url}/"})


def _json(body: Any) -> Callable[[Call], Response]:
    return lambda call: Response(json.dumps(body), 200, mimetype="application/json")


def _changed(change: Callable[[Any], Any]) -> Callable[[Call], Response]:
    """The right answer with its JSON changed."""

    def reply(call: Call) -> Response:
        right = call.answer()
        if right.status_code < 300 and right.get_data():
            right.set_data(json.dumps(change(json.loads(right.get_data()))))
        return right

    return reply


def _linked(change: Callable[[str, School], str]) -> Callable[[Call], Response]:
    """Short pages, with the Link header changed."""

    def reply(call: Call) -> Response:
        g.largest_page = links.PAGE_SIZE
        right = call.answer()
        if "Link" in right.headers:
            right.headers["Link"] = change(right.headers["Link"], call.school)
        return right

    return reply


def _without(*names: str) -> Callable[[Any], Any]:
    return lambda body: {name: value for name, value in body.items() if name not in names}


def _with(**values: Any) -> Callable[[Any], Any]:
    return lambda body: {**body, **values}


def _revoked(call: Call) -> Response:
    right = call.answer()
    call.school.access_tokens.revoke()
    return right


def _wrong_type(call: Call) -> Response:
    right = call.answer()
    right.content_type = "text/plain"
    return right


def _oauth(error: str, status: int = 400) -> Callable[[Call], Response]:
    body = json.dumps({"error": error})
    return lambda call: Response(body, status, mimetype="application/json")


COMMON = (
    ServiceFault("slow", "The answer comes late.", _slow),
    ServiceFault("drip", "The answer comes a byte at a time.", _drip),
    ServiceFault("huge", "64 MB of spaces before the answer.", _huge),
    ServiceFault("html", "A page about maintenance, with status 200.", _html),
    ServiceFault("truncated", "Half of the answer.", _truncated),
    ServiceFault("null", "JSON, but only null.", _json(None)),
    ServiceFault("list", "JSON, but a list of numbers.", _json([1, 2, 3])),
    ServiceFault("wrong-type", "The right answer, called text/plain.", _wrong_type),
    ServiceFault("redirect", "302 to a page of the school.", _redirect),
    ServiceFault("unauthorized", "401, whatever the token.", _status(401)),
    ServiceFault("forbidden", "403.", _status(403)),
    ServiceFault("not-found", "404.", _status(404)),
    ServiceFault("conflict", "409.", _status(409)),
    ServiceFault("too-many", "429, try again in 2 seconds.", _status(429, Retry_After="2")),
    ServiceFault("error", "500.", _status(500)),
    ServiceFault("unavailable", "503, try again in 2 minutes.", _status(503, Retry_After="120")),
)

TOKEN = (
    ServiceFault("refused", "The tool is not known.", _oauth("invalid_client", 401)),
    ServiceFault("no-scope", "None of the scopes is granted.", _oauth("invalid_scope")),
    ServiceFault(
        "fewer-scopes", "No scope is granted, says the answer.", _changed(_with(scope=""))
    ),
    ServiceFault("no-expires-in", "No expires_in.", _changed(_without("expires_in"))),
    ServiceFault("zero-expires-in", "expires_in is 0.", _changed(_with(expires_in=0))),
    ServiceFault("text-expires-in", "expires_in is text.", _changed(_with(expires_in="soon"))),
    ServiceFault("no-token", "No access_token.", _changed(_without("access_token"))),
    ServiceFault("revoked", "Tokens that are revoked at once.", _revoked),
)

CONFIGURATION = (
    ServiceFault(
        "foreign-issuer",
        "The issuer is elsewhere.",
        _changed(_with(issuer="https://elsewhere.example")),
    ),
    ServiceFault(
        "foreign-endpoints",
        "Registration and tokens are elsewhere.",
        _changed(
            _with(
                registration_endpoint="https://elsewhere.example/register",
                token_endpoint="https://elsewhere.example/token",  # noqa: S106
            )
        ),
    ),
    ServiceFault(
        "no-registration-endpoint",
        "No registration_endpoint.",
        _changed(_without("registration_endpoint")),
    ),
    ServiceFault(
        "no-platform-configuration",
        "Nothing that LTI adds.",
        _changed(_without("https://purl.imsglobal.org/spec/lti-platform-configuration")),
    ),
)
REGISTRATION = (
    ServiceFault("metadata", "The metadata is refused.", _oauth("invalid_client_metadata")),
    ServiceFault("no-client-id", "An answer without client_id.", _changed(_without("client_id"))),
    ServiceFault("number-client-id", "client_id is a number.", _changed(_with(client_id=17))),
)

PAGED = tuple(
    ServiceFault(name, summary, _linked(change)) for name, summary, change in links.FAULTS
)
MEMBERS = tuple(
    ServiceFault(name, summary, _changed(change)) for name, summary, change in members.FAULTS
)


# The page's script and `practice_lms.notices` play these: no request of a tool's meets them.
STORAGE = tuple(
    ServiceFault(name, summary, lambda call: call.answer()) for name, summary in storage.FAULTS
)

NOTICES = tuple(
    ServiceFault(name, summary, lambda call: call.answer()) for name, summary in notices.FAULTS
)


def _named(*faults: ServiceFault) -> dict[str, ServiceFault]:
    return {fault.name: fault for fault in faults}


SERVICE_FAULTS: dict[str, dict[str, ServiceFault]] = {
    "token": _named(*TOKEN, *COMMON),
    "memberships": _named(*PAGED, *MEMBERS, *COMMON),
    "lineitems": _named(*PAGED, *COMMON),
    "scores": _named(*COMMON),
    "results": _named(*PAGED, *COMMON),
    "configuration": _named(*CONFIGURATION, *COMMON),
    "registration": _named(*REGISTRATION, *COMMON),
    "groups": _named(*PAGED, *COMMON),
    "notice_handlers": _named(*COMMON),
    "notices": _named(*NOTICES),
    "key_set": _named(*COMMON),
    "storage": _named(*STORAGE),
}


def reply_to(school: School, service: str, answer: Callable[[], Response]) -> Response:
    """The right answer of a service, or that of the fault which is switched on."""
    switch = school.switches.take(service)
    if switch is None:
        return answer()
    return SERVICE_FAULTS[service][switch.fault].reply(Call(school, switch, answer))
