"""Access tokens for platforms' services, cached in this process.

1EdTech Security Framework 1.0, 4.1: OAuth 2.0 client credentials, with a JWT that we sign.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from app.lti.failures import ServiceFailure
from app.lti.http import Answer, FetchError, Question

EARLY_SECONDS = 60.0
"""How long before its expiry a token is no longer used."""

LONGEST_SECONDS = 86_400.0
ASSERTION_SECONDS = 60

LONGEST_TOKEN = 16_000
"""In characters; a longer one would not fit into a header."""

Ask = Callable[[str, Question], Answer]
Sign = Callable[[Mapping[str, Any]], str]
Scopes = frozenset[str]


@dataclass(frozen=True)
class Client:
    """The tool as one Platform knows it. Two Schools on one issuer are two of these."""

    platform_id: int
    client_id: str
    token_url: str
    audience: str
    """What the platform wants as ``aud``: its token URL, unless it names something else."""


@dataclass
class _Kept:
    token: str = ""
    good_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class ServiceTokens:
    """Gives tokens by client and scopes, and asks for new ones a minute before they end.

    One thread asks while the others that need the same token wait.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        """How platforms are asked, by whoever uses the tokens too."""
        self._kept: dict[tuple[Client, Scopes], _Kept] = {}

    def token(self, client: Client, scopes: Iterable[str], sign: Sign) -> str:
        """Give a token. Raises ServiceFailure where the platform gives none."""
        wanted = frozenset(scopes)
        kept = self._kept.setdefault((client, wanted), _Kept())
        with kept.lock:
            if time.time() < kept.good_until:
                return kept.token
            kept.token, seconds = _granted(self._asked(client, wanted, sign))
            kept.good_until = time.time() + seconds - EARLY_SECONDS
            return kept.token

    def forget(self, client: Client, scopes: Iterable[str], token: str) -> None:
        """Use this token no more; another that took its place since is kept."""
        kept = self._kept.get((client, frozenset(scopes)))
        if kept and kept.token == token:
            kept.good_until = 0.0

    def _asked(self, client: Client, scopes: Scopes, sign: Sign) -> Answer:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": sign(_assertion(client)),
            "scope": " ".join(sorted(scopes)),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            return self.ask(client.token_url, Question("POST", headers, urlencode(form).encode()))
        except FetchError as error:
            raise ServiceFailure("unreachable", str(error)) from error


def _assertion(client: Client) -> dict[str, Any]:
    """Who asks (RFC 7523, 3). Some clocks are behind ours, so it begins a little earlier."""
    moment = int(time.time())
    return {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": client.audience,
        "iat": moment - 5,
        "exp": moment + ASSERTION_SECONDS,
        "jti": secrets.token_urlsafe(24),
    }


def _granted(answer: Answer) -> tuple[str, float]:
    """The token, and for how many seconds it is good (RFC 6749, 5.1 and 5.2)."""
    if answer.status == 429 or answer.status >= 500:
        raise ServiceFailure("platform_fault", "token", status=answer.status)
    if answer.status != 200:
        raise ServiceFailure("token_refused", _error(answer), status=answer.status)
    document = _document(answer)
    token = document.get("access_token")
    if not isinstance(token, str) or not 0 < len(token) <= LONGEST_TOKEN or not token.isprintable():
        raise ServiceFailure("not_understood", "no access_token", status=200)
    return token, _seconds(document.get("expires_in"))


def _error(answer: Answer) -> str:
    """The platform's error code, such as invalid_client; its sentence may name people."""
    try:
        code = _document(answer).get("error")
    except ServiceFailure:
        return "token"
    return f"token: {code[:40]}" if isinstance(code, str) and code.isidentifier() else "token"


def _document(answer: Answer) -> dict[str, Any]:
    try:
        document = answer.json()
    except FetchError as error:
        raise ServiceFailure("not_understood", "token", status=answer.status) from error
    if not isinstance(document, dict):
        raise ServiceFailure("not_understood", "token", status=answer.status)
    return document


def _seconds(value: Any) -> float:
    """How long it lasts; one that does not say is used once."""
    try:
        seconds = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return min(seconds, LONGEST_SECONDS) if seconds > 0 else 0.0
