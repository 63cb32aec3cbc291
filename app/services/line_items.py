"""Look after the columns that Activities have in gradebooks.

Whatever differs from what the LMS was last told is a wish, found by the sweep; so nobody who
changes an Activity need think of it. The rules:

- A column that the launch names is used, whoever made it. Else one of the link's is looked for, and
  where there is none, and the LMS allows it, one is made, with our tag on it.
- What the LMS made is taken as it is. It hears only what is changed here afterwards, and is never
  deleted: it may hold grades of others.
- What we made goes when the points are taken away, its grades in the LMS with it. The Scores stay
  here, and go again when there are points again.
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select

from app.extensions import begin_write, db
from app.lti.failures import ServiceFailure
from app.models import (
    Activity,
    ActorKind,
    Context,
    LineItem,
    ResourceLink,
)
from app.services import column_keeping, deliveries, leasing, recording
from app.services.column_keeping import Duty, Kept
from app.services.upserting import upsert

BATCH = 20
"""Line items that one sweep begins to want."""


def want(link: ResourceLink) -> LineItem:
    """The link's line item, wanted now where there is none yet or the last try failed."""
    item = db.session.scalar(select(LineItem).where(LineItem.resource_link_id == link.id))
    if item is None:
        item = upsert(LineItem, {"resource_link_id": link.id}, {})
    if not item.url:
        item.ask()
    return item


def want_stale() -> None:
    """Want what differs from what the LMSs were last told."""
    is_other = _is_changed(LineItem.failure == "")
    wanted = or_(_is_new(), is_other, leasing.may_work_now(LineItem, ResourceLink.context_id))
    _want_where(wanted)


def follow(activity: Activity) -> list[int]:
    """The same for one Activity that was changed just now, for whoever can't wait for a sweep.

    Gives the ids of the line items that are wanted.
    """
    db.session.flush()
    is_other = _is_changed(LineItem.id.is_not(None))  # also where the last try failed
    return _want_where((Activity.id == activity.id) & or_(_is_new(), is_other))


def _want_where(wanted: ColumnElement[bool]) -> list[int]:
    query = (
        select(ResourceLink.id)
        .join(Context, Context.id == ResourceLink.context_id)
        .outerjoin(Activity, Activity.id == ResourceLink.activity_id)
        .outerjoin(LineItem, LineItem.resource_link_id == ResourceLink.id)
        .where(wanted)
    )
    link_ids = db.session.scalars(query.order_by(ResourceLink.id).limit(BATCH)).all()
    items = [upsert(LineItem, {"resource_link_id": link_id}, {}) for link_id in link_ids]
    for item in items:
        item.ask()
    return [item.id for item in items]


def _is_new() -> ColumnElement[bool]:
    return LineItem.id.is_(None) & Activity.points_possible.is_not(None)


def _is_changed(may: ColumnElement[bool]) -> ColumnElement[bool]:
    """What the launch names differs, or what the Activity says and ``may`` holds.

    Title and dates matter only where there are points.
    """
    other_points = LineItem.told_points.is_distinct_from(Activity.points_possible)
    other_terms = or_(
        LineItem.told_activity_id.is_distinct_from(Activity.id),
        LineItem.told_title != Activity.title,
        LineItem.told_opens_at.is_distinct_from(Activity.opens_at),
        LineItem.told_due_at.is_distinct_from(Activity.due_at),
    )
    has_points = Activity.points_possible.is_not(None)
    is_named_anew = has_points & (LineItem.told_url != ResourceLink.lineitem_url)
    is_idle = LineItem.id.is_not(None) & LineItem.due_at.is_(None)
    return is_idle & or_(is_named_anew, may & or_(other_points, has_points & other_terms))


def due() -> list[int]:
    """The ids of what may be begun now, the oldest wish first."""
    query = select(LineItem.id).where(leasing.may_begin(LineItem))
    return list(db.session.scalars(query.order_by(LineItem.due_at).limit(BATCH)))


def tend(item_id: int) -> Iterator[None]:
    """Find, make, change or remove a line item.

    Commit at every step: no transaction is open while the platform is asked.
    """
    begin_write()
    item = leasing.take(LineItem, item_id)
    if item is None:
        return
    duty = column_keeping.duty_of(item)
    yield
    try:
        kept = column_keeping.keep(duty)
    except ServiceFailure as failure:
        begin_write()
        _fail(item_id, duty, failure)
        yield
        return
    begin_write()
    _settle(item_id, duty, kept)
    yield


def _fail(item_id: int, duty: Duty, failure: ServiceFailure) -> None:
    item = _locked(item_id)
    item.fail(failure.code, is_passing=failure.is_passing, pause=failure.retry_after)
    item.told_url = duty.named_url
    item.is_doubted = True  # who knows what the platform did before it failed
    if item.due_at is None:
        _record("failed", item, duty, code=failure.code)


def _settle(item_id: int, duty: Duty, kept: Kept) -> None:
    item = _locked(item_id)
    is_other = item.url != kept.url
    item.finish()
    item.paused_until = None
    item.settle(kept.url, is_own=kept.is_own)
    item.note(duty.named_url, duty.terms)
    if kept.deed:
        _record(kept.deed, item, duty)
    if kept.url:
        deliveries.want_all(item, duty.terms.activity_id, duty.context_id, is_other=is_other)
    else:
        deliveries.want_none(item)


def _locked(item_id: int) -> LineItem:
    return db.session.get_one(
        LineItem, item_id, with_for_update={"key_share": True}, populate_existing=True
    )


def _record(deed: str, item: LineItem, duty: Duty, **details: str) -> None:
    recording.record(
        f"line_item.{deed}",
        school=duty.school_id,
        actor=ActorKind.JOB,
        subject=item,
        **details,
    )


def of(activity_id: int, context_id: int) -> list[LineItem]:
    """The line items of an Activity in one Context."""
    query = select(LineItem).join(ResourceLink, ResourceLink.id == LineItem.resource_link_id)
    query = query.where(
        ResourceLink.activity_id == activity_id, ResourceLink.context_id == context_id
    )
    return list(db.session.scalars(query.order_by(LineItem.id)))


def links_of(activity_id: int, context_id: int) -> list[ResourceLink]:
    """The links by which an Activity is opened in one Context."""
    query = select(ResourceLink).where(
        ResourceLink.activity_id == activity_id, ResourceLink.context_id == context_id
    )
    return list(db.session.scalars(query.order_by(ResourceLink.id)))
