"""Tickets that carry a Session into a new tab, where no cookie of the frame's goes along."""

import secrets

from sqlalchemy import bindparam, update

from app.extensions import db
from app.models import Session, now
from app.models.secret import hashed
from app.models.session import TICKET_LIFE
from app.services import sessions

USE_UP = (
    update(Session)
    .where(
        Session.ticket_hash == bindparam("ticket"), Session.ticket_expires_at > bindparam("moment")
    )
    .values(ticket_hash=None, ticket_expires_at=None)
    .returning(Session.id)
    .execution_options(synchronize_session=False)
)


def issue(session: Session) -> str:
    """A ticket of 256 bits, in place of an earlier one; it opens one tab, within TICKET_LIFE."""
    ticket = secrets.token_urlsafe(32)
    session.ticket_hash = hashed(ticket)
    session.ticket_expires_at = now() + TICKET_LIFE
    return ticket


def enter(ticket: str, earlier_token: str) -> tuple[str, Session] | None:
    """Use a ticket up, and begin the tab's own Session; None where it opens nothing (any more).

    It lasts no longer than the opener's: after a school day the LMS is asked again who this is.
    ``earlier_token`` is the Session that this browser's cookie still holds.
    """
    used = {"ticket": hashed(ticket), "moment": now()}
    session_id = db.session.scalar(USE_UP, used)
    opener = sessions.live_by_id(session_id) if session_id else None
    if opener is None:
        return None
    sessions.end_of_another_person(earlier_token, opener.user)
    return sessions.start(
        opener.user,
        opener.membership,
        opener.deployment,
        start_page=opener.start_page,
        expires_at=opener.expires_at,
    )
