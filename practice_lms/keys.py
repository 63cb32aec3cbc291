"""A platform's signing keys: one signs, the others are published for overlap."""

from __future__ import annotations

import json
import os
import secrets
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """An RSA key pair and the id under which its public half is published."""

    kid: str
    pem: str

    @classmethod
    def generate(cls) -> SigningKey:
        private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        pem = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return cls(secrets.token_hex(10), pem.decode())

    @cached_property
    def private(self) -> rsa.RSAPrivateKey:
        loaded = serialization.load_pem_private_key(self.pem.encode(), password=None)
        if not isinstance(loaded, rsa.RSAPrivateKey):
            raise TypeError("Only RSA keys sign launches.")
        return loaded

    @property
    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @cached_property
    def jwk(self) -> dict[str, Any]:
        """The public half as RFC 7517 has it, in the members that LMSs publish."""
        numbers = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {
            "kty": "RSA",
            "alg": "RS256",
            "use": "sig",
            "kid": self.kid,
            "n": numbers["n"],
            "e": numbers["e"],
        }


class KeyRing:
    """Retired keys, the one that signs, and those published ahead of their turn, in that order.

    With `ahead=1` a rotation signs with a key that tools may already have fetched, as on Canvas;
    with `ahead=0` with one they have never seen, as on Moodle. With a path, the ring is kept in
    that file, and a rotation by another process is noticed.
    """

    def __init__(self, path: Path | None = None, ahead: int = 0) -> None:
        self._path = path
        self._ahead = ahead
        self._lock = threading.RLock()
        self._keys: list[SigningKey] = []
        self._current = 0
        self._mtime = 0
        self._load()
        if not self._keys:
            self._keys = [SigningKey.generate() for _ in range(1 + ahead)]
            self._save()

    @property
    def current(self) -> SigningKey:
        """The key that signs now."""
        with self._lock:
            self._load()
            return self._keys[self._current]

    @property
    def published(self) -> list[SigningKey]:
        """Every key of the JWKS."""
        with self._lock:
            self._load()
            return list(self._keys)

    def rotate(self) -> SigningKey:
        """Sign with another key from now on; the old ones stay published. Returns the new one."""
        with self._lock:
            self._load()
            self._keys.append(SigningKey.generate())
            self._current += 1
            self._save()
            return self._keys[self._current]

    def drop_retired(self) -> list[str]:
        """Stop publishing the keys that no longer sign. Returns their ids."""
        with self._lock:
            self._load()
            dropped = [key.kid for key in self._keys[: self._current]]
            self._keys = self._keys[self._current :]
            self._current = 0
            self._save()
            return dropped

    def _load(self) -> None:
        if self._path is None or not self._path.exists():
            return
        mtime = self._path.stat().st_mtime_ns
        if mtime == self._mtime:
            return
        data = json.loads(self._path.read_text())
        self._keys = [SigningKey(row["kid"], row["pem"]) for row in data["keys"]]
        self._current = data["current"]
        self._mtime = mtime

    def _save(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        rows = [{"kid": key.kid, "pem": key.pem} for key in self._keys]
        draft = self._path.with_suffix(f".{os.getpid()}.tmp")
        # Created unreadable to others: a later chmod would leave a moment when it is not.
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"current": self._current, "keys": rows}, file)
        draft.replace(self._path)
        self._mtime = self._path.stat().st_mtime_ns
