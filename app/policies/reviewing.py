"""Who reads what waits, and who says what has to."""

from typing import Protocol

from app.models.membership import Membership
from app.models.review import ReviewStage


class Waiting(Protocol):
    """A Review, or a row of one."""

    @property
    def stage(self) -> ReviewStage: ...
    @property
    def author_context_id(self) -> int: ...


def can_review(actor: Membership) -> bool:
    """Staff, what waits for their class; which that is the query says (queries.reviews)."""
    return actor.is_staff


def can_set_review_rules(actor: Membership) -> bool:
    """Staff, for their own class."""
    return actor.is_staff


def can_change_words(actor: Membership, review: Waiting) -> bool:
    """Staff of the author's own class: partner teachers let through or return, and no more."""
    return actor.is_staff and actor.context_id == review.author_context_id
