"""A receipt in words: what was kept, and what was erased, each with its number."""

from collections.abc import Callable, Iterator, Mapping

from flask_babel import ngettext

WORDS: dict[str, Callable[[int], str]] = {
    "topics": lambda n: ngettext("%(num)d topic", "%(num)d topics", n),
    "posts": lambda n: ngettext("%(num)d text", "%(num)d texts", n),
    "revisions": lambda n: ngettext("%(num)d earlier version", "%(num)d earlier versions", n),
    "beside": lambda n: ngettext(
        "%(num)d text of another class beside them, without its author's name",
        "%(num)d texts of other classes beside them, without their authors' names",
        n,
    ),
    "flags": lambda n: ngettext("%(num)d flagged text", "%(num)d flagged texts", n),
    "reviews": lambda n: ngettext("%(num)d text in the queue", "%(num)d texts in the queue", n),
    "drafts": lambda n: ngettext("%(num)d draft", "%(num)d drafts", n),
    "pseudonyms": lambda n: ngettext("%(num)d made-up name", "%(num)d made-up names", n),
    "read_marks": lambda n: ngettext(
        "%(num)d note of what somebody had read", "%(num)d notes of what somebody had read", n
    ),
}
"""What is counted, in the order in which a receipt lists it."""


def lines(counts: Mapping[str, int]) -> Iterator[str]:
    """One for each thing of which there was any."""
    for name, words in WORDS.items():
        if number := counts.get(name):
            yield words(number)
