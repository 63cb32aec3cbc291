"""Ranges of numbers against plain sets, and what is unread."""

from hypothesis import given
from hypothesis import strategies as st

from app.models import ReadMark
from app.models.ranges import first_missing, holds, merge, parse, singles, size, without, written
from app.models.read_mark import Unread

NUMBERS = st.frozensets(st.integers(1, 60))


def text(numbers: frozenset[int]) -> str:
    return written(merge(singles(numbers)))


def numbers_of(ranges: str) -> set[int]:
    return {number for number in range(70) if holds(parse(ranges), number)}


@given(NUMBERS, NUMBERS)
def test_a_mark_holds_what_was_added_in_any_order(first: frozenset[int], second: frozenset[int]):
    mark = ReadMark(ranges="")
    for part in (first, second, first):
        mark.add(part)
    other = ReadMark(ranges="")
    other.add(second | first)
    assert numbers_of(mark.ranges) == first | second
    assert mark.ranges == other.ranges
    assert size(parse(mark.ranges)) == len(first | second)


@given(NUMBERS)
def test_it_is_written_as_shortly_as_can_be(numbers: frozenset[int]) -> None:
    starts = [number for number in numbers if number - 1 not in numbers]
    assert len(parse(text(numbers))) == len(starts)
    assert written(parse(text(numbers))) == text(numbers)


@given(NUMBERS, st.integers(1, 60))
def test_one_is_taken_out(numbers: frozenset[int], gone: int) -> None:
    assert written(without(parse(text(numbers)), gone)) == text(numbers - {gone})


@given(NUMBERS, NUMBERS, st.integers(60, 70))
def test_unread_is_what_is_neither_read_nor_deleted(
    read: frozenset[int], deleted: frozenset[int], last: int
) -> None:
    left = set(range(1, last + 1)) - read - deleted
    unread = Unread.of(read=text(read), deleted=text(deleted), last_number=last)
    assert unread == Unread(len(left), min(left, default=None))


@given(NUMBERS, st.integers(1, 60))
def test_the_first_missing_one(numbers: frozenset[int], last: int) -> None:
    lacking = set(range(1, last + 1)) - numbers
    assert first_missing(parse(text(numbers)), last) == min(lacking, default=None)
