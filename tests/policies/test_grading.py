"""docs/permissions.md, "Who grades", against the predicates."""

from itertools import product

import pytest

from app.models import Membership, Role
from app.models.membership import STAFF
from app.policies import grading as policy
from tests.support.tables import first_table

TABLE = first_table("permissions.md", "Who grades")
OWN, OTHER = 1, 2
PREDICATES = {name: rule for name, rule in vars(policy).items() if name.startswith("can_")}
STUDENTS = {
    "there": {"is_active": True, "is_test": False},
    "left": {"is_active": False, "is_test": False},
    "student view": {"is_active": True, "is_test": True},
}


def member(role: Role, context_id: int = OWN, **values: bool) -> Membership:
    return Membership(role=role, context_id=context_id, **({"is_active": True} | values))


def may(action: str, actor: Membership, student: Membership) -> bool:
    if action == "can_get_score":
        return policy.can_get_score(student)
    given = () if action == "can_see_scores" else (student,)
    return PREDICATES[action](actor, *given)


def test_the_table_has_every_predicate() -> None:
    assert {action for action, _who in TABLE} == PREDICATES.keys()


@pytest.mark.parametrize(("action", "column"), TABLE)
def test_the_table_and_the_predicate_agree(action: str, column: str) -> None:
    cell = TABLE[action, column]
    for role in Role:
        actor, student = member(role), member(Role.STUDENT, **STUDENTS[column])
        expected = {"staff": role in STAFF, "nobody": False, "the student": True}[cell]
        assert may(action, actor, student) is expected, (role, cell)


def test_nobody_grades_another_class_or_anyone_but_students() -> None:
    for role, other, context_id in product(Role, Role, (OWN, OTHER)):
        actor, person = member(role), member(other, context_id, is_test=False)
        if other is not Role.STUDENT or context_id == OTHER:
            assert not policy.can_grade(actor, person)
            assert not policy.can_grade_author(actor, person)


def test_only_students_get_scores() -> None:
    for role in set(Role) - {Role.STUDENT}:
        assert not policy.can_get_score(member(role, is_test=False))
