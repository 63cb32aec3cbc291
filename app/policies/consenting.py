"""Who sets consents, and what they let leave the class.

docs/permissions.md is the same as a table; a test compares. Who acts has reached the Context.
``given`` are the purposes to which a student's family said yes; no answer is no consent.
"""

from collections.abc import Set
from typing import Protocol

from app.models.consent import Purpose
from app.models.membership import Membership, Role


class Classmate(Protocol):
    """A Membership, or the columns of one that a list carries."""

    @property
    def context_id(self) -> int: ...
    @property
    def role(self) -> Role: ...


def can_see_consents(actor: Membership) -> bool:
    """Those who answer for the class see everybody's, and may take them along."""
    return actor.is_staff


def can_see_own_consents(actor: Membership) -> bool:
    """Students read what was said of themselves, and of nobody else."""
    return actor.role is Role.STUDENT


def can_set_consent(
    actor: Membership, student: Classmate, *, was_answered_for: bool = False
) -> bool:
    """Staff, of students of their own class; and of whom a family answered for, also when they have
    left, or the LMS calls them something else: the family may still say no."""
    is_student = student.role is Role.STUDENT or was_answered_for
    return actor.is_staff and is_student and student.context_id == actor.context_id


def can_be_seen_by_partners(given: Set[Purpose]) -> bool:
    """Under a pseudonym; without it nothing else of the student goes to a partner class."""
    return Purpose.PARTNER_VISIBILITY in given


TO_PUBLISH = frozenset({Purpose.PARTNER_VISIBILITY, Purpose.WRITING})


def can_publish_to_partners(given: Set[Purpose]) -> bool:
    """Whether partner classes may read the student's words."""
    return given >= TO_PUBLISH


def can_show_first_name_to_partners(given: Set[Purpose]) -> bool:
    """As far as the family is concerned; the School's policy is asked beside it."""
    return can_be_seen_by_partners(given) and Purpose.FIRST_NAME in given


def can_show_images_to_partners(given: Set[Purpose]) -> bool:
    """Pictures that the student made, or is in."""
    return can_be_seen_by_partners(given) and Purpose.IMAGES in given


def can_play_voice_to_partners(given: Set[Purpose]) -> bool:
    """Recordings in which the student speaks."""
    return can_be_seen_by_partners(given) and Purpose.VOICE in given


def can_display_in_library(given: Set[Purpose]) -> bool:
    """Works that are shown beyond the collaboration that they come from."""
    return Purpose.LIBRARY_DISPLAY in given
