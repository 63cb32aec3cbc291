"""What a tool fetches and posts to register itself (LTI Dynamic Registration 1.0, 3)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from practice_lms.claims import vocabulary as v
from practice_lms.faults.services import reply_to
from practice_lms.registering import (
    CLAIMS,
    RegistrationError,
    as_registered,
    read_token,
    register,
)
from practice_lms.school import School
from practice_lms.views import school_or_404

blueprint = Blueprint("registrations", __name__)


@blueprint.get("/<slug>/mod/lti/openid-configuration.php")
@blueprint.get("/<slug>/api/lti/security/openid-configuration")
def configuration(slug: str) -> Response:
    school = school_or_404(slug)
    return reply_to(school, "configuration", lambda: _configuration(school))


@blueprint.post("/<slug>/mod/lti/openid-registration.php")
@blueprint.post("/<slug>/api/lti/registrations")
def create(slug: str) -> Response:
    school = school_or_404(slug)
    return reply_to(school, "registration", lambda: _create(school))


def _configuration(school: School) -> Response:
    if school.dialect.GUARDS_CONFIGURATION:
        try:
            read_token(school, _bearer())
        except RegistrationError as error:
            return _refusal(error)
    return jsonify(openid_configuration(school))


def _create(school: School) -> Response:
    try:
        tool = register(school, _bearer(), request.get_json(silent=True))
    except RegistrationError as error:
        return _refusal(error)
    response = jsonify(as_registered(school, tool))
    response.status_code = school.dialect.REGISTERED_STATUS
    return response


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _refusal(error: RegistrationError) -> Response:
    response = jsonify(error.fields)
    response.status_code = error.status
    return response


def openid_configuration(school: School) -> dict[str, Any]:
    """OpenID Connect Discovery 1.0, 3, with what LTI adds to it."""
    return {
        "issuer": school.issuer,
        "token_endpoint": school.token_url,
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "jwks_uri": f"{school.issuer}/jwks",
        "authorization_endpoint": f"{school.issuer}/auth",
        "registration_endpoint": school.registration_url,
        "scopes_supported": [*school.dialect.SCOPES, "openid"],
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": list(CLAIMS),
        v.PLATFORM_CONFIGURATION: school.dialect.platform_configuration(school),
    }
