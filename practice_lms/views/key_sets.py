"""Public keys, by issuer: schools that share an issuer share them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort

from practice_lms.views import current_lms

blueprint = Blueprint("key_sets", __name__)


@blueprint.get("/<issuer>/jwks")
def show(issuer: str) -> dict[str, Any]:
    schools = current_lms().schools_of(issuer)
    if not schools:
        abort(404)
    return schools[0].jwks
