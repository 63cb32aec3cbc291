"""What classes read of each other, where they meet."""

from typing import Protocol

from app.models.membership import Membership


class Holdable(Protocol):
    """A Post or a Topic, or a row of one."""

    @property
    def is_held(self) -> bool: ...


class Written(Protocol):
    """A row of a Post."""

    @property
    def author_context_id(self) -> int: ...
    @property
    def is_open_to_partners(self) -> bool: ...


def can_read_words(viewer: Membership, written: Written) -> bool:
    """A class reads all of its own; another's as far as families agree, also what is past."""
    return written.is_open_to_partners or viewer.context_id == written.author_context_id


def can_see_held(viewer: Membership, thing: Holdable) -> bool:
    """What was flagged where Schools meet is for staff alone, until they have looked at it."""
    return viewer.is_staff or not thing.is_held
