"""A tool as one school has it registered, and what the LMS knows of its far end."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
import requests

from practice_lms.claims import vocabulary as v

TIMEOUT_SECONDS = 5
KEYS_LIFETIME_SECONDS = 300


@dataclass
class Tool:
    """One registration. `number` is what a Moodle calls its type id; addresses are absolute.

    `is_active` is False until an administrator approves a tool that registered itself. `claims`
    are those of a person that it is told, `message_targets` addresses by type of message; both
    None for a tool that was registered by hand, and then mean all.
    """

    client_id: str
    deployment_id: str
    name: str
    number: int
    login_url: str
    target_link_uri: str
    redirect_uris: list[str]
    jwks_url: str
    custom_parameters: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = v.ALL_SCOPES
    is_active: bool = True
    claims: tuple[str, ...] | None = None
    message_targets: Mapping[str, str] | None = None

    @property
    def has_deep_linking(self) -> bool:
        return self.message_targets is None or v.DEEP_LINKING_REQUEST in self.message_targets

    def may_know(self, claim: str) -> bool:
        """Whether the tool is told this of a person."""
        return self.claims is None or claim in self.claims

    def target_of(self, message: str) -> str:
        """The target_link_uri of a type of message."""
        return (self.message_targets or {}).get(message, self.target_link_uri)


class ToolUnreachableError(Exception):
    """The tool did not answer as it should; the message says to what, and how."""


class ToolHttp:
    """HTTP to tools: no redirects, no proxies, no waiting for long.

    `session` is there for tests, which mount their tool on it.
    """

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False

    def get_json(self, url: str) -> Any:
        """Raises ToolUnreachableError unless the answer is a 200 with JSON."""
        answer = self._send("GET", url)
        try:
            return answer.json()
        except ValueError as error:
            raise ToolUnreachableError(f"{url} did not answer with JSON.") from error

    def post_json(self, url: str, body: Mapping[str, Any]) -> int:
        """The status of the answer. Raises ToolUnreachableError unless it is a success."""
        return self._send("POST", url, body).status_code

    def _send(self, method: str, url: str, body: Any = None) -> requests.Response:
        try:
            answer = self.session.request(
                method, url, json=body, timeout=TIMEOUT_SECONDS, allow_redirects=False
            )
        except requests.RequestException as error:
            raise ToolUnreachableError(f"{url} cannot be reached: {error}") from error
        if not 200 <= answer.status_code < 300:
            raise ToolUnreachableError(f"{url} answered with {answer.status_code}.")
        return answer


class ToolKeys:
    """Public keys of tools, by the address of their key set; a new one makes it fetch again."""

    def __init__(self, http: ToolHttp) -> None:
        self._http = http
        self._lock = threading.Lock()
        self._sets: dict[str, tuple[float, dict[str, Any]]] = {}

    def find(self, jwks_url: str, kid: str) -> Any:
        """A key for `jwt.decode`; KeyError if it is not published, ToolUnreachableError."""
        with self._lock:
            fetched, keys = self._sets.get(jwks_url, (0.0, {}))
            if kid not in keys or time.time() - fetched > KEYS_LIFETIME_SECONDS:
                keys = self._fetch(jwks_url)
                self._sets[jwks_url] = (time.time(), keys)
            return keys[kid]

    def _fetch(self, jwks_url: str) -> dict[str, Any]:
        try:
            key_set = jwt.PyJWKSet.from_dict(self._http.get_json(jwks_url))
        except (jwt.PyJWTError, AttributeError, TypeError) as error:
            raise ToolUnreachableError(f"{jwks_url} is not a key set: {error}") from error
        return {key.key_id: key.key for key in key_set.keys if key.key_id}
