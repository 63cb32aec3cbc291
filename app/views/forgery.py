"""Cross-site request forgery: when a cookie counts, and the forms' own token.

A request with a bearer token needs none of this, since no other site can make our page send it.
The cookie counts for opening a page, and, where scripts do not run, for a form that carries the
session's token and comes from our own origin.
"""

import hmac
from hashlib import sha256
from typing import Protocol

from flask import g, request

from app.extensions import current_settings
from app.views import browser

FIELD = "csrf_token"


class Proof(Protocol):
    """A Session or a ConsoleSession."""

    @property
    def token_hash(self) -> str: ...


def token_for(session: Proof) -> str:
    """The token of a session's forms: bound to it, and worthless for any other."""
    secret = current_settings().secret_key
    return hmac.new(secret.encode(), b"form:" + session.token_hash.encode(), sha256).hexdigest()


def current_token() -> str:
    """The token for the forms of the page being rendered."""
    session = g.get("console_session") or g.get("session")
    return token_for(session) if session else ""


def is_cookie_welcome() -> bool:
    """Whether this request may be proven by the cookie at all: navigations only."""
    return browser.is_navigation()


def is_form_ours(session: Proof) -> bool:
    """Whether a cookie-proven request may go on: always for GET, for POST with token and origin."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return True
    sent = request.form.get(FIELD, "")
    return is_same_origin() and hmac.compare_digest(sent.encode(), token_for(session).encode())


def is_same_origin() -> bool:
    """Whether a form was sent by a page of ours.

    Browsers older than Fetch Metadata say it by Origin, which our referrer policy leaves them to.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return browser.is_own_origin(request.headers.get("Origin", ""))
