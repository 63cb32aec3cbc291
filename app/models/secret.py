"""How secrets that we only need to recognise are stored."""

import hashlib


def hashed(secret: str) -> str:
    """SHA-256 in hexadecimal: states, nonces and tokens are random, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
