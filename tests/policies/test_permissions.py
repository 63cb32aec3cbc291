"""docs/permissions.md against the predicates, and what must hold whatever the page says."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest

from app.models import Membership, Phase, Role
from app.policies import discussion as policy
from tests.support.tables import first_table

ME, SOMEBODY = 1, 2
HERE, ELSEWHERE = 1, 2
TABLE = first_table("permissions.md")
PREDICATES: dict[str, Callable[..., bool]] = {
    name: rule for name, rule in vars(policy).items() if name.startswith("can_")
}
READING = {"can_see_topics", "can_read_topic", "can_see_revisions"}
"""The predicates that let nobody write anything."""


@dataclass(frozen=True)
class Place:
    """An activity, as its dates and its space open and close it."""

    phase: Phase = Phase.OPEN
    is_frozen: bool = False

    @property
    def is_running(self) -> bool:
        return self.phase is Phase.OPEN and not self.is_frozen


@dataclass(frozen=True)
class Thing:
    """A topic or a post, as the predicates see it."""

    author_id: int
    is_locked: bool
    is_deleted: bool
    author_context_id: int = HERE
    is_erased: bool = False
    is_held: bool = False
    activity: Place = Place()

    @property
    def is_mine(self) -> bool:
        return self.author_id == ME


@dataclass(frozen=True)
class Case:
    """Somebody before a post in a topic, each in some state."""

    role: Role
    topic: Thing
    post: Thing

    @property
    def actor(self) -> Membership:
        return Membership(id=ME, role=self.role, context_id=HERE)

    def may(self, action: str) -> bool:
        """What the predicate says."""
        given = {
            "actor": self.actor,
            "activity": self.topic.activity,
            "topic": self.topic,
            "post": self.post,
        }
        rule = PREDICATES[action]
        return rule(**{name: given[name] for name in inspect.signature(rule).parameters})


AUTHORS = ((ME, HERE), (SOMEBODY, HERE), (SOMEBODY, ELSEWHERE))
PLACES = [Place(*state) for state in product(Phase, (False, True))]
STATES = list(product(AUTHORS, (False, True), (False, True)))
POSTS = [
    Thing(author, *state, home, is_held=held)
    for ((author, home), *state), held in product(STATES, (False, True))
]
TOPICS = [replace(thing, activity=place) for thing, place in product(POSTS, PLACES)]
CASES = [Case(*case) for case in product(Role, TOPICS, POSTS)]


def is_there(topic: Thing, post: Thing) -> bool:
    return not (topic.is_deleted or post.is_deleted)


Meaning = Callable[[Thing, Thing, Thing], bool]
MEANINGS: dict[str, Meaning] = {
    "always": lambda topic, post, it: True,
    "never": lambda topic, post, it: False,
    "begun": lambda topic, post, it: topic.activity.phase is not Phase.WAITING,
    "running": lambda topic, post, it: topic.activity.is_running,
    "unfrozen": lambda topic, post, it: not topic.activity.is_frozen,
    "own class": lambda topic, post, it: it.author_context_id == HERE,
    "own class, standing": lambda topic, post, it: (
        it.author_context_id == HERE and not post.is_deleted
    ),
    "open": lambda topic, post, it: (
        not topic.is_deleted and topic.activity.phase is not Phase.WAITING
    ),
    "own": lambda topic, post, it: (
        it.is_mine
        and topic.activity.is_running
        and not (topic.is_locked or it.is_locked or topic.is_deleted or it.is_deleted)
    ),
    "own words": lambda topic, post, it: (
        it.is_mine and not (topic.is_deleted or it.is_deleted or topic.activity.is_frozen)
    ),
    "own, shown": lambda topic, post, it: MEANINGS["own"](topic, post, it) and not it.is_held,
    "unlocked, shown": lambda topic, post, it: (
        MEANINGS["unlocked"](topic, post, it) and not post.is_held
    ),
    "unlocked": lambda topic, post, it: (
        is_there(topic, post) and topic.activity.is_running and not topic.is_locked
    ),
    "there": lambda topic, post, it: is_there(topic, post) and not topic.activity.is_frozen,
    "standing": lambda topic, post, it: not post.is_deleted,
    "deleted": lambda topic, post, it: post.is_deleted,
}
"""The page's legend; ``it`` is what the action is about, the topic or the post."""


def test_the_table_has_every_predicate_and_role() -> None:
    assert {action for action, _role in TABLE} == PREDICATES.keys(), "the page lacks a predicate"
    assert {role for _action, role in TABLE} == {*map(str, Role), "outsider"}


def test_the_legend_explains_every_cell() -> None:
    for (_action, role), cell in TABLE.items():
        assert cell in MEANINGS if role != "outsider" else cell == "404"


@pytest.mark.parametrize("action", PREDICATES)
def test_the_table_and_the_predicate_agree(action: str) -> None:
    for case in CASES:
        it = case.post if "post" in inspect.signature(PREDICATES[action]).parameters else case.topic
        cell = TABLE[action, str(case.role)]
        says = MEANINGS[cell](case.topic, case.post, it)
        assert case.may(action) is says, f"the page says {cell!r} to a {case.role}: {case}"


def test_who_only_looks_never_writes() -> None:
    for case in CASES:
        if case.role in (Role.MENTOR, Role.VISITOR):
            assert not [a for a in PREDICATES if a not in READING and case.may(a)], case


def test_nobody_writes_under_another_name() -> None:
    for case in CASES:
        assert not case.may("can_revise_post") or case.post.is_mine, case


def test_nothing_deleted_is_answered_revised_or_locked() -> None:
    for case in CASES:
        if case.post.is_deleted:
            for action in ("can_reply", "can_revise_post", "can_delete_post", "can_lock_post"):
                assert not case.may(action), (action, case)


def test_a_deleted_topic_is_closed_to_its_students() -> None:
    about = {
        name for name, rule in PREDICATES.items() if "topic" in inspect.signature(rule).parameters
    }
    for case in CASES:
        if case.topic.is_deleted and not case.actor.is_staff:
            assert not [action for action in about if case.may(action)], case


def test_a_lock_binds_whoever_does_not_answer_for_the_class() -> None:
    writing = PREDICATES.keys() - READING - {"can_draft", "can_start_topic", "can_edit_activity"}
    for case in CASES:
        if case.topic.is_locked and not case.actor.is_staff:
            assert not [action for action in writing if case.may(action)], case


@pytest.mark.parametrize("action", PREDICATES)
def test_staff_may_what_students_may(action: str) -> None:
    for case in CASES:
        if case.role is Role.STUDENT and case.may(action):
            for role in (Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR):
                assert Case(role, case.topic, case.post).may(action), (role, case)


@pytest.mark.parametrize("action", PREDICATES)
def test_students_may_what_mentors_and_visitors_may(action: str) -> None:
    for case in CASES:
        if case.role in (Role.MENTOR, Role.VISITOR) and case.may(action):
            assert Case(Role.STUDENT, case.topic, case.post).may(action), case


@pytest.mark.parametrize("action", PREDICATES)
def test_predicates_say_yes_or_no_and_touch_nothing(action: str) -> None:
    answers: set[Any] = {type(case.may(action)) for case in CASES}
    assert answers == {bool}
