"""ReadMark: which Posts of a Topic a member has read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered
from app.models.ranges import first_missing, merge, parse, singles, size, written


class ReadMark(Numbered, Base):
    """Numbers as ranges ("1-25,31"): exact in any order of reading, and small."""

    __tablename__ = "read_marks"
    __table_args__ = (UniqueConstraint("topic_id", "member_id"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    ranges: Mapped[str] = mapped_column(Text, default="")

    def add(self, numbers: Iterable[int]) -> None:
        """Note that these Posts have been read."""
        self.ranges = written(merge(parse(self.ranges), singles(numbers)))


@dataclass(frozen=True, slots=True)
class Unread:
    """What is left of a Topic for one reader. A tombstone is nothing to read."""

    count: int
    first: int | None
    """The lowest number that is unread."""

    @classmethod
    def of(cls, *, read: str, deleted: str, last_number: int) -> "Unread":
        """Reckon it from the reader's ranges and the Topic's."""
        done = merge(parse(read), parse(deleted))
        return cls(last_number - size(done), first_missing(done, last_number))
