"""School: an organisation with its own LMS and policy; the tenant."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import NAME_LENGTH, Base, Numbered

CONTACT_LENGTH = 200
"""The longest escalation contact, in characters."""


class School(Numbered, Base):
    """Owns its members' data. Every Deployment resolves to one School."""

    __tablename__ = "schools"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH), unique=True)
    escalation_contact: Mapped[str] = mapped_column(String(CONTACT_LENGTH), default="")
    """Whom staff turn to where a child may be in danger, and how to reach them."""
