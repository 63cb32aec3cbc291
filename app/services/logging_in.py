"""Begin an OIDC login: know the registration, note the attempt, say where to go."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from app.config import Settings
from app.extensions import db
from app.lti import login, platform_storage
from app.lti.refusals import Refusal
from app.models import LoginAttempt, Platform, now
from app.models.login_attempt import LIFETIME
from app.models.secret import hashed

SWEEP_EVERY = 50
"""Logins between two sweeps of old attempts."""

BY_ISSUER = select(Platform).where(Platform.issuer == bindparam("issuer")).limit(2)
BY_CLIENT = BY_ISSUER.where(Platform.client_id == bindparam("client_id"))


@dataclass(frozen=True)
class Begun:
    """Where to send the browser, and the state its cookie vouches for.

    ``secret`` is what the LMS's page is asked to keep at ``place``, where it can.
    """

    url: str
    state: str
    secret: str
    place: platform_storage.Place | None


def begin(request: login.LoginRequest, platform: Platform, settings: Settings) -> Begun:
    """Note a login attempt. Raises Refusal for registrations that are closed, foreign targets."""
    check_open(platform)
    login.check_target(request.target_link_uri, settings.base_url)
    drawn = login.Secrets.make()
    secret = platform_storage.draw(request.storage_target)
    attempt = LoginAttempt(
        state_hash=hashed(drawn.state),
        nonce_hash=hashed(drawn.nonce),
        target_link_uri=request.target_link_uri,
        storage_target=request.storage_target,
        storage_hash=hashed(secret) if secret else "",
        platform=platform,
    )
    db.session.add(attempt)
    db.session.flush()
    if attempt.id % SWEEP_EVERY == 0:
        _forget_old_attempts()
    url = login.authorization_url(platform, request, drawn, settings.launch_url)
    return Begun(url, drawn.state, secret, platform_storage.place(attempt, drawn.state))


def find_platform(request: login.LoginRequest) -> Platform:
    """The registration that is meant; without a client_id only where the issuer has just one."""
    query = BY_CLIENT if request.client_id else BY_ISSUER
    named = {"issuer": request.issuer, "client_id": request.client_id}
    found = db.session.scalars(query, named).all()
    if not found:
        raise Refusal("unknown_platform", login.parties(request))
    if len(found) > 1:
        raise Refusal("ambiguous_platform", login.parties(request))
    return found[0]


def check_open(platform: Platform) -> None:
    """Raise Refusal where launches from a registration are not taken (yet)."""
    if not platform.is_approved:
        raise Refusal("platform_pending")
    if not platform.is_enabled:
        raise Refusal("platform_disabled")


def note_storage(platform: Platform) -> None:
    """The platform's storage brought a secret back; see app.views.launches.can_be_proven."""
    known = update(Platform).where(Platform.id == platform.id, Platform.has_storage.is_(False))
    if not platform.has_storage:
        db.session.execute(known.values(has_storage=True))


def _forget_old_attempts() -> None:
    """Abandoned attempts go after a day; until then a late launch is told that it is late."""
    old = (
        select(LoginAttempt.id)
        .where(LoginAttempt.expires_at < now() - 144 * LIFETIME)
        .limit(10 * SWEEP_EVERY)
    )
    db.session.execute(delete(LoginAttempt).where(LoginAttempt.id.in_(old)))
