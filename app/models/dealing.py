"""Deal people into teams that are alike: nearly as many of each class, and as many in all."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

Person = TypeVar("Person")


def deal(classes: Iterable[Sequence[Person]], count: int, *, seed: int) -> list[list[Person]]:
    """Everybody once, into ``count`` teams; the same seed deals the same.

    Each class is shuffled, and one after the other goes round the table, the next beginning where
    the one before ended: so no two teams differ by more than one, of each class and in all.
    """
    shuffle, row = Random(seed).shuffle, list[Person]()  # noqa: S311 - nobody gains by guessing
    for people in classes:
        shuffled = list(people)
        shuffle(shuffled)
        row += shuffled
    return [row[number::count] for number in range(count)]


def teams_of_at_most(size: int, total: int) -> int:
    """How many teams there must be for none to be larger than ``size``."""
    return -(-total // size)
