"""The tool's own signing keys."""

import secrets
from collections.abc import Mapping
from typing import Any, cast

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pylti1p3.registration import Registration

from app.models.tool_key import ToolKey

BITS = 2048


def make_key(secret_key: str) -> ToolKey:
    """Make an RS256 key pair; the private half is encrypted with the installation's secret."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    public_pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    kid = secrets.token_urlsafe(16)
    return ToolKey(
        kid=kid,
        public_jwk={**Registration.get_jwk(public_pem.decode()), "kid": kid},
        private_pem=private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(secret_key.encode())
        ).decode(),
    )


def key_set(keys: list[ToolKey]) -> dict[str, Any]:
    """The JWK Set to publish (RFC 7517, 5)."""
    return {"keys": [key.public_jwk for key in keys]}


def sign(claims: Mapping[str, Any], key: ToolKey, secret_key: str) -> str:
    """A JWT of these claims, RS256 (1EdTech Security Framework 1.0, 5.1.2), that names the key."""
    private = load_pem_private_key(key.private_pem.encode(), secret_key.encode())
    return jwt.encode(
        dict(claims), cast(rsa.RSAPrivateKey, private), algorithm="RS256", headers={"kid": key.kid}
    )
