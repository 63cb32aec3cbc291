"""The tasks. Each carries out rows that say what is due, and may run twice without harm."""

from app.extensions import begin_write, db
from app.queue import Task, nudge
from app.services import beating, deliveries, line_items, parting, rosters, subscribing


def sweep() -> None:
    """Every minute: say that the worker lives, and find what no hint has led to."""
    begin_write()
    beating.beat()
    rosters.want_stale()
    line_items.want_stale()
    deliveries.want_stale()
    db.session.commit()
    for item_id in line_items.due():
        tend_line_item(item_id)
    for delivery_id in deliveries.due():
        send_score(delivery_id)
    for sync_id in rosters.due():
        sync_roster(sync_id)
    for subscription_id in subscribing.due():
        subscribe_to_notices(subscription_id)
    for collaboration_id in parting.due():
        part_classes(collaboration_id)


def sync_roster(sync_id: int) -> None:
    """Ask a platform who is in a class, and take what it says."""
    for _step in rosters.carry_out(sync_id):
        db.session.commit()


def subscribe_to_notices(subscription_id: int) -> None:
    """Tell a platform where to send notices of one kind."""
    for _step in subscribing.carry_out(subscription_id):
        db.session.commit()


def part_classes(collaboration_id: int) -> None:
    """The time after an end or a departure is over: classes take their work, and it is erased."""
    parting.carry_out(collaboration_id)
    db.session.commit()


def tend_line_item(item_id: int) -> None:
    """Find, make, change or remove a gradebook's column, and send what waited for it."""
    for _step in line_items.tend(item_id):
        db.session.commit()
    for delivery_id in deliveries.due(item_id):
        send_score(delivery_id)


def send_score(delivery_id: int) -> None:
    """Send a grade to a gradebook; in a moment, where one was sent within this second."""
    for _step in deliveries.carry_out(delivery_id):
        db.session.commit()
    wait = deliveries.seconds_to_wait(delivery_id)
    if wait is not None:
        nudge("send_score", delivery_id, delay=wait)


TASKS: tuple[Task, ...] = (
    sweep,
    sync_roster,
    subscribe_to_notices,
    part_classes,
    tend_line_item,
    send_score,
)
EVERY_MINUTE = sweep
