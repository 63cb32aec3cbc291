"""LineItem: the column of an LMS's gradebook that a ResourceLink's Activity has there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity import Activity
from app.models.base import NAME_LENGTH, Base, Numbered, now
from app.models.leased import Leased
from app.models.resource_link import ResourceLink


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line item says of its Activity. Without points there is none."""

    activity_id: int | None = None
    title: str = ""
    points: float | None = None
    opens_at: datetime | None = None
    due_at: datetime | None = None

    @classmethod
    def of(cls, activity: Activity | None) -> Self:
        """An Activity's as they are now; none where a link opens nothing."""
        if activity is None:
            return cls()
        return cls(
            activity.id,
            activity.title,
            activity.points_possible,
            activity.opens_at,
            activity.due_at,
        )


class LineItem(Numbered, Leased, Base):
    """One a ResourceLink whose Activity has, or had, points (AGS 2.0, 3.2).

    Looking after it is the work that it owes: find it, make it, tell it the Activity's terms, take
    it away.
    """

    __tablename__ = "line_items"
    most_attempts: ClassVar[int] = 20

    resource_link_id: Mapped[int] = mapped_column(ForeignKey("resource_links.id"), unique=True)
    url: Mapped[str] = mapped_column(String(2048), default="")
    """Its address and its id; "" while there is none."""
    is_own: Mapped[bool] = mapped_column(default=False)
    """Whether Courtyard made it. What the LMS made is never deleted."""
    is_doubted: Mapped[bool] = mapped_column(default=False)
    """Whether to look first if it is still there."""
    paused_until: Mapped[datetime | None]
    """Nothing is sent there meanwhile: the LMS is out of order, or asked us to wait."""

    told_url: Mapped[str] = mapped_column(String(2048), default="")
    """What the launch named when it was last looked after."""
    told_activity_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"))
    told_title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    told_points: Mapped[float | None]
    told_opens_at: Mapped[datetime | None]
    told_due_at: Mapped[datetime | None]
    """The terms of the Activity, as they were then."""

    link: Mapped[ResourceLink] = relationship()

    @property
    def told(self) -> Terms:
        """The Activity's terms, as the LMS knows them."""
        return Terms(
            self.told_activity_id,
            self.told_title,
            self.told_points,
            self.told_opens_at,
            self.told_due_at,
        )

    def note(self, url: str, terms: Terms) -> None:
        """Remember what was known of link and Activity when it was looked after."""
        self.told_url = url
        self.told_activity_id, self.told_title = terms.activity_id, terms.title
        self.told_points = terms.points
        self.told_opens_at, self.told_due_at = terms.opens_at, terms.due_at

    def doubt(self) -> None:
        """Have somebody look whether it is still there, now."""
        self.is_doubted, self.paused_until = True, None
        self.due_at, self.attempts = now(), 0

    def settle(self, url: str, *, is_own: bool) -> None:
        """Be the column at this address; "" where there is none any more."""
        self.url, self.is_own, self.is_doubted = url, is_own and bool(url), False

    def hold(self, pause: timedelta) -> None:
        """Send nothing there for a while."""
        self.paused_until = now() + pause
