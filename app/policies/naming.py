"""Whether a viewer may know a person's own name. See services.naming for the name itself."""

from collections.abc import Set
from typing import Protocol

from app.models.consent import Purpose
from app.models.membership import KNOWN_BY_NAME, Membership, Role
from app.models.school import PartnerNames, School
from app.models.space import SpaceContext
from app.models.steward import Steward
from app.policies.consenting import can_show_first_name_to_partners


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


def can_offer_first_names(school: School | None) -> bool:
    """Whether a class may wish for them at all: its School says so."""
    return school is not None and school.partner_names is PartnerNames.FIRST_NAME


def can_go_by_first_name(
    student: Membership, place: SpaceContext, school: School | None, given: Set[Purpose]
) -> bool:
    """Partner classes read a student's first name where School, class and family all agree."""
    is_agreed = can_offer_first_names(school) and place.shows_first_names
    return student.role is Role.STUDENT and is_agreed and can_show_first_name_to_partners(given)
