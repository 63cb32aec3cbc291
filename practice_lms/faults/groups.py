"""Groups that are unusual, or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Body = dict[str, Any]


def _each(change: Callable[[list[Any]], list[Any]]) -> Callable[[Body], Body]:
    """The same of groups and of sets, which have one shape."""
    return lambda body: {
        name: change(value) if name in ("groups", "sets") else value for name, value in body.items()
    }


def _bare(entries: list[Any]) -> list[Any]:
    return [{"id": entry["id"]} for entry in entries]


def _odd(entries: list[Any]) -> list[Any]:
    """Some that cannot be taken, between those that can."""
    return [None, {"name": "Nobody's"}, {"id": ""}, {"id": ["x"]}, *entries, "a group", 7]


FAULTS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("bare-groups", "Only ids.", _each(_bare)),
    ("odd-groups", "Groups without an id, and things that are none.", _each(_odd)),
    ("same-groups", "Every group twice.", _each(lambda entries: entries * 2)),
    ("no-groups", "No list of groups.", lambda body: {"id": body["id"]}),
)
