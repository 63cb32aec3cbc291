"""What is left of a launch's claims for those who look for its fault: their shape, and no content.

Every text is replaced by what it is ("a text of 12 characters"), unless it stands where only a word
of the specification's own may stand, and is one. Names of claims that we don't know are counted and
not kept: they too can say anything.
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from app.lti import roles
from app.lti.vocabulary import KNOWN_WORDS, SHORT_NAMES

Seen = tuple[str, str, Any]
"""(path, kind, value): ("context.title", "text", 11). The kinds are those of KINDS."""

KINDS = frozenset({
    "word",  # value: the specification's word itself
    "expected", "unexpected",  # as registered, or of so many other characters
    "empty", "text", "address", "variable",  # value: the number of characters
    "number", "yes", "no", "null",
    "seconds",  # value: seconds after the launch arrived, negative for before
    "others",  # value: how many were left out
})  # fmt: skip

MOST = 80
"""Claims of one launch that are kept."""

DEEPEST, LONGEST_LIST = 3, 12
TIMES = frozenset({"iat", "exp", "nbf"})


def redacted(claims: Mapping[str, Any], expected: Mapping[str, str]) -> list[Seen]:
    """Give the shape of the claims. ``expected`` are values to compare with, by their path."""
    seen = list(_members("", claims, expected, 0))
    return seen if len(seen) <= MOST else [*seen[:MOST], ("", "others", len(seen) - MOST)]


def _members(
    path: str, claims: Mapping[str, Any], expected: Mapping[str, str], depth: int
) -> Iterator[Seen]:
    unknown = 0
    for sent, value in claims.items():
        name = SHORT_NAMES.get(sent)
        if name is None:
            unknown += 1
        else:
            yield from _value(f"{path}.{name}" if path else name, value, expected, depth)
    if unknown:
        yield path, "others", unknown


def _value(path: str, value: Any, expected: Mapping[str, str], depth: int) -> Iterator[Seen]:
    if isinstance(value, Mapping) and value and depth < DEEPEST:
        yield from _members(path, value, expected, depth + 1)
    elif isinstance(value, list) and value and depth < DEEPEST:
        for entry in value[:LONGEST_LIST]:
            yield from _value(path, entry, expected, depth + 1)
        if len(value) > LONGEST_LIST:
            yield path, "others", len(value) - LONGEST_LIST
    elif isinstance(value, Mapping | list):
        yield (path, "others", len(value)) if value else (path, "empty", 0)
    else:
        yield _single(path, value, expected)


def _single(path: str, value: Any, expected: Mapping[str, str]) -> Seen:
    if isinstance(value, str):
        return _text(path, value, expected)
    if value is None or isinstance(value, bool):
        return path, {None: "null", True: "yes", False: "no"}[value], None
    if path in TIMES and isinstance(value, int | float) and abs(value) < 1e12:
        return path, "seconds", round(value - time.time())
    return path, "number", None


def _text(path: str, value: str, expected: Mapping[str, str]) -> Seen:
    if path in expected:
        is_it = value == expected[path]
        return path, "expected" if is_it else "unexpected", len(value)
    if value in KNOWN_WORDS.get(path, ()) or (path == "roles" and roles.is_known(value)):
        return path, "word", value
    if not value:
        return path, "empty", 0
    if value.startswith("$"):
        return path, "variable", len(value)
    is_address = value.startswith(("https://", "http://"))
    return path, "address" if is_address else "text", len(value)
