"""Context: an LMS course or section; "class" is what people call it on screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered
from app.models.deployment import Deployment

if TYPE_CHECKING:
    from app.models.space import Space


class Context(Numbered, Base):
    """A course as its platform names it: (deployment, context id). LTI 1.3 core, 5.4.1."""

    __tablename__ = "contexts"
    __table_args__ = (UniqueConstraint("deployment_id", "lti_id"),)

    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    lti_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    """The context claim's id."""
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    label: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    memberships_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its roster is; "" where none is offered (Names and Roles 2.0, 3.6.1.1)."""
    lineitems_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its line items are (Assignment and Grade Services 2.0, 3.1)."""
    ags_scopes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What the tool may do with line items, scores and results."""
    lti11_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH), default="")
    """Its id in LTI 1.1, as the platform says it; see app.lti.migration."""
    groups_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where its groups are (Course Groups 1.0, 3.5); "" where none are offered."""
    group_sets_url: Mapped[str] = mapped_column(String(2048), default="")
    """Where the sets are that groups come in; "" where there are none."""
    groups_read_at: Mapped[datetime | None]
    groups_failure: Mapped[str] = mapped_column(String(40), default="")
    """Why its groups could not be read, a key of app.lti.failures.KINDS; "" where they were."""

    deployment: Mapped[Deployment] = relationship()
    home: Mapped[Space | None] = relationship(back_populates="home_of")
    """Its own Space; None before its first launch of a link."""

    @property
    def name(self) -> str:
        """What people call the class; "" where the platform says nothing."""
        return self.title or self.label
