"""Note how each launch ended: one statement for each, and only the newest are kept."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from app.extensions import db
from app.lti import claims as lti
from app.lti.claims import Claims, Launch
from app.lti.id_token import unproven_claims
from app.lti.redaction import Seen, redacted
from app.lti.refusals import Refusal
from app.lti.vocabulary import MESSAGE_TYPES
from app.models import Deployment, LaunchRecord, LoginAttempt, Platform
from app.models.launch_record import DETAIL_LENGTH, NO_CONTEXT, OPENED
from app.models.wording import shortened

KEPT = 200
"""The newest records of each platform that are kept."""

KEPT_OF_NOBODYS = 500
"""The same for launches that no platform is known for."""

SWEEP_EVERY = 50
"""Records between two sweeps of what is more."""

INSERT = insert(LaunchRecord).returning(LaunchRecord.id)


def note_opened(launch: Launch, attempt: LoginAttempt, deployment: Deployment) -> None:
    """Note a launch that was taken, in the transaction of its own rows."""
    _insert(
        INSERT,
        platform_id=deployment.platform_id,
        school_id=deployment.school_id,
        login_attempt_id=attempt.id,
        message_type=_message_type(launch.claims),
        outcome=OPENED if launch.context else NO_CONTEXT,
        claims=shape(launch.claims, attempt.platform, attempt.target_link_uri),
    )


def note_refused(
    refusal: Refusal,
    platform: Platform | None,
    form: Mapping[str, str],
    attempt: LoginAttempt | None = None,
) -> None:
    """Note a login or launch that was refused. ``attempt`` is the login that a launch answers."""
    said = unproven_claims(form.get("id_token", ""))
    school = _school_of(platform, said if refusal.is_proven else {}) if platform else None
    _insert(
        INSERT.values(school_id=school),
        platform_id=platform.id if platform else None,
        login_attempt_id=attempt.id if attempt else None,
        message_type=_message_type(said),
        outcome=refusal.code,
        detail=shortened(refusal.detail, DETAIL_LENGTH),
        claims=shape(said, platform, attempt.target_link_uri if attempt else ""),
    )


def shape(claims: Claims, platform: Platform | None, target: str) -> list[Seen]:
    """The claims without content, beside what the registration and the login say."""
    if platform is None:
        return redacted(claims, {})
    client = platform.client_id
    expected = {"iss": platform.issuer, "aud": client, "azp": client, "target_link_uri": target}
    return redacted(claims, expected)


def _message_type(claims: Claims) -> str:
    said = claims.get(lti.MESSAGE_TYPE)
    return said if isinstance(said, str) and said in MESSAGE_TYPES else ""


def _school_of(platform: Platform, proven: Claims) -> ColumnElement[int | None]:
    """The School of the deployment that was named, else the only one that the platform has."""
    here = Deployment.platform_id == platform.id
    named = str(proven.get(lti.DEPLOYMENT_ID, "")).encode("utf-8", "replace").decode()
    by_name = select(Deployment.school_id).where(
        here, Deployment.lti_id == named.replace("\x00", "")
    )
    only = case((func.count(Deployment.school_id.distinct()) == 1, func.min(Deployment.school_id)))
    return func.coalesce(by_name.scalar_subquery(), select(only).where(here).scalar_subquery())


def _insert(statement: ReturningInsert[int], **values: Any) -> None:
    record_id = db.session.scalar(statement, values)
    if record_id and record_id % SWEEP_EVERY == 0:
        _forget_more_than_kept(record_id)


def _forget_more_than_kept(newest: int) -> None:
    """Of the platforms that had a launch since about the last sweep. Two sweeps never wait for
    one another: what one has locked, the other leaves to it."""
    recent = select(LaunchRecord.platform_id).where(LaunchRecord.id > newest - 2 * SWEEP_EVERY)
    place = func.row_number().over(
        partition_by=LaunchRecord.platform_id, order_by=LaunchRecord.id.desc()
    )
    is_recent = LaunchRecord.platform_id.in_(recent) | LaunchRecord.platform_id.is_(None)
    ranked = (
        select(LaunchRecord.id, LaunchRecord.platform_id, place.label("place"))
        .where(is_recent)
        .subquery()
    )
    limit = case((ranked.c.platform_id.is_(None), KEPT_OF_NOBODYS), else_=KEPT)
    more = select(ranked.c.id).where(ranked.c.place > limit)
    free = select(LaunchRecord.id).where(LaunchRecord.id.in_(more))
    free = free.with_for_update(skip_locked=True)
    db.session.execute(
        delete(LaunchRecord).where(LaunchRecord.id.in_(free)),
        execution_options={"synchronize_session": False},
    )
