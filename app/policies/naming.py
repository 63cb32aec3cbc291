"""Whether a viewer may know a person's own name. See services.naming for the name itself."""

from typing import Protocol

from app.models.membership import KNOWN_BY_NAME, Membership, Role
from app.models.steward import Steward


class AuthorLike(Protocol):
    """A Membership, or the columns of one that a list carries."""

    @property
    def context_id(self) -> int: ...
    @property
    def role(self) -> Role: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def own_name(self) -> str: ...
    @property
    def pseudonym(self) -> str | None: ...


def can_see_colleague(steward: Steward, school_id: int | None) -> bool:
    """A School's Steward knows who acted for their School; nobody else learns a name from it."""
    return steward.school_id is not None and steward.school_id == school_id


def can_see_own_name(viewer: Membership, author: AuthorLike) -> bool:
    """Real names stay in the class; partner classes know the teachers by theirs.

    Whoever wrote under a pseudonym keeps it, whatever they have become since.
    """
    if viewer.context_id == author.context_id:
        return True
    return author.role in KNOWN_BY_NAME and not author.pseudonym
