"""Platform Notification Service 1.0: what platforms tell us when nobody launches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.lti import claims as lti
from app.lti.refusals import Refusal

SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
NOTICE = lti.LTI + "notice"
ORIGINS = lti.LTI + "origin_contexts"

HELLO, COPY = "LtiHelloWorldNotice", "LtiContextCopyNotice"
KINDS = (HELLO, COPY)
"""The notices that we ask for."""

MOST_ORIGINS = 20
"""A class that was copied every term for ten years."""


@dataclass(frozen=True)
class Told:
    """One proven notice (4.2)."""

    deployment_id: str
    id: str
    kind: str
    context_id: str = ""
    """The copy's, in an LtiContextCopyNotice."""
    origin_ids: list[str] = field(default_factory=list)
    """What it was copied from, the most recent first."""


def read(claims: Mapping[str, Any]) -> Told:
    """Read a notice's claims. Raises Refusal ``message_version``, ``message_incomplete`` or
    ``message_malformed``."""
    if claims.get(lti.VERSION) != "1.3.0":
        raise Refusal("message_version")
    notice = claims.get(NOTICE)
    if not isinstance(notice, Mapping):
        raise Refusal("message_incomplete", "notice")
    kind = lti.identifier(notice.get("type"), "notice.type")
    return Told(
        deployment_id=lti.identifier(claims.get(lti.DEPLOYMENT_ID), "deployment_id"),
        id=lti.identifier(notice.get("id"), "notice.id"),
        kind=kind,
        context_id=_context(claims) if kind == COPY else "",
        origin_ids=_origins(claims.get(ORIGINS)) if kind == COPY else [],
    )


def _context(claims: Mapping[str, Any]) -> str:
    context = claims.get(lti.CONTEXT)
    fields = context if isinstance(context, Mapping) else {}
    return lti.identifier(fields.get("id"), "context.id")


def _origins(value: Any) -> list[str]:
    if not isinstance(value, list) or not value:
        raise Refusal("message_incomplete", "origin_contexts")
    return [lti.identifier(each, "origin_contexts") for each in value[:MOST_ORIGINS]]
