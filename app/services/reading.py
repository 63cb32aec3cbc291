"""Remember what a member has read."""

from collections.abc import Iterable

from sqlalchemy import select

from app.extensions import db
from app.models import ReadMark
from app.models.ranges import holds, parse
from app.services.upserting import upsert


def find(member_id: int, topic_id: int) -> ReadMark | None:
    """What the member has read of a Topic."""
    return db.session.scalar(
        select(ReadMark).where(ReadMark.member_id == member_id, ReadMark.topic_id == topic_id)
    )


def unread(mark: ReadMark | None, numbers: Iterable[int]) -> list[int]:
    """Those of the numbers that the mark lacks."""
    ranges = parse(mark.ranges) if mark else []
    return [number for number in numbers if not holds(ranges, number)]


def mark(member_id: int, topic_id: int, numbers: Iterable[int]) -> None:
    """Note that the member has read these Posts."""
    upsert(ReadMark, {"member_id": member_id, "topic_id": topic_id}, {}).add(numbers)
