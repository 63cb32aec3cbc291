"""Sign as the tool."""

from functools import partial

from sqlalchemy import select, text

from app.extensions import current_settings, db
from app.lti import keys
from app.lti.failures import ServiceFailure
from app.lti.service_tokens import Sign
from app.models import ToolKey


def signing_key() -> ToolKey | None:
    """The key that the tool signs with now."""
    query = select(ToolKey).where(ToolKey.retired_at.is_(None))
    return db.session.scalar(query.order_by(ToolKey.id.desc()).limit(1))


def key_to_replace() -> ToolKey | None:
    """The same, and nobody else makes a key until this transaction ends.

    Readers of the keys go on. SQLite has one writer in any case: begin_write said so.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE tool_keys IN SHARE ROW EXCLUSIVE MODE"))
    return signing_key()


def signer() -> Sign:
    """What signs claims with the newest key. Raises ServiceFailure ``no_key``."""
    key = signing_key()
    if key is None:
        raise ServiceFailure("no_key")
    db.session.expunge(key)  # it outlives this transaction: services are asked without one
    return partial(keys.sign, key=key, secret_key=current_settings().secret_key)
