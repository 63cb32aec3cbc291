"""Carry Scores to the line items of their Activities.

For each student and line item there is one Delivery, and whoever sends holds its lease. So scores
go one after the other, each with a later timestamp than the last, never two within a second; and
what goes is the Score as it then is, so that no older grade can come after a newer one.

Rows are locked in one order: Score, LineItem, Delivery; and so that others may still point at them.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update

from app.extensions import begin_write, db
from app.lti.failures import ServiceFailure
from app.models import (
    Context,
    Delivery,
    Deployment,
    LeaseState,
    LineItem,
    Membership,
    ResourceLink,
    Score,
    now,
)
from app.services import leasing, parcels
from app.services.parcels import Parcel
from app.services.upserting import upsert

BATCH = 100
"""Scores that one sweep sends at most."""

PAUSE = timedelta(minutes=1)
"""How long nobody's score is sent after one failed in a way that others would, too."""

OF_THE_PLATFORM = frozenset({"unreachable", "busy"})
OF_THE_LINE_ITEM = frozenset({"platform_fault", "not_understood"})
"""What is out of order where a score fails with these: everything there, or perhaps one course."""

OF_PERMISSION = frozenset({"not_permitted", "token_refused", "not_offered", "no_key"})
"""What somebody may have mended since, in the LMS or here, without telling us."""


def want(score: Score, item: LineItem) -> Delivery:
    """Have the Score as it is now sent to a line item."""
    key = {"line_item_id": item.id, "member_id": score.member_id}
    delivery = upsert(Delivery, key, {}, score_id=score.id)
    if delivery.score_id != score.id:  # the link opens another Activity by now
        delivery.score_id, delivery.sent_version = score.id, 0
    delivery.renew()
    return delivery


def want_all(item: LineItem, activity_id: int | None, context_id: int, *, is_other: bool) -> None:
    """Have every Score of an Activity sent that a line item lacks.

    All of them, where it is another column than before (``is_other``).
    """
    has = {one.member_id: one for one in _of(item)}
    query = select(Score).join(Membership, Membership.id == Score.member_id)
    query = query.where(Score.activity_id == activity_id, Score.version > 0)
    for score in db.session.scalars(query.where(Membership.context_id == context_id)):
        delivery = has.get(score.member_id)
        if delivery and is_other:
            delivery.forget()
        if is_other or delivery is None or delivery.score_id != score.id:
            want(score, item)


def want_stale() -> None:
    """Want once more what the LMS did not permit, where a launch since may have changed that."""
    query = select(Delivery).join(LineItem, LineItem.id == Delivery.line_item_id)
    query = query.join(ResourceLink, ResourceLink.id == LineItem.resource_link_id).where(
        Delivery.failure.in_(OF_PERMISSION),
        leasing.may_work_now(Delivery, ResourceLink.context_id),
    )
    for delivery in db.session.scalars(query.order_by(Delivery.id).limit(BATCH)):
        delivery.renew()


def want_none(item: LineItem) -> None:
    """Send nothing there any more: there are no points to get."""
    for delivery in _of(item):
        delivery.due_at, delivery.failure = None, ""
        delivery.forget()


def _of(item: LineItem) -> list[Delivery]:
    query = select(Delivery).where(Delivery.line_item_id == item.id).order_by(Delivery.id)
    return list(db.session.scalars(query.with_for_update(key_share=True)))


def due(item_id: int | None = None) -> list[int]:
    """The ids of what may be sent now, the oldest wish first; all, or those of one line item."""
    query = _going().where(leasing.may_begin(Delivery))
    if item_id is not None:
        query = query.where(LineItem.id == item_id)
    return list(db.session.scalars(query.order_by(Delivery.due_at, Delivery.id).limit(BATCH)))


def carry_out(delivery_id: int) -> Iterator[None]:
    """Send a Score. Commit at every step: no transaction is open while the platform is asked.

    A worker that dies leaves a lease and a timestamp; the next one sends again, with a later one.
    """
    begin_write()
    delivery = leasing.take(Delivery, delivery_id) if _may_go(delivery_id) else None
    if delivery is None:
        return
    parcel = parcels.pack(delivery)
    yield
    if parcel is None:
        return
    try:
        parcels.send(parcel)
    except ServiceFailure as failure:
        begin_write()
        _fail(parcel, failure)
        yield
        return
    begin_write()
    _arrive(parcel)
    yield


def _may_go(delivery_id: int) -> bool:
    """Whether its line item is there, and nothing holds what goes there."""
    query = _going().where(Delivery.id == delivery_id)
    return db.session.scalar(query) is not None


def _going() -> Select[int]:
    held = or_(LineItem.paused_until.is_(None), LineItem.paused_until <= now())
    query = select(Delivery.id).join(LineItem, LineItem.id == Delivery.line_item_id)
    return query.where(LineItem.url != "", held)


def _arrive(parcel: Parcel) -> None:
    delivery = _mine(parcel)
    if delivery:
        delivery.arrive(parcel.version, _newest(delivery))
        parcels.record("sent", delivery, parcel.school_id, version=parcel.version)


def _fail(parcel: Parcel, failure: ServiceFailure) -> None:
    """Line items are locked before deliveries, here as everywhere."""
    if failure.code in OF_THE_PLATFORM | OF_THE_LINE_ITEM:
        _hold(parcel, failure)
    delivery = _mine(parcel)
    if delivery is None:
        return
    delivery.fail(failure.code, is_passing=failure.is_passing, pause=failure.retry_after)
    if delivery.due_at is None:
        parcels.record("failed", delivery, parcel.school_id, code=failure.code)
        if _newest(delivery) > parcel.version:
            delivery.renew()  # another grade may fare better


def _mine(parcel: Parcel) -> Delivery | None:
    """The Delivery, locked; None where the lease ran out and somebody else has sent since."""
    delivery = db.session.get_one(
        Delivery, parcel.delivery_id, with_for_update={"key_share": True}, populate_existing=True
    )
    return delivery if delivery.stamped_at == parcel.stamp else None


def _newest(delivery: Delivery) -> int:
    query = select(Score.version).where(Score.id == delivery.score_id)
    return db.session.scalars(query).one()


def _hold(parcel: Parcel, failure: ServiceFailure) -> None:
    """Spare an LMS that is out of order, or asked us to wait, everybody else's scores too."""
    pause = PAUSE if failure.retry_after is None else timedelta(seconds=failure.retry_after)
    query = select(LineItem.id).where(_held_with(parcel, failure)).order_by(LineItem.id)
    ids = db.session.scalars(query.with_for_update(key_share=True)).all()
    held = update(LineItem).where(LineItem.id.in_(ids))
    db.session.execute(held.values(paused_until=now() + pause))


def _held_with(parcel: Parcel, failure: ServiceFailure) -> ColumnElement[bool]:
    if failure.code in OF_THE_LINE_ITEM:
        return LineItem.url == parcel.url
    there = select(ResourceLink.id).join(Context, Context.id == ResourceLink.context_id)
    there = there.join(Deployment, Deployment.id == Context.deployment_id)
    there = there.where(Deployment.platform_id == parcel.platform_id)
    return LineItem.resource_link_id.in_(there)


def seconds_to_wait(delivery_id: int) -> float | None:
    """In how many seconds a Score may go that waits only for the next second; None for others."""
    delivery = db.session.get(Delivery, delivery_id, populate_existing=True)
    if delivery is None or delivery.state is not LeaseState.WAITING or delivery.attempts:
        return None
    if not _may_go(delivery_id):
        return None
    return max((delivery.next_second - now()).total_seconds(), 0.0)
