"""Proving an id_token: signature, times, issuer, audience and nonce."""

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt
from jwt.utils import base64url_decode

from app.lti.refusals import Refusal
from app.models.login_attempt import LoginAttempt
from app.models.platform import Platform
from app.models.secret import hashed

LEEWAY_SECONDS = 60
"""How far the platform's clock may be off, either way."""

OLDEST_SECONDS = 600
"""How long ago a token may have been made: as long as a login attempt lives."""

LONGEST_SECONDS = 86_400
"""The longest life a token may claim. Platforms claim from one minute to one hour."""

LARGEST_TOKEN = 256_000
"""In characters: a platform's longest texts fit, even with every letter escaped."""

REQUIRED = ["exp", "iat", "iss", "aud"]

FindKey = Callable[[str, str], jwt.PyJWK]

# PyJWT's exceptions, most particular first.
_CODES: list[tuple[type[Exception], str]] = [
    (jwt.ExpiredSignatureError, "token_expired"),
    (jwt.ImmatureSignatureError, "token_times"),
    (jwt.InvalidIssuedAtError, "token_times"),
    (jwt.MissingRequiredClaimError, "token_claim_missing"),
    (jwt.InvalidIssuerError, "token_issuer"),
    (jwt.InvalidAudienceError, "token_audience"),
    (jwt.InvalidAlgorithmError, "token_algorithm"),
    (jwt.InvalidSignatureError, "token_signature"),
]


def verify(token: str, attempt: LoginAttempt, find_key: FindKey) -> dict[str, Any]:
    """Give the claims of a token that answers this login attempt.

    Follows OpenID Connect Core 1.0, 3.1.3.7, and 1EdTech Security Framework 1.0, 5.1.3. Raises
    Refusal with a ``token_…`` code for the first thing that is wrong.
    """
    claims = proven(token, attempt.platform, find_key)
    _check_nonce(claims, attempt)
    return claims


def proven(token: str, platform: Platform, find_key: FindKey) -> dict[str, Any]:
    """Give the claims of a token that this Platform signed for us, lately; its nonce is not looked
    at. Raises Refusal with a ``token_…`` code."""
    kid = _kid(token)
    key = find_key(platform.key_set_url, kid)
    claims = _decode(token, key, platform)
    _check_times(claims)
    _check_parties(claims, platform.client_id)
    return claims


def unproven_claims(token: str) -> dict[str, Any]:
    """What a token says, true or not: for diagnosis alone. {} where it can't be read."""
    if len(token) > LARGEST_TOKEN:
        return {}
    try:
        claims = json.loads(base64url_decode(token.split(".")[1]))
    except (IndexError, ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _kid(token: str) -> str:
    """The key's id. Only RS256 is taken, and keys that a token brings along are never looked at."""
    if len(token) > LARGEST_TOKEN:
        raise Refusal("token_malformed", "too long")
    try:
        header = json.loads(base64url_decode(token.partition(".")[0]))
    except (ValueError, RecursionError) as error:
        raise Refusal("token_malformed", type(error).__name__) from error
    if not isinstance(header, dict):
        raise Refusal("token_malformed", "header")
    if header.get("alg") != "RS256":
        raise Refusal("token_algorithm")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise Refusal("token_key_missing")
    return kid


def _decode(token: str, key: jwt.PyJWK, platform: Platform) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            leeway=LEEWAY_SECONDS,
            audience=platform.client_id,
            issuer=platform.issuer,
            options={"require": REQUIRED, "verify_sub": False, "verify_jti": False},
        )
    except jwt.PyJWTError as error:
        raise Refusal(_code(error), str(error)[:200]) from error
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Refusal("token_malformed", type(error).__name__) from error


def _code(error: Exception) -> str:
    return next((code for kind, code in _CODES if isinstance(error, kind)), "token_malformed")


def _check_times(claims: Mapping[str, Any]) -> None:
    """PyJWT has checked that exp is ahead and iat is not; these bound how far."""
    moment = time.time()
    issued, expires = _seconds(claims["iat"]), _seconds(claims["exp"])
    if issued < moment - OLDEST_SECONDS - LEEWAY_SECONDS:
        raise Refusal("token_times", "iat is too old")
    if not 0 <= expires - issued <= LONGEST_SECONDS:
        raise Refusal("token_times", "exp is out of proportion to iat")


def _seconds(value: Any) -> float:
    """JSON's numbers have no end, but a float has, and NaN is within no bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        raise Refusal("token_times", "a time is not a number of seconds")
    return float(value)


def _check_parties(claims: Mapping[str, Any], client_id: str) -> None:
    """azp says who the token is for where the audience names several (OpenID Connect Core, 2)."""
    audience, party = claims["aud"], claims.get("azp")
    has_others = isinstance(audience, list) and len(set(map(str, audience))) > 1
    if (has_others or party is not None) and party != client_id:
        raise Refusal("token_audience", "azp")


def _check_nonce(claims: Mapping[str, Any], attempt: LoginAttempt) -> None:
    nonce = claims.get("nonce")
    if nonce is None:
        raise Refusal("token_claim_missing", "nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(hashed(nonce), attempt.nonce_hash):
        raise Refusal("token_nonce")
