"""Start, find and end Sessions."""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.models import Deployment, LoginAttempt, Membership, Platform, Session, User, now
from app.models.secret import hashed
from app.models.session import ABSOLUTE

SWEEP_EVERY = 50
"""Launches between two sweeps of old Sessions."""


def start(
    user: User,
    membership: Membership,
    deployment: Deployment,
    *,
    start_page: str,
    attempt_id: int | None = None,
    expires_at: datetime | None = None,
) -> tuple[str, Session]:
    """Begin a Session; its token (256 bits) is given here and never again.

    ``attempt_id`` is the login that a launch answered; a Session of a new tab has none, and ends
    when its opener's does (``expires_at``), since the LMS has not been asked anew.
    """
    token = secrets.token_urlsafe(32)
    session = Session(
        token_hash=hashed(token),
        user=user,
        membership=membership,
        deployment=deployment,
        login_attempt_id=attempt_id,
        start_page=start_page,
        expires_at=expires_at or now() + ABSOLUTE,
    )
    db.session.add(session)
    db.session.flush()
    if session.id % SWEEP_EVERY == 0:
        _forget_old_sessions()
    return token, session


def find(token: str) -> Session | None:
    """The live Session of a token, with the people and places it proves; None for anything else."""
    return _live(Session.token_hash == hashed(token)) if token else None


def live_by_id(session_id: int) -> Session | None:
    """The same for a Session that is known already."""
    return _live(Session.id == session_id)


def _live(which: ColumnElement[bool]) -> Session | None:
    session = db.session.scalar(
        select(Session)
        .where(which)
        .options(
            joinedload(Session.user),
            joinedload(Session.membership),
            joinedload(Session.deployment).joinedload(Deployment.platform),
        )
    )
    if session is None or not session.is_live or not session.deployment.platform.is_enabled:
        return None
    return session


def find_by_attempt(attempt: LoginAttempt, token: str) -> Session | None:
    """The Session that this very launch began, where the token proves the same person.

    A browser has one cookie: a launch in another tab has put its own token there. What the launch
    led to is within reach only while its own Session lasts.
    """
    holder = find(token)
    if holder is None:
        return None
    begun = (Session.login_attempt_id == attempt.id) & (Session.user_id == holder.user_id)
    lasts = Session.ended_at.is_(None) & (Session.expires_at > now())
    return db.session.scalar(select(Session).where(begun, lasts))


def end_of_another_person(token: str, user: User) -> None:
    """On a shared computer, the next person's launch ends the Session of the one before.

    And that person's tabs, wherever they are: a browser shows a tab's cookie to no frame, so which
    of them are in this one nobody can tell. They may be in use when the frame's Session is over.
    """
    query = select(Session.id, Session.user_id).where(Session.token_hash == hashed(token))
    earlier = db.session.execute(query).first() if token else None
    if earlier is None or earlier.user_id == user.id:
        return
    tabs = (Session.user_id == earlier.user_id) & Session.login_attempt_id.is_(None)
    theirs = select(Session).where((Session.id == earlier.id) | tabs, Session.ended_at.is_(None))
    for session in db.session.scalars(theirs.order_by(Session.id)):
        session.end()


def live(platform: Platform) -> Select[Session]:
    """The Sessions of a registration that may still be in use."""
    is_live = Session.ended_at.is_(None) & (Session.expires_at > now())
    return select(Session).join(User).where(User.platform_id == platform.id, is_live)


def end_all(platform: Platform) -> int:
    """End every Session of a registration; gives their number."""
    ended = list(db.session.scalars(live(platform)))
    for session in ended:
        session.end()
    return len(ended)


def _forget_old_sessions() -> None:
    """Proof that has run out is kept for a day, so that a late reload is told the right thing."""
    old = (
        select(Session.id).where(Session.expires_at < now() - 2 * ABSOLUTE).limit(10 * SWEEP_EVERY)
    )
    db.session.execute(delete(Session).where(Session.id.in_(old)))
