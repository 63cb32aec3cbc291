"""docs/permissions.md is the truth: every cell against its predicate, for every state of things."""

import inspect
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from app.models import Membership, Role
from app.policies import discussion

TABLE = Path(__file__).parents[2] / "docs" / "permissions.md"
MINE, THEIRS = 1, 2


@dataclass
class Thing:
    """A topic or a post, as the predicates see it."""

    author_id: int
    is_locked: bool
    is_deleted: bool


def cells() -> list[tuple[str, str, str]]:
    rows = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")]
    table = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    roles = table[0][1:]
    return [
        (row[0], role, cell) for row in table[1:] for role, cell in zip(roles, row[1:], strict=True)
    ]


def expected(cell: str, topic: Thing, post: Thing | None) -> bool:
    thing = post or topic
    is_own, is_gone = thing.author_id == MINE, topic.is_deleted or thing.is_deleted
    is_locked = topic.is_locked or thing.is_locked
    return {
        "always": True,
        "never": False,
        "open": not topic.is_deleted,
        "own": is_own and not is_locked and not is_gone,
        "own words": is_own and not is_gone,
        "unlocked": not topic.is_locked and not is_gone,
        "there": not is_gone,
        "standing": not thing.is_deleted,
        "deleted": thing.is_deleted,
    }[cell]


def states() -> list[Thing]:
    return [Thing(*state) for state in product((MINE, THEIRS), (False, True), (False, True))]


def test_the_table_holds_every_predicate_and_role() -> None:
    predicates = {name for name in vars(discussion) if name.startswith("can_")}
    assert {action for action, _, _ in cells()} == predicates
    assert {role for _, role, _ in cells()} == {str(role) for role in Role}


@pytest.mark.parametrize(("action", "role", "cell"), cells())
def test_cell(action: str, role: str, cell: str) -> None:
    rule: Any = getattr(discussion, action)
    wanted = list(inspect.signature(rule).parameters)[1:]
    actor = Membership(id=MINE, role=Role(role))
    for topic, post in product(states(), states()):
        things = {"topic": topic, "post": post}
        about = post if "post" in wanted else None
        context = topic if "topic" in wanted else Thing(THEIRS, False, False)
        allowed = rule(actor, *(things[name] for name in wanted))
        if action == "can_delete_post" and cell == "own" and topic.is_deleted:
            continue  # out of a student's reach before this is asked
        assert allowed is expected(cell, context, about), (topic, post)
