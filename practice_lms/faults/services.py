"""Ways in which a service can fail a tool: what each answers in place of the right thing.

`SERVICE_FAULTS` maps services to their faults by name. Those of `COMMON` every service has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Response

from practice_lms.faults import groups, link_members, links, members, notices, scores, storage
from practice_lms.faults.replies import (
    Call,
    ServiceFault,
    always,
    changed,
    drip,
    having,
    html,
    huge,
    linked,
    oauth,
    redirect,
    revoked,
    slow,
    status,
    truncated,
    without,
    wrong_type,
)

if TYPE_CHECKING:
    from practice_lms.school import School

COMMON = (
    ServiceFault("slow", "The answer comes late.", slow),
    ServiceFault("drip", "The answer comes a byte at a time.", drip),
    ServiceFault("huge", "64 MB of spaces before the answer.", huge),
    ServiceFault("html", "A page about maintenance, with status 200.", html),
    ServiceFault("truncated", "Half of the answer.", truncated),
    ServiceFault("null", "JSON, but only null.", always(None)),
    ServiceFault("list", "JSON, but a list of numbers.", always([1, 2, 3])),
    ServiceFault("wrong-type", "The right answer, called text/plain.", wrong_type),
    ServiceFault("redirect", "302 to a page of the school.", redirect),
    ServiceFault("unauthorized", "401, whatever the token.", status(401)),
    ServiceFault("forbidden", "403.", status(403)),
    ServiceFault("not-found", "404.", status(404)),
    ServiceFault("conflict", "409.", status(409)),
    ServiceFault("too-many", "429, try again in 2 seconds.", status(429, Retry_After="2")),
    ServiceFault("error", "500.", status(500)),
    ServiceFault("unavailable", "503, try again in 2 minutes.", status(503, Retry_After="120")),
)

TOKEN = (
    ServiceFault("refused", "The tool is not known.", oauth("invalid_client", 401)),
    ServiceFault("no-scope", "None of the scopes is granted.", oauth("invalid_scope")),
    ServiceFault(
        "fewer-scopes", "No scope is granted, says the answer.", changed(having(scope=""))
    ),
    ServiceFault("no-expires-in", "No expires_in.", changed(without("expires_in"))),
    ServiceFault("zero-expires-in", "expires_in is 0.", changed(having(expires_in=0))),
    ServiceFault("text-expires-in", "expires_in is text.", changed(having(expires_in="soon"))),
    ServiceFault("no-token", "No access_token.", changed(without("access_token"))),
    ServiceFault("revoked", "Tokens that are revoked at once.", revoked),
)

CONFIGURATION = (
    ServiceFault(
        "foreign-issuer",
        "The issuer is elsewhere.",
        changed(having(issuer="https://elsewhere.example")),
    ),
    ServiceFault(
        "foreign-endpoints",
        "Registration and tokens are elsewhere.",
        changed(
            having(
                registration_endpoint="https://elsewhere.example/register",
                token_endpoint="https://elsewhere.example/token",  # noqa: S106
            )
        ),
    ),
    ServiceFault(
        "no-registration-endpoint",
        "No registration_endpoint.",
        changed(without("registration_endpoint")),
    ),
    ServiceFault(
        "no-platform-configuration",
        "Nothing that LTI adds.",
        changed(without("https://purl.imsglobal.org/spec/lti-platform-configuration")),
    ),
)
REGISTRATION = (
    ServiceFault("metadata", "The metadata is refused.", oauth("invalid_client_metadata")),
    ServiceFault("no-client-id", "An answer without client_id.", changed(without("client_id"))),
    ServiceFault("number-client-id", "client_id is a number.", changed(having(client_id=17))),
)

PAGED = tuple(ServiceFault(name, summary, linked(change)) for name, summary, change in links.FAULTS)
MEMBERS = tuple(
    ServiceFault(name, summary, changed(change)) for name, summary, change in members.FAULTS
)

LINK_MEMBERS = link_members.FAULTS
SCORES = scores.FAULTS

GROUPS = tuple(
    ServiceFault(name, summary, changed(change)) for name, summary, change in groups.FAULTS
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
    "link_memberships": _named(*LINK_MEMBERS, *PAGED, *MEMBERS, *COMMON),
    "lineitems": _named(*PAGED, *COMMON),
    "scores": _named(*SCORES, *COMMON),
    "results": _named(*PAGED, *COMMON),
    "configuration": _named(*CONFIGURATION, *COMMON),
    "registration": _named(*REGISTRATION, *COMMON),
    "groups": _named(*PAGED, *GROUPS, *COMMON),
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
