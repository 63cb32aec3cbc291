"""ReadMark: which Posts of a Topic a member has read."""

from collections.abc import Iterable

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered


class ReadMark(Numbered, Base):
    """Numbers as ranges ("1-25,31"): exact in any order of reading, and small."""

    __tablename__ = "read_marks"
    __table_args__ = (UniqueConstraint("topic_id", "member_id"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    ranges: Mapped[str] = mapped_column(Text, default="")
    read_count: Mapped[int] = mapped_column(default=0)
    """How many numbers the ranges hold."""

    def add(self, numbers: Iterable[int]) -> None:
        """Note that these Posts have been read."""
        merged = merge(parse(self.ranges), numbers)
        self.ranges = ",".join(f"{a}-{b}" if a < b else str(a) for a, b in merged)
        self.read_count = sum(b - a + 1 for a, b in merged)


Range = tuple[int, int]


def parse(ranges: str) -> list[Range]:
    """Read "1-25,31" as [(1, 25), (31, 31)]."""
    pairs = (part.partition("-") for part in ranges.split(",") if part)
    return [(int(first), int(last or first)) for first, _, last in pairs]


def merge(ranges: Iterable[Range], numbers: Iterable[int]) -> list[Range]:
    """Give the union, sorted, with neighbours joined."""
    merged: list[Range] = []
    for first, last in sorted([*ranges, *((number, number) for number in numbers)]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def is_read(ranges: Iterable[Range], number: int) -> bool:
    """Whether the ranges hold the number."""
    return any(first <= number <= last for first, last in ranges)


def first_unread(ranges: list[Range], last_number: int) -> int | None:
    """The lowest number from 1 to last_number that the ranges lack; None if all are read."""
    candidate = ranges[0][1] + 1 if ranges and ranges[0][0] == 1 else 1
    return candidate if candidate <= last_number else None
