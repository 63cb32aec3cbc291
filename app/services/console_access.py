"""Into the console and out of it, for the installation's administrator."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update

from app.extensions import db
from app.models import ActorKind, ConsoleLink, ConsoleSession, now
from app.models.secret import hashed
from app.services.recording import record

KEPT = timedelta(days=1)
"""How long a link or session that has run out is kept, to say that it has."""


def make_link() -> str:
    """Make a ConsoleLink, and give its code: here and never again."""
    _forget_old()
    code = secrets.token_urlsafe(32)
    link = ConsoleLink(code_hash=hashed(code))
    db.session.add(link)
    db.session.flush()
    record("console.link_made", school=None, actor=ActorKind.INSTALLATION, subject=link)
    return code


def is_live(code: str) -> bool:
    """Whether a code still opens the console. Asking does not use it up."""
    link = db.session.scalar(select(ConsoleLink).where(ConsoleLink.code_hash == hashed(code)))
    return link is not None and link.is_live


def enter(code: str) -> str:
    """Use a code up and begin a ConsoleSession: gives its token, or "" where the code is spent."""
    unused = (ConsoleLink.code_hash == hashed(code)) & ConsoleLink.used_at.is_(None)
    used = db.session.scalar(
        update(ConsoleLink)
        .where(unused, ConsoleLink.expires_at > now())
        .values(used_at=now())
        .returning(ConsoleLink.id)
    )
    if used is None:
        return ""
    token = secrets.token_urlsafe(32)
    session = ConsoleSession(token_hash=hashed(token))
    db.session.add(session)
    db.session.flush()
    record("console.entered", school=None, actor=ActorKind.INSTALLATION, subject=session, link=used)
    return token


def find(token: str) -> ConsoleSession | None:
    """The live ConsoleSession of a token; None for anything else."""
    if not token:
        return None
    query = select(ConsoleSession).where(ConsoleSession.token_hash == hashed(token))
    session = db.session.scalar(query)
    return session if session and session.is_live else None


def leave(session: ConsoleSession) -> None:
    """End a ConsoleSession."""
    session.end()
    record("console.left", school=None, actor=ActorKind.INSTALLATION, subject=session)


def _forget_old() -> None:
    for entity in (ConsoleLink, ConsoleSession):
        db.session.execute(delete(entity).where(entity.expires_at < now() - KEPT))
