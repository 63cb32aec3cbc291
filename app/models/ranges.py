"""Sets of a Topic's Post numbers, kept as text: "1-25,31"."""

from collections.abc import Iterable, Iterator

Range = tuple[int, int]


def parse(ranges: str) -> list[Range]:
    """Read "1-25,31" as [(1, 25), (31, 31)]."""
    pairs = (part.partition("-") for part in ranges.split(",") if part)
    return [(int(first), int(last or first)) for first, _, last in pairs]


def written(ranges: Iterable[Range]) -> str:
    """The reverse of parse."""
    return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in ranges)


def merge(*parts: Iterable[Range]) -> list[Range]:
    """Give the union, sorted, with neighbours joined."""
    merged: list[Range] = []
    for first, last in sorted(each for part in parts for each in part):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def singles(numbers: Iterable[int]) -> Iterator[Range]:
    """Each number as a range of its own."""
    return ((number, number) for number in numbers)


def without(ranges: Iterable[Range], number: int) -> list[Range]:
    """Take one number out."""
    kept: list[Range] = []
    for first, last in ranges:
        kept += [(first, min(last, number - 1)), (max(first, number + 1), last)]
    return merge((first, last) for first, last in kept if first <= last)


def holds(ranges: Iterable[Range], number: int) -> bool:
    """Whether the ranges have the number in them."""
    return any(first <= number <= last for first, last in ranges)


def size(ranges: Iterable[Range]) -> int:
    """How many numbers merged ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def first_missing(ranges: list[Range], last_number: int) -> int | None:
    """The lowest number from 1 to last_number that merged ranges lack; None if they lack none."""
    candidate = ranges[0][1] + 1 if ranges and ranges[0][0] == 1 else 1
    return candidate if candidate <= last_number else None
