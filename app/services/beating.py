"""Whether the worker is running, as far as the database knows."""

from sqlalchemy import select

from app.extensions import db
from app.models import Heartbeat, now
from app.services.upserting import upsert

WORKER = "worker"


def beat() -> None:
    """Say that the worker is alive."""
    upsert(Heartbeat, {"program": WORKER}, {"beat_at": now()})


def is_worker_alive() -> bool:
    """Whether it has said so lately."""
    found = db.session.scalar(select(Heartbeat).where(Heartbeat.program == WORKER))
    return found is not None and not found.is_overdue
