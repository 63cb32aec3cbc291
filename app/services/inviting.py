"""Invite a School's LMS to register itself: the links, and using one up."""

import secrets

from sqlalchemy import select, update

from app.extensions import db
from app.models import ActorKind, Membership, RegistrationInvitation, School, now
from app.models.secret import hashed
from app.services.recording import record

LONGEST_CODE = 100


def invite(school: School, *, by: Membership | ActorKind) -> str:
    """Make a RegistrationInvitation, and give its code: here and never again."""
    code = secrets.token_urlsafe(32)
    invitation = RegistrationInvitation(code_hash=hashed(code), school_id=school.id)
    db.session.add(invitation)
    db.session.flush()
    record("registration.invited", school=school, actor=by, subject=invitation)
    return code


def link(base_url: str, code: str) -> str:
    """What an LMS's administrator pastes."""
    return f"{base_url}/lti/register?code={code}"


def revoke(invitation: RegistrationInvitation, *, by: Membership | ActorKind) -> None:
    """Take one back that is still open."""
    if invitation.is_open:
        invitation.revoke()
        record("registration.revoked", school=invitation.school_id, actor=by, subject=invitation)


def find_open(code: str) -> RegistrationInvitation | None:
    """The one of a code, while it is open. Asking does not use it up."""
    code_hash = hashed(code[:LONGEST_CODE])
    query = select(RegistrationInvitation).where(RegistrationInvitation.code_hash == code_hash)
    found = db.session.scalar(query)
    return found if found and found.is_open else None


def use_up(code: str) -> RegistrationInvitation | None:
    """Use one up, in one atomic step; None where it is not open, or somebody was faster."""
    entity = RegistrationInvitation
    used = db.session.scalar(
        update(entity)
        .where(
            entity.code_hash == hashed(code[:LONGEST_CODE]),
            entity.used_at.is_(None),
            entity.revoked_at.is_(None),
            entity.expires_at > now(),
        )
        .values(used_at=now())
        .returning(entity.id)
    )
    return db.session.get_one(entity, used, populate_existing=True) if used else None
