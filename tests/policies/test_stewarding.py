"""docs/permissions.md, "Who looks after what", against the predicates."""

import inspect
from dataclasses import dataclass

import pytest

from app.models import Membership
from app.models.steward import Steward
from app.policies import stewarding as policy
from tests.support.tables import first_table

TABLE = first_table("permissions.md", "Who looks after what")
OWN, OTHER = 1, 2
PREDICATES = {n: r for n, r in vars(policy).items() if n.startswith("can_") and n != "can_steward"}


@dataclass(frozen=True)
class Registered:
    school_id: int | None


STEWARDS = {"operator": Steward(), "principal": Steward(OWN, Membership())}
PLACES = {
    "": [(OWN, {OWN}), (OWN, set()), (None, {OWN})],
    "shared": [(None, {OWN, OTHER}), (OWN, {OWN, OTHER}), (OTHER, {OWN}), (OWN, {OTHER})],
}


def test_the_table_has_every_predicate() -> None:
    assert {action for action, _who in TABLE} == PREDICATES.keys()


@pytest.mark.parametrize(("action", "column"), TABLE)
def test_the_table_and_the_predicate_agree(action: str, column: str) -> None:
    who, _, place = column.partition(", ")
    rule = PREDICATES[action]
    for school_id, schools in PLACES[place]:
        given = {
            "steward": STEWARDS[who],
            "platform": Registered(school_id),
            "schools": schools,
        }
        asked = {name: given[name] for name in inspect.signature(rule).parameters}
        assert rule(**asked) is (TABLE[action, column] == "yes"), (school_id, schools)


def test_a_platform_that_is_nobodys_yet_is_the_installations() -> None:
    assert not policy.can_switch_platform(STEWARDS["principal"], Registered(None), set())
    assert policy.can_switch_platform(STEWARDS["operator"], Registered(None), set())


@pytest.mark.parametrize(("is_administrator", "is_active"), [(True, False), (False, True)])
def test_who_is_no_steward(is_administrator: bool, is_active: bool) -> None:
    member = Membership(is_school_administrator=is_administrator, is_active=is_active)
    assert not policy.can_steward(member)
