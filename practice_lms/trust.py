"""Whether a token that a tool sends may be believed (1EdTech Security Framework 1.0, 4 and 5.2)."""

from __future__ import annotations

import threading
import time
from typing import Any

import jwt

from practice_lms.signing import Claims
from practice_lms.tools import Tool, ToolKeys, ToolUnreachableError

LEEWAY_SECONDS = 60
LONGEST_LIFE_SECONDS = 3600


class UntrustedError(Exception):
    """A token not to be believed; the message is a sentence for the tool's engineers."""


class Once:
    """Remembers what may be used a single time, for as long as it could be used again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[tuple[str, ...], float] = {}

    def spend(self, *name: str, until: float) -> bool:
        """True the first time. `until` is in seconds since 1970."""
        with self._lock:
            now = time.time()
            self._used = {each: end for each, end in self._used.items() if end > now}
            if name in self._used:
                return False
            self._used[name] = until + LEEWAY_SECONDS
            return True


def verified(
    token: str, tool: Tool, keys: ToolKeys, audience: str, once: Once, name: str
) -> Claims:
    """The claims of a token that a tool signed for `audience`, not used before.

    `name` is the claim that makes it unique: "jti" or "nonce". Raises UntrustedError.
    """
    try:
        claims: Claims = jwt.decode(
            token,
            _key(token, tool, keys),
            ["RS256"],
            audience=audience,
            issuer=tool.client_id,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", name]},
        )
    except jwt.PyJWTError as error:
        raise UntrustedError(f"{error}.") from error
    if claims["exp"] - claims["iat"] > LONGEST_LIFE_SECONDS:
        raise UntrustedError("It lives for more than an hour.")
    if not once.spend(name, tool.client_id, str(claims[name]), until=claims["exp"]):
        raise UntrustedError(f"This {name} was used before.")
    return claims


def issuer_of(token: str) -> str:
    """Who says that they made the token, not yet proved; raises UntrustedError."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError as error:
        raise UntrustedError(f"{error}.") from error
    return str(claims.get("iss", ""))


def _key(token: str, tool: Tool, keys: ToolKeys) -> Any:
    kid = jwt.get_unverified_header(token).get("kid")
    if not kid:
        raise UntrustedError("Its header names no key.")
    try:
        return keys.find(tool.jwks_url, kid)
    except KeyError:
        raise UntrustedError(f"{tool.jwks_url} has no key {kid}.") from None
    except ToolUnreachableError as error:
        raise UntrustedError(str(error)) from error
