"""What a Steward does. Each act that changes something is an Event; doing it twice is one."""

from sqlalchemy import select

from app.extensions import db
from app.lti.keys import make_key
from app.models import (
    ActorKind,
    Deployment,
    Membership,
    PartnerNames,
    Platform,
    ReviewRule,
    School,
    ToolKey,
)
from app.queries import stewardship
from app.services import first_names, sessions, signing
from app.services.recording import record

Actor = Membership | ActorKind


def approve_platform(platform: Platform, *, by: Actor) -> None:
    """Let a registration in."""
    if not platform.is_approved:
        platform.approve()
        _record("platform.approved", platform, by)


def disable_platform(platform: Platform, *, by: Actor) -> None:
    """Take no more launches, and end the Sessions there are."""
    if platform.is_enabled:
        platform.disable()
        _record("platform.disabled", platform, by, sessions=sessions.end_all(platform))


def enable_platform(platform: Platform, *, by: Actor) -> None:
    """Take launches again."""
    if not platform.is_enabled:
        platform.enable()
        _record("platform.enabled", platform, by)


def set_contact(school: School, contact: str, *, by: Actor) -> None:
    """Say whom the School's staff turn to where a child may be in danger."""
    if contact != school.escalation_contact:
        school.escalation_contact = contact
        record("school.contact_set", school=school, actor=by, subject=school, contact=contact)


def set_policy(school: School, names: PartnerNames, review: ReviewRule, *, by: Actor) -> None:
    """Say what holds where classes of the School meet others, from now on."""
    if (names, review) == (school.partner_names, school.least_review):
        return
    school.partner_names, school.least_review = names, review
    if names is PartnerNames.PSEUDONYM:
        first_names.forget_at(school)
    details = {"names": str(names), "review": str(review)}
    record("school.policy_set", school=school, actor=by, subject=school, **details)


def _record(verb: str, platform: Platform, by: Actor, **details: int) -> None:
    """Once for each School that it concerns, so that each can read it."""
    placed = db.session.scalars(stewardship.schools_on(platform.id))
    schools = {*placed, *([platform.school_id] if platform.school_id else [])}
    details = details if len(schools) < 2 else {}  # a number would tell of the others' people
    for school_id in sorted(schools) or [None]:
        record(verb, school=school_id, actor=by, subject=platform, name=platform.name, **details)


def approve_deployment(deployment: Deployment, *, by: Actor) -> None:
    """Let a deployment in."""
    if not deployment.is_approved:
        deployment.approve()
        record(
            "deployment.approved",
            school=deployment.school_id,
            actor=by,
            subject=deployment,
            lti_id=deployment.lti_id,
        )


def assign_deployment(deployment: Deployment, school: School, *, by: Actor) -> None:
    """Say which School a deployment is. The one that it leaves may read of it too.

    Whoever calls has locked the deployment. The School is as it is now, and changes its policy
    before this or after it: else names that it no longer allows would come in beside it.
    """
    if deployment.school_id == school.id:
        return
    db.session.refresh(school, with_for_update={"read": True})
    earlier = deployment.school
    deployment.assign(school)
    if school.partner_names is PartnerNames.PSEUDONYM:
        first_names.forget_at(school)
    for concerned in filter(None, (earlier, school)):
        record(
            "deployment.assigned",
            school=concerned,
            actor=by,
            subject=deployment,
            lti_id=deployment.lti_id,
            to=school.name if concerned is school else None,
        )


def ensure_key(secret_key: str, *, by: Actor) -> ToolKey | None:
    """Make the first key, where there is none; None where there is one."""
    return None if signing.key_to_replace() else rotate_keys(secret_key, by=by)


def rotate_keys(secret_key: str, *, by: Actor) -> ToolKey:
    """Sign with a new key from now on; the old ones stay published for a while."""
    for old in db.session.scalars(select(ToolKey).where(ToolKey.retired_at.is_(None))):
        old.retire()
    key = make_key(secret_key)
    db.session.add(key)
    db.session.flush()
    record("keys.rotated", school=None, actor=by, subject=key, kid=key.kid)
    return key
