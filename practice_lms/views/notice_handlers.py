"""Platform Notification Service 1.0: where a tool says which notices it wants, and where."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request

from practice_lms.claims import vocabulary as v
from practice_lms.notices import TYPES
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views.services import ServiceError, serve_at

blueprint = Blueprint("notice_handlers", __name__)

PATH = "api/lti/notice-handlers/<int:number>"


@serve_at(blueprint, "notice_handlers", v.NOTICE_SCOPE, canvas=PATH)
def handlers(school: School, tool: Tool, number: int) -> Response:
    _check(tool, number)
    known = [
        {"notice_type": kind, "handler": school.notice_handlers.get((tool.client_id, kind), "")}
        for kind in TYPES
    ]
    return jsonify(
        {
            "client_id": tool.client_id,
            "deployment_id": tool.deployment_id,
            "notice_handlers": known,
        }
    )


@serve_at(blueprint, "notice_handlers", v.NOTICE_SCOPE, methods=["PUT"], canvas=PATH)
def put_handler(school: School, tool: Tool, number: int) -> Response:
    """An empty handler ends the notices of a type."""
    _check(tool, number)
    body: Any = request.get_json(silent=True)
    kind, handler = _read(body)
    # A handler is the tool's: elsewhere, notices would go to strangers.
    if handler and urlsplit(handler).netloc != urlsplit(tool.target_link_uri).netloc:
        raise ServiceError(400, "handler must be at the domain of the tool")
    if handler:
        school.notice_handlers[tool.client_id, kind] = handler
    else:
        school.notice_handlers.pop((tool.client_id, kind), None)
    return jsonify({"notice_type": kind, "handler": handler})


def _check(tool: Tool, number: int) -> None:
    if number != tool.number:
        raise ServiceError(404, "Not found")


def _read(body: Any) -> tuple[str, str]:
    if not isinstance(body, dict) or body.get("notice_type") not in TYPES:
        raise ServiceError(400, "notice_type must be one of those that are supported")
    handler = body.get("handler", "")
    if not isinstance(handler, str):
        raise ServiceError(400, "handler must be an address")
    return body["notice_type"], handler
