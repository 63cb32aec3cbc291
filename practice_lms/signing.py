"""Turns claims into a token: honestly with RS256, or wrongly as a tool must refuse it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import jwt

from practice_lms.keys import SigningKey

Claims = dict[str, Any]
KeyMaterial = SigningKey | bytes | None


def sign(
    claims: Mapping[str, Any],
    key: KeyMaterial,
    headers: Mapping[str, Any] | None = None,
    algorithm: str = "RS256",
) -> str:
    """Serialise a JWS (RFC 7515, compact).

    `headers` are added to typ, alg and kid; None as a value leaves that header out. A SigningKey
    signs with RSA; bytes are the secret of an HS256, even where they are a PEM; "none" signs
    nothing. PyJWT rightly refuses to write several of these, so the parts are joined by hand.
    """
    kid = key.kid if isinstance(key, SigningKey) else None
    header = {"typ": "JWT", "alg": algorithm, "kid": kid, **(headers or {})}
    header = {name: value for name, value in header.items() if value is not None}
    message = f"{_encode(header)}.{_encode(claims)}"
    return f"{message}.{_base64(_signature(message.encode(), key, algorithm))}"


def _signature(message: bytes, key: KeyMaterial, algorithm: str) -> bytes:
    if algorithm == "none":
        return b""
    if algorithm == "HS256":
        secret = key.public_pem if isinstance(key, SigningKey) else key or b""
        return hmac.new(secret, message, hashlib.sha256).digest()
    if not isinstance(key, SigningKey):
        raise TypeError(f"{algorithm} needs a SigningKey, not {type(key).__name__}")
    return jwt.get_algorithm_by_name(algorithm).sign(message, key.private)


def _encode(data: Mapping[str, Any]) -> str:
    return _base64(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
