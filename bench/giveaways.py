"""``python -m bench.giveaways``: the worst that looking through a text can cost.

Prints processor seconds, the least of three runs, for a text of full length against 2,000 names,
and how many times longer it takes than a quarter of it: 4 times where time grows with the length,
16 where it grows with its square. Fails where one is over a bar.
"""

import itertools
import sys
import time
from collections.abc import Iterator

from app.giveaways import RosterNames, find

LENGTH = 50_000
BAR = 1.0
"""Processor seconds."""
GROWTH_BAR = 8
"""Times; what is over 4 is noise."""

PIECES = (
    "02 07 031 ", "0412-3 45 ",
    "The cat sat on the mat. ", "Sarah ", "S a r a h ", "a ", "a", "aa bb ", "Sa**rah** ",
    "&#83;", "<", "<b>", "[a](b)", "](", "[", "%41", "1 ", "1", "1 22 ", "0412 34 ", "041 ",
    "(02", "12 Aa ", "12 Aa Bb Cc Dd ", "1a/1, ", "@", "a@", "@a.", "a at b dot ", "a.b", " @ ",
    "@aa", "insta ", '\u202e', '\u200d', 'e\u0301', '\u0301', "李小", "小", "สม", "민", "ﷺ", "Aa-",
    "Calle A ", "A de la ", "rue de ", "Aastrasse ", "AA1 ", ". Will ", "WILL ", "-", '\n',
    "+1 2", "𝓢", "_", "'", "x.com/", "my ",
)  # fmt: skip


def names() -> Iterator[str]:
    """Two thousand names that begin alike, as few do."""
    parts = itertools.product("abcdefgh", "aeio", "lmnrst", "aeiouy", "hlmnrst")
    for number, letters in enumerate(itertools.islice(parts, 2_000)):
        yield f"Sa{''.join(letters)} {'a' * (number % 60)}a{''.join(reversed(letters))}"
    yield from ("Sarah Sarah", "Will Smith", "李小龍", "สมชาย ใจดี", "김민준")


def main() -> int:
    """Measure every text; exit status 1 where a bar is missed."""
    started = time.process_time()
    roster = RosterNames(names())
    print(f"{time.process_time() - started:7.3f} s  to make 2,000 names ready")
    found = sorted((_measured(piece, roster) for piece in PIECES), reverse=True)
    for seconds, growth, piece in found[:12]:
        print(f"{seconds:7.3f} s  {growth:5.2f} times its quarter  {piece!r}")
    is_met = all(
        seconds <= BAR and (growth <= GROWTH_BAR or seconds < 0.1) for seconds, growth, _ in found
    )
    return 0 if is_met else 1


def _measured(piece: str, roster: RosterNames) -> tuple[float, float, str]:
    text = (piece * LENGTH)[:LENGTH]
    whole, part = (_seconds(each, roster) for each in (text, text[: LENGTH // 4]))
    return whole, whole / part, piece


def _seconds(text: str, roster: RosterNames) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        find(text, roster)
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
