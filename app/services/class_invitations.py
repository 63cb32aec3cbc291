"""Invite classes into a Collaboration, and enter a code in one's own class."""

import hmac
import secrets
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import func, select

from app.extensions import current_settings, db
from app.models import (
    Collaboration,
    Context,
    Invitation,
    InvitationTry,
    Membership,
    SpaceContext,
    now,
)
from app.models.invitation import MOST_TRIES, TRIES_TIME
from app.models.secret import hashed
from app.services import collaborating, welcoming
from app.services.collaborating import note

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is easily taken for something else: a code may be read out over a telephone."""
GROUPS, GROUP = 6, 5
"""30 characters of 31: 148 bits."""

LONGEST_CODE = 200

Row = TypeVar("Row", Collaboration, Invitation)


class NotEntered(StrEnum):
    """Why a code lets nobody in."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"
    OVER = "over"
    OWN = "own"
    OTHER_SCHOOL = "other_school"
    TOO_MANY = "too_many"


class CodeRefused(Exception):
    """The code lets this class in nowhere; ``reason`` says why."""

    def __init__(self, reason: NotEntered) -> None:
        super().__init__(reason)
        self.reason = reason


def invite(collaboration: Collaboration, *, places: int, by: Membership) -> Invitation:
    """Make an Invitation for so many classes."""
    invitation = Invitation(
        collaboration_id=collaboration.id,
        code_hash=secrets.token_hex(32),
        places=places,
        made_by_id=by.id,
    )
    db.session.add(invitation)
    db.session.flush()
    invitation.code_hash = hashed(plain(_drawn(invitation)))
    collaboration.offer()
    note("invitation.made", collaboration, by=by, invitation=invitation.id, places=places)
    return invitation


def code_of(invitation: Invitation) -> str:
    """Its code, for those who sent it out; "" where the installation has another secret by now.

    It is made of the secret key and kept nowhere: whoever reads the database alone learns none.
    """
    code = _drawn(invitation)
    return code if hashed(plain(code)) == invitation.code_hash else ""


def _drawn(invitation: Invitation) -> str:
    key, subject = current_settings().secret_key, f"invitation:{invitation.id}"
    number = int.from_bytes(hmac.digest(key.encode(), subject.encode(), "sha256"))
    letters = []
    for _ in range(GROUPS * GROUP):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    text = "".join(letters)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def plain(code: str) -> str:
    """A code as it is compared: however it was typed or copied."""
    return "".join(each for each in code[:LONGEST_CODE].lower() if each in ALPHABET)


def link(base_url: str, code: str) -> str:
    """Leads to a page that says what to do; the code stays with the browser that opens it."""
    return f"{base_url}/invitations#{code}"


def revoke(invitation: Invitation, *, by: Membership) -> None:
    """Take it back while it is open."""
    if invitation.is_open:
        invitation.revoke()
        note("invitation.revoked", invitation.collaboration, by=by, invitation=invitation.id)


def enter(code: str, context: Context, *, by: Membership) -> Collaboration:
    """Lay the Charter before a class. Raises CodeRefused.

    The Collaboration's row is locked first, as by all who change one, and then the Invitation's: of
    two classes that take its last place at the same moment one does. A wrong code is counted: the
    caller commits also where this raises.
    """
    _count_tries(by)
    query = select(Invitation).where(Invitation.code_hash == hashed(plain(code)))
    found = db.session.scalar(query)
    if found is None:
        db.session.add(InvitationTry(user_id=by.user_id))
        raise CodeRefused(NotEntered.UNKNOWN)
    collaboration = _locked(Collaboration, found.collaboration_id)
    invitation = _locked(Invitation, found.id)
    if _place(collaboration, context):
        raise CodeRefused(NotEntered.OWN)
    _check_open(invitation, collaboration, context)
    invitation.places -= 1
    welcoming.welcome(collaboration, context, by=by)
    return collaboration


def _locked(entity: type[Row], number: int) -> Row:
    """As it is now, and as it stays until this is done."""
    return db.session.get_one(entity, number, with_for_update=True, populate_existing=True)


def _count_tries(by: Membership) -> None:
    recent = select(func.count()).select_from(InvitationTry)
    recent = recent.where(
        InvitationTry.user_id == by.user_id, InvitationTry.created_at > now() - TRIES_TIME
    )
    if (db.session.scalar(recent) or 0) >= MOST_TRIES:
        raise CodeRefused(NotEntered.TOO_MANY)


def _place(collaboration: Collaboration, context: Context) -> SpaceContext | None:
    places = collaborating.places_of(collaboration)
    return next((place for place in places if place.context_id == context.id), None)


def _check_open(invitation: Invitation, collaboration: Collaboration, context: Context) -> None:
    if not invitation.is_open:
        raise CodeRefused(NotEntered(invitation.state))
    if collaboration.is_ended:
        raise CodeRefused(NotEntered.OVER)
    host = collaborating.places_of(collaboration)[0].context.deployment
    if collaboration.is_within_school and host.school_id != context.deployment.school_id:
        raise CodeRefused(NotEntered.OTHER_SCHOOL)
