"""``python -m bench.changes``: the worst that comparing two bodies can cost, at their limits.

Prints processor seconds, the least of three runs, worst first, and how many pieces came out; fails
where one pair takes over half the bar.
"""

import random
import sys
import time
from collections.abc import Iterator

from app.richtext import changes
from app.richtext.changes import MOST_PAIRS
from app.richtext.limits import MAX_CHARACTERS, MAX_LINES

BAR = 0.5
"""Processor seconds that no pair may take. Half of it is left for slower machines."""

ALPHABETS = (
    "ab",
    "a ",
    "ab ",
    "a.",
    "a.,",
    "a\n",
    "ab \n",
    "雲水氷",
    "雲 .",
    "é\u0301",
    "*_a ",
    " ",
)
ROOT = int(MOST_PAIRS**0.5)
"""As many tokens on both sides as are still compared word by word."""


def pairs() -> Iterator[tuple[str, str, str]]:
    """A name and two texts: the same signs mixed anew, reversed, shifted, and nothing in common."""
    dice = random.Random(7)
    for alphabet in ALPHABETS:
        for length in (MAX_CHARACTERS, 2 * ROOT, ROOT):
            one, other = (_within_lines(dice.choices(alphabet, k=length)) for _ in range(2))
            yield f"{alphabet!r} mixed", one, other
            yield f"{alphabet!r} reversed", one, one[::-1]
            yield f"{alphabet!r} shifted", one, one[length // 2 :] + one[: length // 2]
    for count in (ROOT, 7_000, 3_000):
        words = [f"{number:x}" for number in range(count)]
        one = " ".join(words)[:MAX_CHARACTERS]
        yield f"{count} words reversed", one, " ".join(reversed(words))[:MAX_CHARACTERS]
        yield f"{count} words shuffled", one, " ".join(dice.sample(words, count))[:MAX_CHARACTERS]
    yield "nothing in common", "a." * (ROOT // 2), "b;" * (ROOT // 2)
    yield "one long word", "a" * MAX_CHARACTERS, "b" * MAX_CHARACTERS


def _within_lines(signs: list[str]) -> str:
    """The text, with as many lines as may be."""
    head = "".join(signs).split("\n", MAX_LINES - 1)
    return "\n".join([*head[:-1], head[-1].replace("\n", " ")])


def main() -> int:
    """Measure every pair; exit status 1 where the bar is too near."""
    found = sorted((_measured(*pair) for pair in pairs()), reverse=True)
    for seconds, name, pieces in found[:12]:
        print(f"{seconds:7.3f} s  {name:<28} {pieces}")
    print(f"{len(found)} pairs, the worst at {found[0][0]:.3f} s; the bar is {BAR / 2} s")
    return 0 if found[0][0] <= BAR / 2 else 1


def _measured(name: str, one: str, other: str) -> tuple[float, str, str]:
    times = []
    for _ in range(3):
        started = time.process_time()
        found = changes(one, other)
        times.append(time.process_time() - started)
    return min(times), name, "too different" if found is None else f"{len(found)} pieces"


if __name__ == "__main__":
    sys.exit(main())
