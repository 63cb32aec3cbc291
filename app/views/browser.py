"""What the browser carries: the bearer token, the cookie, and whether this is a navigation."""

from flask import Response, request

from app.extensions import current_settings
from app.models import console_session
from app.models.session import ABSOLUTE

COOKIE = "__Host-courtyard"
CONSOLE_COOKIE = "__Host-courtyard-console"
LOGIN_COOKIE = "__Host-courtyard-login-"


def bearer_token() -> str:
    """The token that our script sends (RFC 6750, 2.1), or ""."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def cookie_token() -> str:
    """The token in the cookie, or ""."""
    return request.cookies.get(COOKIE, "")


def is_navigation() -> bool:
    """Whether the browser is opening a page, not our script asking for one.

    Where it does not say (Fetch Metadata, 2.3), only our script sends a bearer token.
    """
    mode = request.headers.get("Sec-Fetch-Mode")
    return mode == "navigate" if mode else not bearer_token()


def keep_token(response: Response, token: str) -> None:
    """Let plain navigation and reload find the session, where the browser keeps such a cookie."""
    _set(response, COOKIE, token, int(ABSOLUTE.total_seconds()))


def keep_login(response: Response, name: str, proof: str) -> None:
    """Let the launch show that it began in this browser; ten minutes, as the attempt."""
    _set(response, LOGIN_COOKIE + name, proof, 600)


def login_proof(name: str) -> str:
    """What keep_login left here, or ""."""
    return request.cookies.get(LOGIN_COOKIE + name, "")


def forget_login(response: Response, name: str) -> None:
    """The attempt is used up."""
    _set(response, LOGIN_COOKIE + name, "", 0)


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    """Partitioned (CHIPS): kept for this LMS alone, and kept where third-party cookies are not."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def console_token() -> str:
    """The token in the console's cookie, or ""."""
    return request.cookies.get(CONSOLE_COOKIE, "")


def keep_console_token(response: Response, token: str) -> None:
    """For the console at top level. Strict: no other site's link or form takes it along."""
    seconds = int(console_session.ABSOLUTE.total_seconds())
    response.set_cookie(
        CONSOLE_COOKIE, token, max_age=seconds, secure=True, httponly=True, samesite="Strict"
    )


def forget_console_token(response: Response) -> None:
    """Its session has ended."""
    response.delete_cookie(CONSOLE_COOKIE, secure=True, httponly=True, samesite="Strict")


def is_own_origin(origin: str) -> bool:
    """Whether an Origin header names this installation."""
    settings = current_settings()
    return origin == settings.base_url
