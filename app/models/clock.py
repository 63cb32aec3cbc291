"""What time it is for all that is written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_TURNED: ContextVar[datetime | None] = ContextVar("turned", default=None)


def now() -> datetime:
    """This moment, aware and in UTC."""
    return _TURNED.get() or datetime.now(UTC)


@contextmanager
def turned_to(moment: datetime) -> Iterator[None]:
    """Whatever is done within is done at this moment.

    For the demo, which tells what happened in the weeks before it was started: Events can't be
    dated back afterwards. Nothing in app/ turns it, and a test sees to that.
    """
    token = _TURNED.set(moment)
    try:
        yield
    finally:
        _TURNED.reset(token)
