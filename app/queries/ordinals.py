"""The number by which a newcomer to a Context is known: the rule, for whoever makes one."""

from sqlalchemy import bindparam, func, select

from app.models import Membership

NEXT_ORDINAL = (
    select(func.coalesce(func.max(Membership.ordinal), 0) + 1)
    .where(Membership.context_id == bindparam("in_context"))
    .scalar_subquery()
)
"""Lock the Context's row first, so that no two newcomers get the same."""
