"""Who may do what in a discussion. docs/permissions.md is the same as a table; a test compares.

The actor has reached the thing already: outsiders never get this far.
"""

from typing import Protocol

from app.models.activity import Phase
from app.models.membership import Membership


class Place(Protocol):
    """An Activity, as its dates and its Space open and close it."""

    @property
    def phase(self) -> Phase: ...
    @property
    def is_frozen(self) -> bool: ...


class Written(Protocol):
    """A Topic or a Post, or a row of one."""

    @property
    def author_id(self) -> int: ...
    @property
    def author_context_id(self) -> int: ...
    @property
    def is_locked(self) -> bool: ...
    @property
    def is_deleted(self) -> bool: ...
    @property
    def is_held(self) -> bool: ...


class Erasable(Written, Protocol):
    """A Post, or a row of one."""

    @property
    def is_erased(self) -> bool: ...


class Thread(Written, Protocol):
    """A Topic, which knows the Activity that it is of."""

    @property
    def activity(self) -> Place: ...


def can_see_topics(actor: Membership, activity: Place) -> bool:
    """Before it opens, an Activity is its staff's alone."""
    return actor.is_staff or activity.phase is not Phase.WAITING


def can_read_topic(actor: Membership, topic: Thread) -> bool:
    """A deleted Topic is for staff alone."""
    return can_see_topics(actor, topic.activity) and (actor.is_staff or not topic.is_deleted)


def can_edit_activity(actor: Membership, activity: Place) -> bool:
    """Its title and prompt are the teachers', and other classes read them."""
    return actor.is_staff and not activity.is_frozen


def can_draft(actor: Membership) -> bool:
    """Whoever may write at all: what is typed is kept, also where it comes too late."""
    return not actor.is_read_only


def can_start_topic(actor: Membership, activity: Place) -> bool:
    """Everyone who may write, between the Activity's dates; staff before and after them too."""
    return _may_write(actor, activity)


def can_retitle_topic(actor: Membership, topic: Thread) -> bool:
    """Its author while it is open, and the staff who answer for the author."""
    is_open = not (topic.is_locked or topic.is_deleted or topic.is_held)
    return _answers_for(actor, topic) or _may_take_back(actor, topic, topic, is_open=is_open)


def can_moderate_topic(actor: Membership, topic: Thread) -> bool:
    """Pin, lock, delete, restore."""
    return actor.is_staff


def can_reply(actor: Membership, topic: Thread, post: Written) -> bool:
    """A locked Topic takes replies from staff alone; nobody answers what is deleted."""
    if topic.is_deleted or post.is_deleted or not _may_write(actor, topic.activity):
        return False
    return actor.is_staff or not (topic.is_locked or post.is_held)


def can_revise_post(actor: Membership, topic: Thread, post: Written) -> bool:
    """Authors alone, until the Post or Topic is locked: nobody writes under another's name."""
    if actor.id != post.author_id or topic.is_deleted or post.is_deleted:
        return False
    is_open = actor.is_staff or not (topic.is_locked or post.is_locked or post.is_held)
    return is_open and _may_write(actor, topic.activity)


def can_delete_post(actor: Membership, topic: Thread, post: Written) -> bool:
    """Authors while the Topic and the Post are open, and staff, in a deleted Topic too.

    Who clears up a Topic deletes it first, so that nobody reads on meanwhile.
    """
    if post.is_deleted:
        return False
    is_open = not (topic.is_locked or topic.is_deleted or post.is_locked)
    return actor.is_staff or _may_take_back(actor, topic, post, is_open=is_open)


def can_restore_post(actor: Membership, post: Erasable) -> bool:
    """Staff undo a deletion, whoever made it; what was erased with its class has no words."""
    return actor.is_staff and post.is_deleted and not post.is_erased


def can_lock_post(actor: Membership, post: Written) -> bool:
    """The staff who answer for an author keep them from editing."""
    return _answers_for(actor, post) and not post.is_deleted


def can_see_revisions(actor: Membership, post: Written) -> bool:
    """Earlier bodies are for those who answer for the author."""
    return _answers_for(actor, post)


def _answers_for(actor: Membership, thing: Written) -> bool:
    """Staff of the author's own class: partner teachers hide what they must, and no more."""
    return actor.is_staff and actor.context_id == thing.author_context_id


def _may_write(actor: Membership, place: Place) -> bool:
    if actor.is_read_only or place.is_frozen:
        return False
    return actor.is_staff or place.phase is Phase.OPEN


def _may_take_back(actor: Membership, topic: Thread, thing: Written, *, is_open: bool) -> bool:
    return actor.id == thing.author_id and is_open and _may_write(actor, topic.activity)
