"""docs/permissions.md, "Who sees teams", against the predicates."""

import pytest

from app.models import Membership, Role
from app.policies import teams as policy
from tests.support.tables import first_table

TABLE = first_table("permissions.md", "Who sees teams")
PREDICATES = {name: rule for name, rule in vars(policy).items() if name.startswith("can_")}


def test_the_table_has_every_predicate_and_role() -> None:
    assert {action for action, _role in TABLE} == PREDICATES.keys()
    assert {role for _action, role in TABLE} == {role.value for role in Role}


@pytest.mark.parametrize(("action", "role"), TABLE)
def test_the_table_and_the_predicate_agree(action: str, role: str) -> None:
    assert PREDICATES[action](Membership(role=Role(role))) is (TABLE[action, role] == "yes")
