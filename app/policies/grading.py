"""Who grades whom. docs/permissions.md is the same as a table; a test compares.

The actor has reached the Activity already, and the student is one of the actor's own Context.
"""

from typing import Protocol

from app.models.membership import Membership, Role


class Classmate(Protocol):
    """A Membership, or the columns of one that a list carries."""

    @property
    def context_id(self) -> int: ...
    @property
    def role(self) -> Role: ...


def can_see_scores(actor: Membership) -> bool:
    """Those who answer for the class; they may have grades sent again too."""
    return actor.is_staff


def can_grade_author(actor: Membership, author: Classmate) -> bool:
    """Whether grading leads anywhere: a class's students are graded by its own teachers alone."""
    is_own = author.context_id == actor.context_id
    return actor.is_staff and is_own and author.role is Role.STUDENT


def can_grade(actor: Membership, student: Membership) -> bool:
    """Not who has left, nor the LMS's "student view", whom no gradebook has."""
    return can_grade_author(actor, student) and student.is_active and not student.is_test


def can_get_score(actor: Membership) -> bool:
    """Students, who then see their own and nobody else's."""
    return actor.role is Role.STUDENT and actor.is_active and not actor.is_test
