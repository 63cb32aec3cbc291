"""docs/permissions.md, "Who says yes for whom", against the predicates."""

import re
from itertools import chain, combinations

import pytest

from app.models import Membership, Purpose, Role
from app.models.membership import STAFF
from app.policies import consenting as policy
from tests.support.tables import DOCS, first_table

TABLE = first_table("permissions.md", "Who says yes for whom")
OWN, OTHER = 1, 2
PREDICATES = {name: rule for name, rule in vars(policy).items() if name.startswith("can_")}
TEXT = (DOCS / "permissions.md").read_text("utf-8")
NEEDS = {
    name: {Purpose(purpose) for purpose in needs.split(", ")}
    for name, needs in re.findall(r"^\| (can_\w+) \| ([a-z_, ]+) \|$", TEXT, re.MULTILINE)
}
EVERY_CHOICE = [
    set(choice)
    for choice in chain.from_iterable(combinations(Purpose, n) for n in range(len(Purpose) + 1))
]
PEOPLE = {
    "own": (Role.STUDENT, OWN),
    "another's": (Role.STUDENT, OTHER),
    "no student": (Role.MENTOR, OWN),
    "once own": (Role.MENTOR, OWN),
}


def test_the_tables_have_every_predicate() -> None:
    assert {action for action, _who in TABLE} | NEEDS.keys() == PREDICATES.keys()


@pytest.mark.parametrize(("action", "column"), TABLE)
def test_the_table_and_the_predicate_agree(action: str, column: str) -> None:
    role, context_id = PEOPLE[column]
    person = Membership(role=role, context_id=context_id)
    for actor_role in Role:
        actor = Membership(role=actor_role, context_id=OWN)
        given = {"can_set_consent": (actor, person), "can_see_own_consents": (person,)}
        facts = (
            {"was_answered_for": True}
            if (action, column) == ("can_set_consent", "once own")
            else {}
        )
        says = PREDICATES[action](*given.get(action, (actor,)), **facts)
        expected = {"staff": actor_role in STAFF, "nobody": False, "the student": True}
        assert says is expected[TABLE[action, column]], (actor_role, action)


@pytest.mark.parametrize("action", NEEDS)
def test_what_consents_allow(action: str) -> None:
    for given in EVERY_CHOICE:
        assert PREDICATES[action](given) is (NEEDS[action] <= given), given
    assert not PREDICATES[action](set()), "nothing is given by default"
