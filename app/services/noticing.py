"""Take notices: what platforms tell us when nobody launches."""

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.lti import id_token, notices
from app.lti.id_token import FindKey
from app.lti.notices import COPY, KINDS, Told
from app.lti.refusals import Refusal
from app.models import ContextCopy, Deployment, Notice, Platform
from app.models.wording import is_storable
from app.services import logging_in
from app.services.upserting import upsert


def prove(token: str, find_key: FindKey) -> tuple[int, Told]:
    """Check a notice, and give the id of its Deployment and what it says. Raises Refusal.

    The platform's keys may have to be fetched, which takes seconds: no transaction is held open.
    """
    platform = _platform(id_token.unproven_claims(token))
    db.session.expunge_all()
    db.session.rollback()
    told = notices.read(id_token.proven(token, platform, find_key))
    query = select(Deployment).where(
        Deployment.platform_id == platform.id, Deployment.lti_id == told.deployment_id
    )
    deployment = db.session.scalar(query)
    if deployment is None:
        raise Refusal("unknown_deployment")
    if not deployment.is_approved:
        raise Refusal("deployment_pending")
    return deployment.id, told


def _platform(claims: dict[str, Any]) -> Platform:
    """The registration that a token names; whether it is its own is proven by its keys."""
    issuer, audience = claims.get("iss"), claims.get("aud")
    client_id = claims.get("azp") or (
        audience[0] if isinstance(audience, list) and audience else audience
    )
    if not all(isinstance(each, str) and is_storable(each) for each in (issuer, client_id)):
        raise Refusal("token_malformed", "iss or aud")
    query = select(Platform).where(Platform.issuer == issuer, Platform.client_id == client_id)
    platform = db.session.scalar(query)
    if platform is None:
        raise Refusal("unknown_platform")
    logging_in.check_open(platform)
    return platform


def take(deployment_id: int, told: Told) -> None:
    """Take one, once. Kinds that nobody asked for are none of ours."""
    if told.kind not in KINDS:
        return
    upsert(Notice, {"deployment_id": deployment_id, "lti_id": told.id}, {}, kind=told.kind)
    if told.kind == COPY:
        for origin_id in reversed(told.origin_ids):  # the most recent is kept last, and read first
            ids = {"lti_id": told.context_id, "origin_lti_id": origin_id}
            upsert(ContextCopy, {"deployment_id": deployment_id, **ids}, {})
