"""Third-party initiated login: reading the request, and where to send the browser next."""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.addresses import origin
from app.lti.refusals import Refusal
from app.models.platform import Platform

LONGEST = 2048
"""Characters of an issuer, URL or hint. Hints are opaque; the longest seen has 1,200."""

LONGEST_HINT = 16_384

PLAIN = re.compile(r"[A-Za-z0-9._~:/%-]{1,120}")
"""What issuers and client ids are made of; no e-mail address and no sentence is."""

ERRORS = frozenset({
    "access_denied", "account_selection_required", "consent_required", "interaction_required",
    "invalid_client", "invalid_grant", "invalid_request", "invalid_request_object",
    "invalid_request_uri", "invalid_scope", "launch_no_longer_valid", "login_required",
    "registration_not_supported", "request_not_supported", "request_uri_not_supported",
    "server_error", "temporarily_unavailable", "unauthorized_client", "unsupported_response_type",
})  # fmt: skip
"""What a platform may answer instead of a token (OAuth 2.0, 4.1.2.1; OpenID Connect, 3.1.2.6)."""


@dataclass(frozen=True)
class LoginRequest:
    """What the platform sent (1EdTech Security Framework 1.0, 5.1.1.1)."""

    issuer: str
    client_id: str
    login_hint: str
    message_hint: str
    target_link_uri: str
    storage_target: str


def read(form: Mapping[str, str]) -> LoginRequest:
    """Read a login request. Raises Refusal ``login_incomplete`` for missing or over-long fields."""
    for name in ("iss", "login_hint", "target_link_uri"):
        if not form.get(name):
            raise Refusal("login_incomplete", name)
    for name, limit in (
        ("iss", LONGEST),
        ("client_id", 255),
        ("target_link_uri", LONGEST),
        ("login_hint", LONGEST_HINT),
        ("lti_message_hint", LONGEST_HINT),
    ):
        if len(form.get(name, "")) > limit or "\x00" in form.get(name, ""):
            raise Refusal("login_incomplete", f"{name} is malformed")
    return LoginRequest(
        issuer=form["iss"],
        client_id=form.get("client_id", ""),
        login_hint=form["login_hint"],
        message_hint=form.get("lti_message_hint", ""),
        target_link_uri=form["target_link_uri"],
        storage_target=form.get("lti_storage_target", "")[:255].replace("\x00", ""),
    )


def parties(request: LoginRequest) -> str:
    """The issuer and the client id for whoever looks for a fault, where they look like such."""
    issuer = re.split(r"[?#]", request.issuer)[0]
    said = {"issuer": issuer, "client_id": request.client_id or "none"}
    return ", ".join(
        f"{name} {value if PLAIN.fullmatch(value) else '?'}" for name, value in said.items()
    )


def check_target(target_link_uri: str, base_url: str) -> None:
    """A launch may only lead to this installation. Raises Refusal ``target_not_ours``."""
    if origin(target_link_uri) != base_url:
        raise Refusal("target_not_ours")


def platform_error(error: str) -> str:
    """The platform's error by its name; anything else could say anything."""
    return error if error in ERRORS else f"an error of {len(error)} characters"


@dataclass(frozen=True)
class Secrets:
    """What ties the launch to this login. The browser carries both; we store their hashes."""

    state: str
    nonce: str

    @classmethod
    def make(cls) -> "Secrets":
        """Draw new ones, 256 bits each."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def browser_proof(state: str, secret_key: str) -> str:
    """What the state's cookie holds, so that a launch can show it began in the same browser."""
    return hmac.new(secret_key.encode(), b"login:" + state.encode(), sha256).hexdigest()


def authorization_url(
    platform: Platform, login: LoginRequest, drawn: Secrets, redirect_uri: str
) -> str:
    """The platform's address to go to next, by GET: newer LMSs lose their session on a POST.

    The platform's own query is kept (1EdTech Security Framework 1.0, 5.1.1.2).
    """
    query = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": redirect_uri,
        "login_hint": login.login_hint,
        "state": drawn.state,
        "nonce": drawn.nonce,
    }
    if login.message_hint:
        query["lti_message_hint"] = login.message_hint
    parts = urlsplit(platform.auth_login_url)
    own = parse_qsl(parts.query, keep_blank_values=True)
    return urlunsplit(parts._replace(query=urlencode(own + list(query.items())), fragment=""))
