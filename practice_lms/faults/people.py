"""Faults of who launches: ids and roles."""

from __future__ import annotations

from practice_lms.claims import vocabulary as v
from practice_lms.faults.data import TOO_LONG
from practice_lms.faults.launch import (
    ACCEPTED,
    EITHER,
    REFUSED,
    Fault,
    Launch,
    set_claims,
    with_claims,
    without_claims,
)


def _several_roles(launch: Launch) -> None:
    launch.claims[v.ROLES] = [
        *launch.claims[v.ROLES],
        v.INSTITUTION + "#Faculty",
        v.SYSTEM + "#User",
    ]


def _short_roles(launch: Launch) -> None:
    launch.claims[v.ROLES] = [
        role.rpartition("#")[2] for role in launch.claims[v.ROLES] if role.startswith(v.MEMBERSHIP)
    ]


def _add_unknown_role(launch: Launch) -> None:
    launch.claims[v.ROLES] = [*launch.claims[v.ROLES], "https://vocabulary.example/roles#Juggler"]


def _roles(*roles: str) -> dict[str, list[str]]:
    return {v.ROLES: list(roles)}


_BOGUS = "http://purl.imsglobal.org/vocab/lis/v2/bogus#Instructor"

FAULTS = (
    Fault("no-sub", "No user id.", REFUSED, without_claims("sub")),
    Fault("empty-sub", "An empty user id.", REFUSED, with_claims(sub="")),
    Fault("long-sub", "A user id that is too long.", REFUSED, with_claims(sub=TOO_LONG)),
    Fault("number-sub", "A user id that is a number.", EITHER, with_claims(sub=29)),
    Fault("no-roles", "No roles claim.", REFUSED, without_claims(v.ROLES)),
    Fault("text-roles", "Roles are no list.", REFUSED, set_claims({v.ROLES: v.INSTRUCTOR})),
    Fault("number-roles", "Roles are numbers.", EITHER, set_claims({v.ROLES: [1, 2]})),
    Fault("several-roles", "Several roles.", ACCEPTED, _several_roles),
    Fault("short-role", "Roles as short names.", ACCEPTED, _short_roles),
    Fault("unknown-role", "An unknown role beside the known.", ACCEPTED, _add_unknown_role),
    Fault("empty-role", "One role, which is empty.", ACCEPTED, set_claims(_roles(""))),
    Fault("empty-roles", "An empty list of roles.", ACCEPTED, set_claims(_roles())),
    Fault(
        "bogus-instructor",
        "Instructor of a false vocabulary.",
        ACCEPTED,
        set_claims(_roles(_BOGUS)),
    ),
    Fault(
        "institution-instructor",
        "Instructor of the school, without a role in the class.",
        ACCEPTED,
        set_claims(_roles(v.INSTITUTION + "#Instructor")),
    ),
    Fault(
        "test-user",
        "Student view of a teacher.",
        ACCEPTED,
        set_claims(_roles(v.LEARNER, v.TEST_USER)),
    ),
)
