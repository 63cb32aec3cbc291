"""Whether a viewer may know a person's own name. See services.naming for the name itself."""

from typing import Protocol

from app.models.membership import Membership, Role


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


def can_see_own_name(viewer: Membership, author: AuthorLike) -> bool:
    """Real names stay in the class."""
    return viewer.context_id == author.context_id
