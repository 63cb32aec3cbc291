"""Public keys, by issuer: schools that share an issuer share them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify

from practice_lms.faults.services import reply_to
from practice_lms.views import current_lms

blueprint = Blueprint("key_sets", __name__)


@blueprint.get("/<issuer>/jwks")
def show(issuer: str) -> Response:
    schools = current_lms().schools_of(issuer)
    if not schools:
        abort(404)
    return reply_to(schools[0], "key_set", lambda: jsonify(schools[0].jwks))
