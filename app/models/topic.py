"""Topic: one entry of an Activity; in a discussion, a thread."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.activity import Activity
from app.models.base import NAME_LENGTH, Base, Numbered, now
from app.models.held import Held
from app.models.membership import Membership
from app.models.post import Post
from app.models.ranges import merge, parse, singles, without, written
from app.richtext import RichText

TITLE_LENGTH = 120
"""The longest title a person may type, in characters: two lines on a phone."""


class Topic(Held, Numbered, Base):
    """Counts its Posts and knows its newest one, so that lists need not look at them."""

    __tablename__ = "topics"
    __table_args__ = (Index("ix_topics_newest", "activity_id", "last_post_at", "id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the newest Post. Numbers are given once and never again."""
    posts_count: Mapped[int] = mapped_column(default=0)
    """Posts that are not deleted, nor held."""
    deleted_numbers: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Numbers of deleted and held Posts, as ranges: what nobody has left to read."""
    last_post_at: Mapped[datetime] = mapped_column(default=now)
    pinned_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))

    activity: Mapped[Activity] = relationship()
    author: Mapped[Membership] = relationship(foreign_keys=author_id)

    @property
    def author_context_id(self) -> int:
        """The class of who wrote it, whose staff answer for it."""
        return self.author.context_id

    @property
    def is_locked(self) -> bool:
        """Whether only staff may write here."""
        return self.locked_at is not None

    @property
    def is_pinned(self) -> bool:
        """Whether it stands above the others."""
        return self.pinned_at is not None

    @property
    def is_deleted(self) -> bool:
        """Whether only staff can still find it."""
        return self.deleted_at is not None

    def add(self, text: RichText, *, by: Membership, key: str, parent: Post | None = None) -> Post:
        """Write the next Post. The row must be locked: two writers may not share a number."""
        self.last_number += 1
        self.posts_count += 1
        self.last_post_at = now()
        return Post.compose(
            text, topic_id=self.id, number=self.last_number, by=by, key=key, parent=parent
        )

    def lose(self, post: Post) -> None:
        """Count a Post out that was deleted or is held."""
        self.posts_count -= 1
        gone = merge(parse(self.deleted_numbers), singles([post.number]))
        self.deleted_numbers = written(gone)

    def regain(self, post: Post) -> None:
        """Count it in again."""
        self.posts_count += 1
        self.deleted_numbers = written(without(parse(self.deleted_numbers), post.number))

    def retitle(self, title: str) -> None:
        """Give it another title."""
        self.title = title

    def lock(self, is_locked: bool) -> None:
        """Close it to everyone but staff, or open it again."""
        self.locked_at = (self.locked_at or now()) if is_locked else None

    def pin(self, is_pinned: bool) -> None:
        """Put it above the others, or back among them."""
        self.pinned_at = (self.pinned_at or now()) if is_pinned else None

    def delete(self, *, by: Membership) -> None:
        """Hide it from everyone but staff."""
        if not self.is_deleted:
            self.deleted_at, self.deleted_by_id = now(), by.id

    def restore(self) -> None:
        """Show it again."""
        self.deleted_at = self.deleted_by_id = None
