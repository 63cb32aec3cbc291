"""Platform storage (LTI postMessage Storage 0.1): the LMS's page keeps a secret of the login.

A browser that keeps no cookies for a tool in a frame shows by that secret that the launch began in
it. The messages go between windows; assets/js/session/platform_storage.js sends them.
"""

import hmac
import secrets
from dataclasses import dataclass

from app.addresses import origin
from app.models import LoginAttempt
from app.models.secret import hashed


@dataclass(frozen=True)
class Place:
    """Where a login's secret is kept.

    ``origin`` is the only one whose answers count: that of the authorization endpoint (LTI
    Client Side postMessages 0.1). ``target`` is lti_storage_target: a frame of the LMS's page, or
    its page itself ("_parent").
    """

    origin: str
    target: str
    key: str


def draw(target: str) -> str:
    """A secret of 256 bits, where the platform says where it can be kept; else ""."""
    return secrets.token_urlsafe(32) if target else ""


def place(attempt: LoginAttempt, state: str) -> Place | None:
    """Where this login's secret is; None where none was drawn."""
    if not attempt.storage_hash:
        return None
    key = f"courtyard-login-{hashed(state)[:16]}"
    return Place(origin(attempt.platform.auth_login_url), attempt.storage_target, key)


def is_brought_back(attempt: LoginAttempt, secret: str) -> bool:
    """Whether this is the secret that the login drew."""
    return bool(secret) and hmac.compare_digest(attempt.storage_hash, hashed(secret))
