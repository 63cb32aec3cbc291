"""Who may do what in a discussion. docs/permissions.md is the same as a table; a test compares.

The actor has reached the thing already: outsiders never get this far.
"""

from typing import Protocol

from app.models.membership import Membership


class Written(Protocol):
    """A Topic or a Post, or a row of one."""

    @property
    def author_id(self) -> int: ...
    @property
    def is_locked(self) -> bool: ...
    @property
    def is_deleted(self) -> bool: ...


def can_read_topic(actor: Membership, topic: Written) -> bool:
    """A deleted Topic is for staff alone."""
    return actor.is_staff or not topic.is_deleted


def can_edit_activity(actor: Membership) -> bool:
    """Its title and prompt are the teachers'."""
    return actor.is_staff


def can_start_topic(actor: Membership) -> bool:
    """Everyone who may write."""
    return not actor.is_read_only


def can_retitle_topic(actor: Membership, topic: Written) -> bool:
    """Its author while it is open, and staff."""
    return _may_change(actor, topic.author_id, is_open=not topic.is_locked and not topic.is_deleted)


def can_moderate_topic(actor: Membership, topic: Written) -> bool:
    """Pin, lock, delete, restore."""
    return actor.is_staff


def can_reply(actor: Membership, topic: Written, post: Written) -> bool:
    """A locked Topic takes replies from staff alone; nobody answers what is deleted."""
    if actor.is_read_only or topic.is_deleted or post.is_deleted:
        return False
    return actor.is_staff or not topic.is_locked


def can_revise_post(actor: Membership, topic: Written, post: Written) -> bool:
    """Authors alone, until the Post or Topic is locked: nobody writes under another's name."""
    if actor.id != post.author_id or actor.is_read_only or topic.is_deleted or post.is_deleted:
        return False
    return actor.is_staff or not (topic.is_locked or post.is_locked)


def can_delete_post(actor: Membership, topic: Written, post: Written) -> bool:
    """Authors while the Topic and the Post are open, and staff, in a deleted Topic too.

    Who clears up a Topic deletes it first, so that nobody reads on meanwhile.
    """
    is_open = not (topic.is_locked or topic.is_deleted or post.is_locked)
    return not post.is_deleted and _may_change(actor, post.author_id, is_open=is_open)


def can_restore_post(actor: Membership, post: Written) -> bool:
    """Staff undo a deletion, whoever made it."""
    return actor.is_staff and post.is_deleted


def can_lock_post(actor: Membership, post: Written) -> bool:
    """Staff keep an author from editing."""
    return actor.is_staff and not post.is_deleted


def can_see_revisions(actor: Membership) -> bool:
    """Earlier bodies are for those who answer for the class."""
    return actor.is_staff


def _may_change(actor: Membership, author_id: int, *, is_open: bool) -> bool:
    return actor.is_staff or (actor.id == author_id and is_open and not actor.is_read_only)
