"""The public keys of platforms, cached in this process."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jwt

from app.lti.http import FetchError
from app.lti.refusals import Refusal

FRESH_SECONDS = 3600.0
"""How long a key set serves without being asked for again."""

FLOOR_SECONDS = 60.0
"""The least time between two fetches from one platform, however many unknown keys are tried."""

LARGEST_SET = 100

_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth"})
"""Members of a private key (RFC 7518, 6.3.2): where they are published, anyone can sign."""

Fetch = Callable[[str], Any]


@dataclass
class _KeySet:
    keys: dict[str, jwt.PyJWK] = field(default_factory=dict)
    fetched_at: float = float("-inf")
    tried_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)


class KeySets:
    """Finds the key that a token names (1EdTech Security Framework 1.0, 6.3).

    A set is fetched when it is older than an hour or lacks the key, and never twice within a
    minute. While the platform is unreachable the old set serves.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._sets: dict[str, _KeySet] = {}

    def key(self, url: str, kid: str) -> jwt.PyJWK:
        """Give the platform's key.

        Raises Refusal ``token_key_unknown``, or ``keys_unreachable`` where no set could be had.
        """
        key_set = self._sets.setdefault(url, _KeySet())
        with key_set.lock:
            moment = time.time()
            is_stale = moment - key_set.fetched_at > FRESH_SECONDS
            if (is_stale or kid not in key_set.keys) and moment - key_set.tried_at > FLOOR_SECONDS:
                self._refresh(url, key_set, moment)
            if kid in key_set.keys:
                return key_set.keys[kid]
            has_set = key_set.fetched_at > float("-inf")
        raise Refusal("token_key_unknown" if has_set else "keys_unreachable", f"kid not in {url}")

    def _refresh(self, url: str, key_set: _KeySet, moment: float) -> None:
        key_set.tried_at = moment
        try:
            key_set.keys = usable_keys(self._fetch(url))
            key_set.fetched_at = moment
        except FetchError as error:
            if not key_set.keys:
                raise Refusal("keys_unreachable", str(error)) from error


def usable_keys(document: Any) -> dict[str, jwt.PyJWK]:
    """Give the RS256 signing keys of a JWK Set by kid; what else it holds is passed over.

    Raises FetchError where the document is no JWK Set (RFC 7517, 5).
    """
    entries = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise FetchError("the answer is not a key set")
    keys = (_usable(entry) for entry in entries[:LARGEST_SET])
    return {str(key.key_id): key for key in keys if key}


def _usable(entry: Any) -> jwt.PyJWK | None:
    if (
        not isinstance(entry, dict)
        or entry.get("kty") != "RSA"
        or not isinstance(entry.get("kid"), str)
        or not _PRIVATE.isdisjoint(entry)
    ):
        return None
    if entry.get("use", "sig") != "sig" or entry.get("alg", "RS256") != "RS256":
        return None
    public = {name: entry[name] for name in ("kty", "kid", "n", "e") if name in entry}
    try:
        key = jwt.PyJWK.from_json(json.dumps(public), algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    return key if key.key.key_size >= 2048 else None
