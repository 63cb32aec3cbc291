"""A platform's key set as a test wants it: served, changed, broken or gone, and each fetch seen."""

import base64
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from practice_lms.keys import SigningKey
from tests.lti.far_ends import OK, FarEnd, answering, far_end
from tests.lti.steps import Launch, register_again
from tests.support.cast import Campus, Page

KEY = SigningKey.generate()
"""The one key of the platform, until a test says otherwise."""


@dataclass
class KeyServer:
    """The key set of the launches' school. No answer at all where ``body`` is None."""

    campus: Campus
    body: bytes | None = None
    head: bytes = OK
    end: FarEnd | None = None

    def publish(self, *entries: object) -> None:
        """Serve these entries as a JWK Set."""
        self.body = json.dumps({"keys": entries}).encode()

    @property
    def fetches(self) -> int:
        """How often it was asked."""
        return len(self.end.requests)

    def launch(self, key: SigningKey = KEY, **headers: Any) -> Page:
        """A launch signed by this key."""
        launch = Launch(self.campus)
        return launch.with_claims({}, key=key, headers=headers)

    def _answer(self, connection: socket.socket) -> None:
        if self.body is not None:
            answering(self.body, self.head)(connection)


@contextmanager
def key_server(campus: Campus) -> Iterator[KeyServer]:
    """Register the school with a key set of the test's own, which has KEY in it."""
    server = KeyServer(campus)
    server.publish(KEY.jwk)
    with far_end(server._answer) as end:
        server.end = end
        register_again(campus, campus.school(), key_set_url=end.url())
        yield server


def number(value: int) -> str:
    """A number as a key has it (RFC 7518, 2: Base64urlUInt)."""
    octets = value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def changed(entry: Mapping[str, Any] = KEY.jwk, **members: Any) -> dict[str, Any]:
    """The key's entry with these members changed; ... takes one out."""
    merged = {**entry, **members}
    return {name: value for name, value in merged.items() if value is not ...}
