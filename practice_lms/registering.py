"""Tools that register themselves (LTI Dynamic Registration 1.0)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jwt

from practice_lms.claims import vocabulary as v
from practice_lms.client_metadata import problems
from practice_lms.tools import Tool

if TYPE_CHECKING:
    from practice_lms.school import School

TOKEN_SECONDS = 3600
CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email")
PRIVACY_LEVEL = "https://canvas.instructure.com/lti/privacy_level"
_PRIVACY = {
    "anonymous": ("iss", "sub"),
    "email_only": ("iss", "sub", "email"),
    "name_only": ("iss", "sub", "name", "given_name", "family_name"),
    "public": CLAIMS,
}
"""What a Canvas tells a tool of each level."""


class RegistrationError(Exception):
    """A registration that is refused: an error code of RFC 7591, 3.2.2, and why."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.fields = {"error": code, "error_description": description}
        self.status = status


def issue_token(school: School) -> str:
    """A token for one registration, within an hour; it names the client that will be."""
    now = int(time.time())
    client_id = school.dialect.make_client_id()
    claims = {"sub": client_id, "scope": "reg", "iat": now, "exp": now + TOKEN_SECONDS}
    return school.sign({**claims, "iss": school.issuer, "jti": secrets.token_hex(8)})


def read_token(school: School, token: str) -> dict[str, Any]:
    """The claims of a token that this school issued; raises RegistrationError."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = next(key for key in school.keys.published if key.kid == kid)
        claims: dict[str, Any] = jwt.decode(
            token, key.private.public_key(), ["RS256"], options={"require": ["exp", "sub", "jti"]}
        )
        if claims.get("iss") != school.issuer or claims.get("scope") != "reg":
            raise jwt.InvalidTokenError("not for registration here")
    except (jwt.PyJWTError, StopIteration) as error:
        raise RegistrationError("invalid_token", f"The token: {error}", 401) from error
    return claims


def register(school: School, token: str, body: Any) -> Tool:
    """Keep a tool as pending; raises RegistrationError. The token is spent only by success."""
    claims = read_token(school, token)
    tool = _tool(school, str(claims["sub"]), body)
    if not school.once.spend("registration", str(claims["jti"]), until=claims["exp"]):
        raise RegistrationError("invalid_token", "The token was used before.", 401)
    school.registered.append(tool)
    return tool


def as_registered(school: School, tool: Tool) -> dict[str, Any]:
    """What the tool gets back: the client as the school keeps it."""
    targets = tool.message_targets or {}
    configuration = {
        "version": "1.3.0",
        "target_link_uri": tool.target_link_uri,
        "domain": urlsplit(tool.target_link_uri).netloc,
        "messages": [{"type": kind, "target_link_uri": uri} for kind, uri in targets.items()],
        "custom_parameters": dict(tool.custom_parameters),
        "claims": list(tool.claims or CLAIMS),
    }
    if school.dialect.TELLS_DEPLOYMENT:
        configuration["deployment_id"] = tool.deployment_id
    return {
        "client_id": tool.client_id,
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["client_credentials", "implicit"],
        "initiate_login_uri": tool.login_url,
        "redirect_uris": tool.redirect_uris,
        "jwks_uri": tool.jwks_url,
        "token_endpoint_auth_method": "private_key_jwt",
        "client_name": tool.name,
        "scope": " ".join(tool.scopes),
        v.TOOL_CONFIGURATION: configuration,
    }


def _tool(school: School, client_id: str, body: Any) -> Tool:
    configuration = body.get(v.TOOL_CONFIGURATION) if isinstance(body, dict) else None
    if not isinstance(configuration, dict):
        raise RegistrationError("invalid_client_metadata", f"{v.TOOL_CONFIGURATION} is missing.")
    for problem in problems(body, configuration, is_strict=school.dialect.CHECKS_DOMAIN):
        raise RegistrationError("invalid_client_metadata", problem)
    number = max([2, *(tool.number for tool in school.registered)]) + 1
    wanted = str(body.get("scope", "")).split()
    return Tool(
        client_id=client_id,
        deployment_id=school.dialect.make_deployment_id(client_id, number),
        name=body["client_name"],
        number=number,
        login_url=body["initiate_login_uri"],
        target_link_uri=configuration["target_link_uri"],
        redirect_uris=list(body["redirect_uris"]),
        jwks_url=body["jwks_uri"],
        custom_parameters=dict(configuration.get("custom_parameters") or {}),
        scopes=tuple(scope for scope in school.dialect.SCOPES if scope in wanted),
        is_active=False,
        claims=_claims(configuration),
        message_targets=dict(_messages(configuration)),
    )


def _claims(configuration: Mapping[str, Any]) -> tuple[str, ...]:
    level = configuration.get(PRIVACY_LEVEL)
    if level in _PRIVACY:
        return _PRIVACY[level]
    return tuple(name for name in CLAIMS if name in (configuration.get("claims") or ()))


def _messages(configuration: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for message in configuration.get("messages") or ():
        uri = message.get("target_link_uri") or configuration["target_link_uri"]
        yield str(message["type"]), str(uri)
