"""The columns that naming needs, for lists that read rows instead of entities."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from app.models import Membership, Role, User

Rows = Select[*tuple[Any, ...]]
"""A query for columns, which row classes take apart."""

AUTHOR = (
    Membership.id.label("author_id"),
    Membership.context_id.label("author_context_id"),
    Membership.role.label("author_role"),
    Membership.ordinal.label("author_ordinal"),
    User.name.label("author_name"),
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it, as services.naming and the templates ask for it."""

    id: int
    context_id: int
    role: Role
    ordinal: int
    own_name: str
