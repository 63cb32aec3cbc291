"""Held: what staff alone see, because it was flagged where Schools meet, until they have looked."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from app.models.base import now


class Held:
    """A Post, a Topic for its title, an Activity for its prompt."""

    held_at: Mapped[datetime | None]
    """Since when; None for what everybody sees."""

    @property
    def is_held(self) -> bool:
        """Whether staff alone see it until they have looked at it."""
        return self.held_at is not None

    def hold(self, is_held: bool) -> None:
        """Hide it from everyone but staff until they have looked, or show it again."""
        self.held_at = (self.held_at or now()) if is_held else None
