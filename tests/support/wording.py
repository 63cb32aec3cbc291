"""Which attributes of a page hold words for people, and which are for machines."""

import re

SPOKEN = frozenset(
    {
        "abbr",
        "alt",
        "aria-braillelabel",
        "aria-description",
        "aria-label",
        "aria-placeholder",
        "aria-roledescription",
        "aria-valuetext",
        "label",
        "placeholder",
        "summary",
        "title",
    }
)
"""Attributes that browsers show or read out."""

FOR_MACHINES = re.compile(r"[a-z0-9_/#.:-]+( [a-z0-9_/#.:-]+)*|[0-9T:+Z.-]+|")
"""What a data- attribute holds for a script: names, paths, times. Sentences have capitals."""


def is_for_people(tag: str, name: str, value: str) -> bool:
    """Whether a person sees or hears the value of this attribute."""
    if name == "value":
        return tag in ("button", "option")
    return name in SPOKEN or (name.startswith("data-") and not FOR_MACHINES.fullmatch(value))
