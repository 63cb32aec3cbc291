"""The columns that naming needs, for lists that read rows instead of entities."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Consent, Membership, Pseudonym, Role, User

Rows = Select[*tuple[Any, ...]]
"""A query for columns, which row classes take apart."""

AUTHOR = (
    Membership.id.label("author_id"),
    Membership.context_id.label("author_context_id"),
    Membership.role.label("author_role"),
    Membership.ordinal.label("author_ordinal"),
    User.name.label("author_name"),
)


AT_PARTNERS = func.coalesce(Pseudonym.first_name, Pseudonym.name)
"""The name that partner classes read; as Pseudonym.shown."""

AUTHOR_IN_SPACE = (*AUTHOR, AT_PARTNERS.label("author_pseudonym"))
"""The same, for what partner classes read; the query joins with `in_space`."""


def in_space(query: Rows, space_id: InstrumentedAttribute[int]) -> Rows:
    """Join the author's Pseudonym in a Space, where they have one there."""
    is_theirs = (Pseudonym.member_id == Membership.id) & (Pseudonym.space_id == space_id)
    return query.outerjoin(Pseudonym, is_theirs)


def student_names(context_id: int) -> Select[str]:
    """What the students of a Context are called, so that their names can be kept in the class: also
    of whom a family answered for, and the LMS calls something else by now."""
    was_answered_for = exists().where(Consent.member_id == Membership.id)
    is_child = or_(Membership.role == Role.STUDENT, was_answered_for)
    return (
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.context_id == context_id, is_child, User.name != "")
    )


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it, as services.naming and the templates ask for it."""

    id: int
    context_id: int
    role: Role
    ordinal: int
    own_name: str
    pseudonym: str | None = None
