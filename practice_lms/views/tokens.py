"""The token endpoint (RFC 6749, 4.4 and 5; RFC 7523; 1EdTech Security Framework 1.0, 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from practice_lms.access import LIFETIME_SECONDS
from practice_lms.faults.services import reply_to
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.trust import UntrustedError, issuer_of, verified
from practice_lms.views import current_lms

blueprint = Blueprint("tokens", __name__)

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class TokenError(Exception):
    """An error of RFC 6749, 5.2."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.fields = {"error": code, "error_description": description}
        self.status = status


@blueprint.post("/<issuer>/token")
def issue(issuer: str) -> Response:
    """An access token for a tool that proves who it is with its own key."""
    schools = current_lms().schools_of(issuer)
    if not schools:
        abort(404)
    school = _school_of(schools, request.form.get("client_assertion", ""))
    return reply_to(school, "token", lambda: _reply(schools))


def _school_of(schools: list[School], assertion: str) -> School:
    """Whose switches count: the client's school's, the issuer's first where there is no client."""
    try:
        return _claimed(schools, issuer_of(assertion))[0]
    except UntrustedError:
        return schools[0]


def _reply(schools: list[School]) -> Response:
    try:
        answer, status = _answer(schools, request.form), 200
    except TokenError as error:
        answer, status = error.fields, error.status
    response = jsonify(answer)
    response.status_code = status
    response.headers |= {"Cache-Control": "no-store", "Pragma": "no-cache"}
    return response


def _answer(schools: list[School], form: Mapping[str, str]) -> dict[str, Any]:
    if form.get("grant_type") != "client_credentials":
        raise TokenError("unsupported_grant_type", "grant_type must be client_credentials.")
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise TokenError("invalid_request", f"client_assertion_type must be {ASSERTION_TYPE}.")
    school, tool = _client(schools, form.get("client_assertion", ""))
    scopes = _granted(school, tool, form.get("scope", "").split())
    token = school.access_tokens.issue(tool.client_id, scopes)
    return {
        "access_token": token.text,
        "token_type": "Bearer",
        "expires_in": LIFETIME_SECONDS,
        "scope": " ".join(scopes),
    }


def _client(schools: list[School], assertion: str) -> tuple[School, Tool]:
    """Who signed the assertion, proved."""
    status = schools[0].dialect.INVALID_CLIENT_STATUS
    try:
        school, tool = _claimed(schools, issuer_of(assertion))
        lms = current_lms()
        claims = verified(assertion, tool, lms.tool_keys, school.token_url, school.once, name="jti")
        if claims.get("sub") != tool.client_id:
            raise UntrustedError("Its sub must be the client_id, as its iss is.")
    except UntrustedError as error:
        raise TokenError("invalid_client", f"The assertion: {error}", status) from error
    return school, tool


def _claimed(schools: list[School], client_id: str) -> tuple[School, Tool]:
    for school in schools:
        for tool in school.tools:
            if tool.client_id == client_id:
                return school, tool
    raise UntrustedError("No tool is registered here under its iss.")


def _granted(school: School, tool: Tool, wanted: list[str]) -> tuple[str, ...]:
    """Those of the wanted scopes that the school's LMS has and the tool may use."""
    if not wanted:
        raise TokenError("invalid_scope", "Name the scopes that are needed.")
    possible = [scope for scope in school.dialect.SCOPES if scope in tool.scopes]
    granted = tuple(scope for scope in dict.fromkeys(wanted) if scope in possible)
    if not granted:
        raise TokenError("invalid_scope", "None of these scopes can be granted here.")
    return granted
