"""DeepLinkRequest: a platform asked a teacher to choose activities, and waits for the answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Numbered, now
from app.models.deployment import Deployment
from app.models.membership import Membership


class DeepLinkRequest(Numbered, Base):
    """Theirs alone who was asked. Answered once; the answer may be looked at again."""

    __tablename__ = "deep_link_requests"

    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"))
    return_url: Mapped[str] = mapped_column(String(2048))
    data: Mapped[str | None] = mapped_column(Text)
    """Goes back letter for letter; None where none was sent."""
    targets: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Where the platform can open an activity, of app.lti.deep_linking.TARGETS."""
    is_multiple: Mapped[bool] = mapped_column(default=False)
    takes_line_items: Mapped[bool] = mapped_column(default=True)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    choice: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The picker's fields as they were typed, from the preview on."""
    items: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """The content items of the answer; [] where the teacher gave up."""
    answered_at: Mapped[datetime | None]

    membership: Mapped[Membership] = relationship()
    deployment: Mapped[Deployment] = relationship()

    def choose(self, choice: dict[str, Any]) -> None:
        """Keep what was chosen, for the preview."""
        self.choice = choice

    def answer(self, items: list[dict[str, Any]]) -> None:
        """Settle what goes back to the platform."""
        self.items, self.answered_at = items, now()
