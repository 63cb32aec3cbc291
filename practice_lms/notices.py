"""Platform Notification Service 1.0: notices to tools that asked for them."""

from __future__ import annotations

import secrets
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course
from practice_lms.school import School
from practice_lms.tools import Tool, ToolHttp, ToolUnreachableError

HELLO = "LtiHelloWorldNotice"
COPY = "LtiContextCopyNotice"
TYPES = (HELLO, COPY)
LIFETIME_SECONDS = 300


def notice(school: School, tool: Tool, kind: str, more: dict[str, Any]) -> dict[str, Any]:
    """The claims of one notice (PNS 1.0, 4); nobody launches, so there is no sub."""
    now = int(time.time())
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {
        "iss": school.issuer,
        "aud": tool.client_id,
        "azp": tool.client_id,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "nonce": secrets.token_hex(16),
        v.VERSION: "1.3.0",
        v.DEPLOYMENT_ID: tool.deployment_id,
        v.NOTICE: {"id": str(uuid.uuid4()), "timestamp": moment, "type": kind},
        **more,
    }


def say_hello(school: School, http: ToolHttp) -> list[str]:
    """Send LtiHelloWorldNotice; what became of it, in sentences."""
    return _send_to_all(school, http, HELLO, {})


def tell_of_copy(school: School, http: ToolHttp, origin: Course, copy: Course) -> list[str]:
    """Send LtiContextCopyNotice; what became of it, in sentences."""
    context = {"id": copy.context_id, "label": copy.label, "title": copy.title}
    more = {
        v.CONTEXT: {**context, "type": [school.dialect.CONTEXT_TYPE]},
        v.ORIGIN_CONTEXTS: [origin.context_id],
    }
    return _send_to_all(school, http, COPY, more)


def _send_to_all(school: School, http: ToolHttp, kind: str, more: dict[str, Any]) -> list[str]:
    if v.NOTICE_SCOPE not in school.dialect.SCOPES:
        return [f"The LMS of {school.name} sends no notices."]
    said = []
    for tool in school.tools:
        handler = school.notice_handlers.get((tool.client_id, kind))
        if handler is None:
            said.append(f"{tool.name} has not asked for {kind}.")
        else:
            said.append(_send(school, http, tool, handler, notice(school, tool, kind, more)))
    return said


def _send(school: School, http: ToolHttp, tool: Tool, handler: str, claims: dict[str, Any]) -> str:
    """Post one notice, or what the fault that is switched on makes of it."""
    switch = school.switches.take("notices")
    tokens = [_token(school, claims, switch.fault if switch else "")]
    if switch and switch.fault == "twice":
        tokens *= 2
    try:
        status = http.post_json(handler, {"notices": [{"jwt": token} for token in tokens]})
    except ToolUnreachableError as error:
        return f"{tool.name}: {error}"
    return f"{tool.name} took the notice ({status})."


def _token(school: School, claims: dict[str, Any], fault: str) -> str:
    if fault == "foreign-key":
        from practice_lms.faults.tokens import stranger

        return school.sign(claims, key=stranger(), headers={"kid": school.key.kid})
    changes = {
        "expired": {"iat": claims["iat"] - 7200, "exp": claims["iat"] - 3600},
        "wrong-aud": {"aud": "another-tool"},
        "unknown-deployment": {v.DEPLOYMENT_ID: "no-such-deployment"},
        "unknown-notice": {v.NOTICE: {**claims[v.NOTICE], "type": "LtiSomethingElse"}},
    }
    return school.sign(claims | changes.get(fault, {}))
