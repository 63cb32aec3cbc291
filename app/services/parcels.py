"""A Score as it goes to a line item: what is sent, and what the answer means."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.lti import grades
from app.lti.failures import ServiceFailure
from app.lti.grades import Document, Gradebook
from app.models import (
    ActorKind,
    Context,
    Delivery,
    Deployment,
    LineItem,
    Membership,
    Platform,
    ResourceLink,
    Score,
)
from app.services import connecting, recording

CODES = {400: "not_graded", 422: "not_graded", 403: "grade_forbidden"}
"""What these statuses mean for a score, by what LMSs were seen and are documented to do."""


@dataclass(frozen=True)
class Parcel:
    """A Score as it goes, and where to."""

    delivery_id: int
    version: int
    stamp: datetime
    url: str
    document: Document
    platform_id: int
    school_id: int | None
    collection_url: str
    scopes: frozenset[str]


def pack(delivery: Delivery) -> Parcel | None:
    """What is to be sent, with its timestamp; None where nothing can be sent now."""
    query = (
        select(Score, Membership, LineItem, ResourceLink, Context, Deployment)
        .join(Membership, Membership.id == Score.member_id)
        .join(LineItem, LineItem.id == delivery.line_item_id)
        .join(ResourceLink, ResourceLink.id == LineItem.resource_link_id)
        .join(Context, Context.id == ResourceLink.context_id)
        .join(Deployment, Deployment.id == Context.deployment_id)
        .where(Score.id == delivery.score_id)
        .execution_options(populate_existing=True)
    )
    score, member, item, link, context, deployment = db.session.execute(query).one()
    if score.activity_id != link.activity_id:
        delivery.due_at = delivery.leased_until = None
        return None
    code = _obstacle(member, context)
    if code:
        delivery.fail(code, is_passing=False, pause=None)
        record("failed", delivery, deployment.school_id, code=code)
        return None
    stamp = delivery.stamp()
    if stamp is None:
        delivery.wait()
        return None
    return Parcel(
        delivery_id=delivery.id,
        version=score.version,
        stamp=stamp,
        url=item.url,
        document=grades.score_document(
            member.user.sub, stamp, score.points, score.maximum, score.comment
        ),
        platform_id=deployment.platform_id,
        school_id=deployment.school_id,
        collection_url=context.lineitems_url,
        scopes=frozenset(context.ags_scopes),
    )


def _obstacle(member: Membership, context: Context) -> str:
    """Why it need not even be tried, as a code; "" where it may."""
    if not member.is_active:
        return "left_class"
    return "" if grades.SCORE in context.ags_scopes else "not_offered"


def send(parcel: Parcel) -> None:
    """Ask the platform to take it. Raises ServiceFailure, by what it means for a score."""
    platform = db.session.get_one(Platform, parcel.platform_id)
    connector = connecting.of_enabled(platform)
    db.session.rollback()
    try:
        grades.send_score(connector, parcel.url, parcel.document)
    except ServiceFailure as failure:
        if failure.code == "gone":
            book = Gradebook(connector, parcel.collection_url, parcel.scopes)
            raise ServiceFailure(_what_is_gone(book, parcel.url), status=404) from failure
        is_ours = failure.code in ("not_taken", "not_permitted")
        code = CODES.get(failure.status, failure.code) if is_ours else failure.code
        raise ServiceFailure(
            code, failure.detail, status=failure.status, retry_after=failure.retry_after
        ) from failure


def _what_is_gone(book: Gradebook, url: str) -> str:
    """Some LMSs answer 404 for a person whom they don't know there."""
    if not book.may_read:
        return "gone"
    try:
        book.column(url)
    except ServiceFailure as failure:
        return "no_column" if failure.code == "gone" else "gone"
    return "not_graded"


def record(verb: str, delivery: Delivery, school_id: int | None, **details: str | int) -> None:
    """Note what became of it."""
    recording.record(
        f"score.{verb}",
        school=school_id,
        actor=ActorKind.JOB,
        subject=f"score:{delivery.score_id}",
        **details,
    )
