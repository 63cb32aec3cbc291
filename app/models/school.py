"""School: an organisation with its own LMS and policy; the tenant."""

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import NAME_LENGTH, Base, Choice, Numbered
from app.models.review_rule import ReviewRule

CONTACT_LENGTH = 200
"""The longest escalation contact, in characters."""


class PartnerNames(StrEnum):
    """By which name partner classes may know a School's students."""

    PSEUDONYM = "pseudonym"
    FIRST_NAME = "first_name"


class School(Numbered, Base):
    """Owns its members' data. Every Deployment resolves to one School."""

    __tablename__ = "schools"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH), unique=True)
    escalation_contact: Mapped[str] = mapped_column(String(CONTACT_LENGTH), default="")
    """Whom staff turn to where a child may be in danger, and how to reach them."""

    partner_names: Mapped[PartnerNames] = mapped_column(
        Choice(PartnerNames), default=PartnerNames.PSEUDONYM
    )
    """A first name needs the class's wish and the family's yes beside it."""
    least_review: Mapped[ReviewRule] = mapped_column(Choice(ReviewRule), default=ReviewRule.NOTHING)
    """What of its students staff read first in any case, where its classes meet others."""
