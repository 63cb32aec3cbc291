"""Who asks staff to look at something, and who decides on it."""

from typing import Protocol

from app.models.membership import Membership


class Flaggable(Protocol):
    """A Post, or a row of one."""

    @property
    def author_id(self) -> int: ...
    @property
    def is_deleted(self) -> bool: ...
    @property
    def is_held(self) -> bool: ...


class Prompted(Protocol):
    """An Activity."""

    @property
    def prompt_html(self) -> str: ...
    @property
    def is_held(self) -> bool: ...


class Raised(Protocol):
    """A PromptFlag, or a row of a Flag."""

    @property
    def flagger_context_id(self) -> int: ...


class Flagged(Raised, Protocol):
    """A row of a Flag."""

    @property
    def author_context_id(self) -> int: ...
    @property
    def is_open_to_partners(self) -> bool: ...


def can_flag(actor: Membership, post: Flaggable) -> bool:
    """Whoever writes here and reads it; not what they wrote themselves."""
    return can_send_flag(actor, post) and (actor.is_staff or not post.is_held)


def can_send_flag(actor: Membership, post: Flaggable) -> bool:
    """The same, and who had the form before them when another's Flag hid it: what a child tells
    staff is not lost."""
    return not post.is_deleted and _may_tell(actor) and actor.id != post.author_id


def can_flag_prompt(actor: Membership, activity: Prompted) -> bool:
    """Whoever writes here and reads it."""
    return can_send_prompt_flag(actor, activity) and (actor.is_staff or not activity.is_held)


def can_send_prompt_flag(actor: Membership, activity: Prompted) -> bool:
    """The same, and who had the form before them when another's Flag hid it."""
    return bool(activity.prompt_html) and _may_tell(actor)


def _may_tell(actor: Membership) -> bool:
    """A teacher who looks as a student does, in the LMS's student view, hides nobody's words."""
    return not (actor.is_read_only or actor.is_test)


def can_keep_prompt(actor: Membership, flag: Raised, *, has_left: bool) -> bool:
    """Staff of whoever flagged it say that it may stand: others hide, and no more, unless the
    flagger's class has left and nobody could say it."""
    return actor.is_staff and (has_left or actor.context_id == flag.flagger_context_id)


def can_see_own_flags(actor: Membership) -> bool:
    """What they told staff themselves, and what became of it."""
    return not actor.is_read_only


def can_decide_flag(actor: Membership) -> bool:
    """Staff; which Flags concern their class the query says (queries.flags)."""
    return actor.is_staff


def can_keep_flagged(actor: Membership, flag: Flagged) -> bool:
    """The author's own staff say that it may stand: others hide, and no more."""
    return actor.is_staff and actor.context_id == flag.author_context_id


def can_know_flagger(actor: Membership, flag: Raised) -> bool:
    """Who flagged is for staff of their own class; to others it is somebody of that class."""
    return actor.is_staff and actor.context_id == flag.flagger_context_id


def can_see_evidence(actor: Membership, flag: Flagged) -> bool:
    """Staff of the author's class, and of the flagger's as long as the family agrees."""
    is_own = actor.context_id == flag.author_context_id
    is_partner = actor.context_id == flag.flagger_context_id and flag.is_open_to_partners
    return actor.is_staff and (is_own or is_partner)
