"""Grade students, and have their grades sent."""

from dataclasses import dataclass

from sqlalchemy import Select, exists, select

from app.extensions import db
from app.models import (
    Activity,
    Delivery,
    DraftKind,
    LineItem,
    Membership,
    Score,
)
from app.services import deliveries, drafting, line_items, recording
from app.services.upserting import upsert

TO_BE_LOOKED_FOR = frozenset({"no_column", "gone"})
"""Failures after which a line item is looked for anew."""


@dataclass(frozen=True)
class Grade:
    """Points and a comment as a teacher gives them; no points take a grade back."""

    points: float | None
    comment: str = ""
    post_id: int | None = None


@dataclass(frozen=True)
class Errands:
    """What the worker is to be told of, once it is committed."""

    line_item_ids: list[int]
    delivery_ids: list[int]


class GradeConflict(Exception):
    """Somebody else graded this student since the form was opened."""


def find(activity: Activity, member: Membership) -> Score | None:
    """The student's Score in an Activity; None where nobody has begun to grade it."""
    return db.session.scalar(_of(activity, member))


def _of(activity: Activity, member: Membership) -> Select[Score]:
    return select(Score).where(Score.activity_id == activity.id, Score.member_id == member.id)


def place(activity: Activity, member: Membership) -> Score:
    """The same, made where there is none, and locked until the transaction ends."""
    found = db.session.scalar(_of(activity, member).with_for_update(key_share=True))
    return found or upsert(Score, {"activity_id": activity.id, "member_id": member.id}, {})


def keep_draft(score: Score, *, points: str, comment: str, by: Membership, version: int) -> None:
    """Keep what a teacher typed. What comes after the grade was given is late, and dropped."""
    if version == score.version:
        drafting.keep(by, DraftKind.GRADE, score.id, title=points, source=comment, version=version)


def grade(score: Score, given: Grade, *, by: Membership, version: int) -> Errands:
    """Grade a student anew, and want it sent. The Score is locked (place).

    Sending the same form twice grades once. Raises GradeConflict for a stale version with another
    grade.
    """
    drafting.forget(by, DraftKind.GRADE, score.id)
    maximum = score.activity.points_possible
    if score.says(given.points, maximum, given.comment, given.post_id):
        return Errands([], [])
    if score.version != version:
        raise GradeConflict
    earlier = score.grade(
        given.points,
        maximum=maximum,
        comment=given.comment,
        post_id=given.post_id,
        by=by,
    )
    db.session.add_all([earlier] if earlier else [])
    _record(score, by)
    db.session.flush()
    return _send(score)


def _send(score: Score) -> Errands:
    links = line_items.links_of(score.activity_id, score.member.context_id)
    items = [line_items.want(link) for link in links]
    sent = [deliveries.want(score, item) for item in items]
    return Errands([item.id for item in items if not item.url], [each.id for each in sent])


def send_again(*scores: Score) -> Errands:
    """Want grades sent once more, wherever they go."""
    doubted = _doubt([score.id for score in scores])
    errands = [_send(score) for score in scores]
    untended = {number for each in errands for number in each.line_item_ids}
    return Errands(
        sorted(untended | set(doubted)),
        [number for each in errands for number in each.delivery_ids],
    )


def _doubt(score_ids: list[int]) -> list[int]:
    """Have the line items looked for that seem to be lost, before anything is sent there."""
    is_lost = (LineItem.failure != "") | Delivery.failure.in_(TO_BE_LOOKED_FOR)
    query = select(LineItem).join(Delivery, Delivery.line_item_id == LineItem.id)
    query = query.where(Delivery.score_id.in_(score_ids), is_lost).order_by(LineItem.id)
    items = db.session.scalars(query).unique().all()
    for item in items:
        item.doubt()
    db.session.flush()
    return [item.id for item in items]


def failed_of(activity: Activity, context_id: int) -> list[Score]:
    """The Scores of a class that could not be sent, locked until the transaction ends."""
    has_failed = exists().where(
        Delivery.score_id == Score.id,
        Delivery.line_item_id == LineItem.id,
        (Delivery.failure != "") | (LineItem.failure != ""),
    )
    query = select(Score).join(Membership, Membership.id == Score.member_id)
    query = query.where(Score.activity_id == activity.id, Membership.context_id == context_id)
    query = query.where(has_failed).order_by(Score.id)
    return list(db.session.scalars(query.with_for_update(of=Score, key_share=True)))


def _record(score: Score, by: Membership) -> None:
    recording.record(
        "score.graded" if score.is_graded else "score.withdrawn",
        school=by.context.deployment.school_id,
        actor=by,
        subject=score,
        version=score.version,
    )
