"""Post: a body that someone wrote in a Topic, and its Revisions."""

from datetime import datetime
from typing import Self

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, BinaryString, Numbered, now
from app.models.held import Held
from app.models.membership import Membership
from app.models.revision import Revision
from app.richtext import SANITIZER_VERSION, RichText

DEEPEST = 5
"""How many levels a thread shows. A deeper reply stands beside the one it answers."""

STEP = 4
"""Characters of a path for each level; base 36 gives 1.6 million numbers a Topic."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def path_step(number: int) -> str:
    """One level of a path: the number in base 36, in a width that sorts as the number does."""
    step = ""
    for _ in range(STEP):
        number, digit = divmod(number, len(_DIGITS))
        step = _DIGITS[digit] + step
    if number:
        raise ValueError("a Topic holds at most 36**4 - 1 Posts")
    return step


class Post(Held, Numbered, Base):
    """The opening post or a reply: one table, one edit path (revise)."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        UniqueConstraint("author_id", "submission_key"),
        Index("ix_posts_thread", "topic_id", "path"),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    number: Mapped[int]
    """Its place in the Topic in order of time, from 1; part of its permanent link."""
    path: Mapped[str] = mapped_column(BinaryString)
    """Sorts the Topic in thread order: the steps of its ancestors, then its own."""
    depth: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    sanitizer_version: Mapped[int]
    submission_key: Mapped[str] = mapped_column(String(64))
    """Made with the form, so that sending it twice makes one Post."""
    edit_key: Mapped[str | None] = mapped_column(String(64))
    """Made with the form of the last edit, to know a draft of it that comes too late."""
    version: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))

    author: Mapped[Membership] = relationship(foreign_keys=author_id)
    parent: Mapped["Post | None"] = relationship(remote_side="Post.id")

    @classmethod
    def compose(
        cls,
        text: RichText,
        *,
        topic_id: int,
        number: int,
        by: Membership,
        key: str,
        parent: Self | None,
    ) -> Self:
        """Make a Post under its parent; Topic.add gives the number."""
        path, depth = _place(number, parent)
        return cls(
            topic_id=topic_id,
            number=number,
            author_id=by.id,
            submission_key=key,
            parent_id=parent.id if parent else None,
            path=path,
            depth=depth,
            source=text.source,
            body_html=text.html,
            sanitizer_version=SANITIZER_VERSION,
        )

    @property
    def is_opening(self) -> bool:
        """Whether the Topic begins with it."""
        return self.number == 1

    @property
    def author_context_id(self) -> int:
        """The class of who wrote it, whose staff answer for it."""
        return self.author.context_id

    @property
    def is_locked(self) -> bool:
        """Whether only staff may edit it."""
        return self.locked_at is not None

    @property
    def is_deleted(self) -> bool:
        """Whether only its tombstone is shown."""
        return self.deleted_at is not None

    @property
    def is_erased(self) -> bool:
        """Whether its words went with its class; nobody can show them again."""
        return self.is_deleted and self.deleted_by_id is None

    @property
    def is_hidden(self) -> bool:
        """Whether students have nothing of it to read."""
        return self.is_deleted or self.is_held

    def revise(self, text: RichText, *, by: Membership) -> Revision | None:
        """Replace the body and give the earlier one; nothing happens where the text is the same."""
        if text.source == self.source:
            return None
        earlier = Revision(
            post_id=self.id,
            version=self.version,
            source=self.source,
            body_html=self.body_html,
            sanitizer_version=self.sanitizer_version,
            replaced_by_id=by.id,
        )
        self.source, self.body_html, self.sanitizer_version = (
            text.source,
            text.html,
            SANITIZER_VERSION,
        )
        self.version += 1
        self.edited_at = now()
        return earlier

    def lock(self, is_locked: bool) -> None:
        """Keep its author from editing it, or let them again."""
        self.locked_at = (self.locked_at or now()) if is_locked else None

    def erase(self) -> bool:
        """Keep its place alone. False if that is so already."""
        was_erased, self.deleted_at = self.is_erased, self.deleted_at or now()
        self.source = self.body_html = ""
        self.deleted_by_id = self.held_at = None
        return not was_erased

    def delete(self, *, by: Membership) -> bool:
        """Leave a tombstone, so that replies keep their place. False if it was deleted already."""
        if self.is_deleted:
            return False
        self.deleted_at, self.deleted_by_id = now(), by.id
        return True

    def restore(self) -> bool:
        """Show the body again. False if it was not deleted, or there is nothing to show."""
        was_deleted = self.is_deleted and not self.is_erased
        if was_deleted:
            self.deleted_at = self.deleted_by_id = None
        return was_deleted


def _place(number: int, parent: Post | None) -> tuple[str, int]:
    """Path and depth of a new Post. Past the deepest level a reply joins its parent's siblings."""
    if parent is None:
        return path_step(number), 0
    above = parent.path if parent.depth < DEEPEST else parent.path[:-STEP]
    return above + path_step(number), min(parent.depth + 1, DEEPEST)
