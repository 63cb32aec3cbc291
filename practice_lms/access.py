"""Access tokens: opaque, and bound to a tool, its scopes and an hour (RFC 6749, RFC 7523)."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

LIFETIME_SECONDS = 3600


@dataclass(frozen=True)
class AccessToken:
    """`expires_at` is in seconds since 1970."""

    text: str
    client_id: str
    scopes: tuple[str, ...]
    expires_at: float

    @property
    def is_expired(self) -> bool:
        return time.time() >= self.expires_at


class AccessTokens:
    """Those of one school, so that another's never open anything here."""

    def __init__(self) -> None:
        self._tokens: dict[str, AccessToken] = {}

    def issue(self, client_id: str, scopes: tuple[str, ...]) -> AccessToken:
        expires_at = time.time() + LIFETIME_SECONDS
        token = AccessToken(secrets.token_urlsafe(32), client_id, scopes, expires_at)
        self._tokens[token.text] = token
        return token

    def find(self, text: str) -> AccessToken | None:
        """A token that still opens something."""
        token = self._tokens.get(text)
        return None if token is None or token.is_expired else token

    def revoke(self, client_id: str | None = None) -> None:
        """End the tokens of one tool, or of all."""
        self._tokens = {
            text: token
            for text, token in self._tokens.items()
            if client_id is not None and token.client_id != client_id
        }
