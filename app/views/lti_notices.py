"""Where platforms send notices (Platform Notification Service 1.0, 4)."""

from typing import Any

import structlog
from flask import Response, current_app, jsonify, make_response, request
from flask_babel import gettext as _

from app.extensions import begin_write, db
from app.lti.refusals import Refusal
from app.services import noticing
from app.views.guards import public
from app.views.lti_registration import bp

__all__ = ["bp"]

log = structlog.get_logger()

MOST_NOTICES = 50
"""In one delivery."""


@bp.post("/notices")
@public
def take_notices() -> Response:
    """All of a delivery, or none where one of them can't be believed: the platform sends it again.

    It answers machines: 200 with nothing to say, or 4xx with a code and a sentence.
    """
    find_key = current_app.extensions["courtyard_key_sets"].key
    try:
        proven = [noticing.prove(token, find_key) for token in _tokens()]
    except Refusal as refusal:
        return _refused(refusal)
    begin_write()
    for deployment_id, told in proven:
        noticing.take(deployment_id, told)
    db.session.commit()
    return make_response(jsonify({}), 200)


def _tokens() -> list[str]:
    """The JWTs as sent. Raises Refusal ``notices_malformed``."""
    body = _body()
    entries = body.get("notices") if isinstance(body, dict) else None
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_NOTICES:
        raise Refusal("notices_malformed", "notices")
    tokens = [entry.get("jwt") if isinstance(entry, dict) else None for entry in entries]
    if not all(isinstance(token, str) for token in tokens):
        raise Refusal("notices_malformed", "jwt")
    return [str(token) for token in tokens]


def _body() -> Any:
    """The document that was sent; None for what is none, or goes deeper than anybody reads."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _refused(refusal: Refusal) -> Response:
    db.session.rollback()
    log.warning("notice_refused", code=refusal.code, detail=refusal.detail)
    words = _("Courtyard does not take this notice: %(title)s.", title=refusal.reason.title)
    answer = jsonify(error=refusal.code, error_description=words)
    return make_response(answer, refusal.reason.status)
