"""Pseudonym: the name under which partner classes see a student in one shared Space."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered

FIRST_NAME_LENGTH = 60
"""The longest first name, in characters."""


class Pseudonym(Numbered, Base):
    """Stable: it may be drawn again until it stands under something that others can read."""

    __tablename__ = "pseudonyms"
    __table_args__ = (
        UniqueConstraint("space_id", "member_id"),
        UniqueConstraint("space_id", "name"),
        UniqueConstraint("space_id", "first_name"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    is_settled: Mapped[bool] = mapped_column(default=False)
    """Whether something was written under it."""

    first_name: Mapped[str | None] = mapped_column(String(FIRST_NAME_LENGTH))
    """What stands in its place, while School, class and family allow it. It is taken when the first
    thing is written, or never: no setting reveals what was written under the other name."""

    @property
    def shown(self) -> str:
        """The name that partner classes read."""
        return self.first_name or self.name

    def settle(self) -> None:
        """Something was written under it: from now on it stays."""
        self.is_settled = True

    def draw_again(self, name: str) -> None:
        """Take another name. Raises ValueError once something was written under this one."""
        if self.is_settled:
            raise ValueError("a pseudonym that was read stays")
        self.name = name
