"""docs/permissions.md, "Who speaks for a class", against the predicates."""

from itertools import product

import pytest

from app.models import (
    Collaboration,
    CollaborationState,
    Membership,
    Relation,
    Role,
    SpaceContext,
    now,
)
from app.policies import collaborating as policy
from tests.support.tables import first_table

TABLE = first_table("permissions.md", "Who speaks for a class")
PREDICATES = {name: rule for name, rule in vars(policy).items() if name.startswith("can_")}
ALONE = {"can_see_collaborations", "can_collaborate", "can_erase_archive"}
HERE, THERE = 1, 2
SPEAKERS, STAFF = {"teacher", "administrator"}, {"teacher", "administrator", "assistant"}
WHO = {"speakers": SPEAKERS, "staff": STAFF, "nobody": set[str]()}


def place(column: str, context_id: int = HERE) -> SpaceContext:
    """The class's, as a column says."""
    relation = Relation.HOST if column == "host" else Relation.PARTNER
    joined = None if column == "invited" else now()
    left = now() if column == "left" else None
    return SpaceContext(context_id=context_id, relation=relation, joined_at=joined, left_at=left)


def may(action: str, role: Role, own: SpaceContext, state: CollaborationState) -> bool:
    actor = Membership(role=role, context_id=HERE)
    if action in ALONE:
        return bool(PREDICATES[action](actor))
    more = {"is_signed": False} if action == "can_sign" else {}
    return bool(PREDICATES[action](actor, own, Collaboration(state=state), **more))


def expected(cell: str, role: Role, state: CollaborationState) -> bool:
    who, _, states = cell.partition(": ")
    return str(role) in WHO[who] and (not states or str(state) in states.split(", "))


def test_the_table_has_every_predicate() -> None:
    assert {action for action, _column in TABLE} == PREDICATES.keys()


@pytest.mark.parametrize(("action", "column"), TABLE)
def test_the_table_and_the_predicate_agree(action: str, column: str) -> None:
    for role, state in product(Role, CollaborationState):
        says = expected(TABLE[action, column], role, state)
        assert may(action, role, place(column), state) is says, (role, state)


def test_nobody_speaks_for_another_class() -> None:
    for action, role, column, state in product(
        PREDICATES.keys() - ALONE - {"can_freeze"},
        Role,
        ("host", "partner", "invited"),
        CollaborationState,
    ):
        assert not may(action, role, place(column, THERE), state)


def test_what_is_signed_is_not_signed_again() -> None:
    collaboration = Collaboration(state=CollaborationState.OFFERED)
    teacher = Membership(role=Role.TEACHER, context_id=HERE)
    assert policy.can_sign(teacher, place("partner"), collaboration, is_signed=False)
    assert not policy.can_sign(teacher, place("partner"), collaboration, is_signed=True)
