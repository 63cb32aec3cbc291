"""Groups of a platform's, whatever it sends for them."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.extensions import db
from app.lti import endpoints
from app.lti.connector import Connector
from app.lti.failures import ServiceFailure
from app.lti.groups import MOST_GROUPS, Group, Groups, enrolled
from app.lti.http import Answer, Question
from app.lti.names_and_roles import Roster
from app.lti.service_tokens import Client, ServiceTokens
from app.models import Context
from app.models.base import LTI_ID_LENGTH, NAME_LENGTH
from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch, claims_of

PLACE = "https://lms.example"
CLIENT = Client(1, "us", f"{PLACE}/token", PLACE)
TOKEN = json.dumps({"access_token": "t", "expires_in": 3600}).encode()

WORDS = st.sampled_from(["groups", "sets", "members", "id", "name", "set_id", "hidden", "user_id",
                         "group_enrollments", "group_id"])  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
    max_leaves=30,
)
CONTAINERS = st.fixed_dictionaries(
    {name: st.lists(ANYTHING | st.dictionaries(WORDS, ANYTHING)) for name in ("groups", "sets")}
)


def platform(body: bytes, status: int = 200) -> Connector:
    """The network's far end: one that says this to every question."""

    def say(url: str, question: Question) -> Answer:
        if url == CLIENT.token_url:
            return Answer(200, {"Content-Type": "application/json"}, TOKEN)
        return Answer(status, {"Content-Type": "application/json"}, body)

    return Connector(CLIENT, ServiceTokens(say), say, lambda claims: "signed")


def groups_of(document: Any) -> list[Group]:
    asked = Groups(platform(json.dumps(document).encode()), f"{PLACE}/groups", f"{PLACE}/sets")
    return [group for page in asked.pages() for group in page]


@given(ANYTHING | CONTAINERS)
def test_any_document_is_groups_or_a_failure(document: Any) -> None:
    with suppress(ServiceFailure):
        for group in groups_of(document):
            assert 0 < len(group.lti_id) <= LTI_ID_LENGTH
            assert len(group.name) <= NAME_LENGTH
            assert len(group.set_name) <= NAME_LENGTH
            assert "\0" not in group.lti_id + group.name + group.set_name


@given(st.binary(max_size=200), st.integers(100, 599))
def test_any_answer_is_groups_or_a_failure(body: bytes, status: int) -> None:
    with suppress(ServiceFailure):
        list(Groups(platform(body, status), f"{PLACE}/groups").pages())


@given(ANYTHING)
def test_any_enrollment_is_ids_or_nothing(value: Any) -> None:
    ids = enrolled(value)
    assert (ids is None) is not isinstance(value, list)
    assert all(0 < len(each) <= LTI_ID_LENGTH for each in ids or ())
    body = json.dumps({"members": [{"user_id": "a", "group_enrollments": value}]}).encode()
    with suppress(ServiceFailure):
        [[member]] = Roster(platform(body), PLACE, has_groups=True).pages()
        assert member.groups == ids


def test_what_is_read() -> None:
    document = {
        "sets": [{"id": 7, "name": "  Tables "}],
        "groups": [{"id": 1, "name": "Red", "set_id": 7}, {"id": "2", "hidden": True}],
    }
    assert groups_of(document) == [
        Group("1", "Red", "Tables", is_hidden=False),
        Group("2", "", "", is_hidden=True),
    ]


def test_groups_have_an_end() -> None:
    many = [{"id": number} for number in range(MOST_GROUPS + 1)]
    for document in ({"sets": [], "groups": many}, {"sets": many, "groups": []}):
        with pytest.raises(ServiceFailure, match="have no end"):
            groups_of(document)


def test_a_launch_says_where_they_are(app: Flask, begin: Callable[..., Launch]) -> None:
    launch = begin(school="maple-street", course="5-rivera", link="snow", person="elena")
    form = launch.form()
    claim = claims_of(form)[v.GROUPS]
    launch.send(form)
    with app.app_context():
        context = db.session.scalars(select(Context)).one()
        assert context.groups_url == claim["context_groups_url"]
        assert context.group_sets_url == claim["context_group_sets_url"]


@given(ANYTHING)
def test_an_odd_claim_locks_nobody_out(claim: Any) -> None:
    found = endpoints.read({v.GROUPS: claim})
    for url in (found.groups_url, found.group_sets_url):
        assert url == "" or url.startswith("http")
