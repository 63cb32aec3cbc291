"""Rosters that are unusual, or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice_lms.claims import vocabulary as v

_PERSONAL = ("name", "given_name", "family_name", "email", "picture", "lis_person_sourcedid")


def _members(change: Callable[[list[Any]], list[Any]]) -> Callable[[Any], Any]:
    return lambda body: {**body, "members": change(body["members"])}


def _nameless(members: list[Any]) -> list[Any]:
    return [{name: m[name] for name in m if name not in _PERSONAL} for m in members]


def _with_test_user(members: list[Any]) -> list[Any]:
    test_user = {"user_id": "test-user", "name": "Test Student", "status": "Active"}
    return [*members, {**test_user, "roles": [v.LEARNER, v.TEST_USER]}]


def _bare(members: list[Any]) -> list[Any]:
    """No status, which then is Active."""
    return [{"user_id": m["user_id"], "roles": m["roles"]} for m in members]


def _odd(members: list[Any]) -> list[Any]:
    """Some members that cannot be taken, between those that can."""
    return [None, {"roles": ["Learner"]}, {"user_id": "", "roles": []}, *members, "somebody", 7]


def _numbers(members: list[Any]) -> list[Any]:
    return [{**m, "user_id": n} for n, m in enumerate(members)]


def _groupless(members: list[Any]) -> list[Any]:
    return [{name: m[name] for name in m if name != "group_enrollments"} for m in members]


FAULTS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("nameless-members", "Nobody has a name.", _members(_nameless)),
    ("bare-members", "Only ids and roles.", _members(_bare)),
    ("test-user", "A teacher's student view is among them.", _members(_with_test_user)),
    ("twice", "Everybody twice.", _members(lambda members: members * 2)),
    ("odd-members", "Members without an id, and things that are none.", _members(_odd)),
    ("number-ids", "Ids that are numbers.", _members(_numbers)),
    ("no-enrollments", "Nobody's groups, though they were asked for.", _members(_groupless)),
    ("no-members", "A class without members.", _members(lambda members: [])),
)
