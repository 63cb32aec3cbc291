"""The names of a class, made ready to be looked for."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.giveaways.characters import is_unspaced
from app.giveaways.display_names import MOST_LETTERS, Word, pieces_of, words_of
from app.giveaways.everyday_words import Usage, usage_of_first, usage_of_last
from app.giveaways.nicknames import nicknames

FEWEST_LETTERS = 2


@dataclass(slots=True)
class Known:
    """What is known of some letters that make up a name, or a part of one."""

    usage: Usage
    joints: set[int] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    """How it is written with its accents, where it has any: Mỹ is not "my"."""

    def add(self, usage: Usage, joints: Iterable[int], written: str) -> None:
        """Learn that somebody else has it too."""
        self.usage = min(self.usage, usage)
        self.joints.update(joints)
        if not written.isascii():
            self.written.add(written.casefold())


class RosterNames:
    """Names to look for: build it once for a class, from the display names of its members.

    What the platform calls somebody may be hostile, empty, or of any script. Single letters and
    numbers are nobody's name.
    """

    def __init__(self, display_names: Iterable[str]) -> None:
        self._known: dict[str, Known] = {}
        for display_name in set(display_names):
            self._add_member(words_of(display_name))
        self._sorted = sorted(self._known)
        self._beginnings = _beginnings(self._sorted)

    def starting(self, text: str) -> Iterator[tuple[str, Known]]:
        """Give every name that the text starts with, the longest first."""
        index = bisect_right(self._sorted, text[:MOST_LETTERS]) - 1
        while index >= 0:
            name = self._sorted[index]
            if text.startswith(name):
                yield name, self._known[name]
            index = self._beginnings[index]

    def _add_member(self, words: list[Word]) -> None:
        names = _without_particles(words)
        for place, word in enumerate(names):
            usage = usage_of_last if 0 < place == len(names) - 1 else usage_of_first
            for part in (word, *pieces_of(word)):
                self._add(part.letters, usage(part.letters), part.joints, part.written)
                if usage is usage_of_first:
                    self._add_nicknames(part.letters)
        self._add_whole(words, names)

    def _add_nicknames(self, name: str) -> None:
        for short in nicknames(name):
            self._add(short, usage_of_first(short))

    def _add_whole(self, words: list[Word], names: list[Word]) -> None:
        """Add what always counts: the name as a whole, in the orders in which people write it."""
        if len(names) < 2:
            return
        first, last = names[0], names[-1]
        start = len(words) - 1
        while start > 1 and words[start - 1].is_particle:
            start -= 1
        family = words[start:]
        for order in (words, [*family, *words[:start]], [first, *family], [*family, first]):
            self._add_together(order)
        if len(family) > 1:
            self._add_together(family)
        self._add_together([first, last])
        self._add_together([last, first])
        self._add_initial(first, family)

    def _add_initial(self, first: Word, family: list[Word]) -> None:
        initial = first.letters[0]
        together = "".join(word.letters for word in family)
        if initial not in "ai" and len(together) > 3 and not is_unspaced(initial):
            self._add_together([Word(initial, initial, ()), *family], Usage.CAPITAL)

    def _add_together(self, words: list[Word], usage: Usage = Usage.NAME) -> None:
        joints: list[int] = []
        length = 0
        for word in words:
            joints += [length, *(length + joint for joint in word.joints)]
            length += len(word.letters)
        written = " ".join(word.written for word in words)
        self._add("".join(word.letters for word in words), usage, joints, written)

    def _add(self, name: str, usage: Usage, joints: Iterable[int] = (), written: str = "") -> None:
        name = name[:MOST_LETTERS]
        if len(name) >= FEWEST_LETTERS:
            self._known.setdefault(name, Known(usage)).add(usage, joints, written)


def _without_particles(words: list[Word]) -> list[Word]:
    """Leave out the small words within a name: le is one in "Ana le Roux", not in "Zoë Le"."""
    return [
        word
        for place, word in enumerate(words)
        if not word.is_particle or place in (0, len(words) - 1)
    ]


def _beginnings(names: list[str]) -> list[int]:
    """Give for each of the sorted names the longest other one that it starts with; -1 for none."""
    found: list[int] = []
    for index, name in enumerate(names):
        before = index - 1
        while before >= 0 and not name.startswith(names[before]):
            before = found[before]
        found.append(before)
    return found
