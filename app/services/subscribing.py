"""Ask platforms to send us notices, and keep asking until they take it."""

from collections.abc import Iterator

from sqlalchemy import select

from app.extensions import begin_write, current_settings, db
from app.lti.claims import Launch
from app.lti.connector import send_json
from app.lti.failures import ServiceFailure
from app.lti.notices import KINDS, SCOPE
from app.models import ActorKind, Deployment, Membership, NoticeSubscription, Platform
from app.services import connecting, leasing
from app.services.recording import record
from app.services.upserting import upsert

BATCH = 20
MEDIA_TYPE = "application/json"


def note(launch: Launch, deployment: Deployment) -> None:
    """Keep what a launch says of its Deployment; what it says anew is asked for."""
    legacy, url = launch.legacy.consumer_key, launch.endpoints.notices_url
    if legacy and legacy != deployment.lti11_key:
        deployment.lti11_key = legacy
    if url and url != deployment.notices_url:
        deployment.notices_url = url
        want(deployment, [kind for kind in KINDS if kind in launch.endpoints.notice_kinds])


def want(deployment: Deployment, kinds: list[str]) -> None:
    """Want notices of these kinds."""
    for kind in kinds:
        upsert(NoticeSubscription, {"deployment_id": deployment.id, "kind": kind}, {}).ask()


def ask_again(deployment: Deployment, *, by: Membership | ActorKind) -> None:
    """Ask anew for all that was asked for: a Steward may have mended what it failed by."""
    asked = [each.ask_again() for each in of(deployment)]
    if any(asked):
        record("notices.asked", school=deployment.school_id, actor=by, subject=deployment)


def of(deployment: Deployment) -> list[NoticeSubscription]:
    """A Deployment's, in a steady order."""
    query = select(NoticeSubscription).where(NoticeSubscription.deployment_id == deployment.id)
    return list(db.session.scalars(query.order_by(NoticeSubscription.kind)))


def due() -> list[int]:
    """The ids of what may be begun now, the oldest wish first."""
    query = select(NoticeSubscription.id).where(leasing.may_begin(NoticeSubscription))
    return list(db.session.scalars(query.order_by(NoticeSubscription.due_at).limit(BATCH)))


def carry_out(subscription_id: int) -> Iterator[None]:
    """Tell the platform where to send notices of one kind (Platform Notification Service, 3.2).

    Commit at every step. Saying it twice changes nothing there.
    """
    begin_write()
    found = leasing.take(NoticeSubscription, subscription_id)
    if found is None:
        return
    platform, kind = found.deployment.platform, found.kind
    url = found.deployment.notices_url
    yield
    failure = _put(platform, url, kind)
    begin_write()
    found = db.session.get_one(NoticeSubscription, subscription_id)
    if failure is None:
        found.finish()
    else:
        found.fail(failure.code, is_passing=failure.is_passing, pause=failure.retry_after)
    yield


def _put(platform: Platform, url: str, kind: str) -> ServiceFailure | None:
    """What went wrong. No transaction is open while the platform is asked."""
    document = {"notice_type": kind, "handler": f"{current_settings().base_url}/lti/notices"}
    try:
        connector = connecting.of_enabled(platform)
        db.session.rollback()
        connector.ask(url, [SCOPE], send_json("PUT", document, MEDIA_TYPE))
    except ServiceFailure as failure:
        return failure
    return None
