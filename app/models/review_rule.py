"""ReviewRule: what has to wait until staff have read it."""

from collections.abc import Iterable
from enum import StrEnum


class ReviewRule(StrEnum):
    """What of a class's students staff of that class read before others do, in one Space.

    From the loosest to the strictest.
    """

    NOTHING = "nothing"
    FIRST = "first"
    EVERYTHING = "everything"

    @classmethod
    def strictest(cls, rules: Iterable["ReviewRule"]) -> "ReviewRule":
        """Of some rules the one that lets the least through unread; of none the loosest."""
        order = list(cls)
        return max(rules, key=lambda rule: order.index(rule), default=order[0])
