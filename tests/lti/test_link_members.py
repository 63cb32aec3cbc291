"""Who may open one link, asked for and whatever comes back."""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lti.connector import Connector
from app.lti.failures import KINDS, ServiceFailure
from app.lti.http import Answer, Question
from app.lti.names_and_roles import Member, Roster
from app.lti.service_tokens import Client, ServiceTokens
from app.models.base import LTI_ID_LENGTH

PLACE = "https://lms.example"
CLIENT = Client(1, "us", f"{PLACE}/token", PLACE)
TOKEN = json.dumps({"access_token": "t", "expires_in": 3600}).encode()

WORDS = st.sampled_from(["members", "user_id", "status", "roles", "message", "id", "context"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
    max_leaves=30,
)
MEMBERS = st.fixed_dictionaries(
    {"members": st.lists(ANYTHING | st.dictionaries(WORDS, ANYTHING, min_size=1))}
)


class Platform:
    """The network's far end: one that says this to every question, and remembers the address."""

    def __init__(self, document: Any) -> None:
        self.body = json.dumps(document).encode()
        self.asked: list[str] = []

    def say(self, url: str, question: Question) -> Answer:
        if url == CLIENT.token_url:
            return Answer(200, {"Content-Type": "application/json"}, TOKEN)
        self.asked.append(url)
        return Answer(200, {"Content-Type": "application/json"}, self.body)

    def members(self, link_id: str, url: str = f"{PLACE}/memberships") -> list[Member]:
        connector = Connector(CLIENT, ServiceTokens(self.say), self.say, lambda claims: "signed")
        return [each for page in Roster(connector, url, link_id=link_id).pages() for each in page]


@pytest.mark.parametrize("url", [f"{PLACE}/memberships", f"{PLACE}/memberships?type_id=3"])
@pytest.mark.parametrize("link_id", ["4", "a&role=x", "é #?/%2F", '"\\ '])
def test_the_link_is_named_letter_for_letter(url: str, link_id: str) -> None:
    platform = Platform({"members": []})
    platform.members(link_id, url)
    [asked] = platform.asked
    assert asked.startswith(url)
    query = parse_qs(urlsplit(asked).query, strict_parsing=True)
    assert query.pop("rlid") == [link_id]
    assert query == parse_qs(urlsplit(url).query)


def test_without_a_link_the_whole_class_is_asked_for() -> None:
    platform = Platform({"members": []})
    platform.members("")
    assert platform.asked == [f"{PLACE}/memberships"]


@given(ANYTHING | MEMBERS)
def test_any_document_is_members_or_a_failure(document: Any) -> None:
    with suppress(ServiceFailure):
        for member in Platform(document).members("4"):
            assert 0 < len(member.sub) <= LTI_ID_LENGTH


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("retry_after", [None, 0, 120])
def test_an_lms_that_asks_to_wait_is_asked_nothing_more(code: str, retry_after: int | None) -> None:
    failure = ServiceFailure(code, retry_after=retry_after)
    needs_rest = code in ("busy", "unreachable") or retry_after is not None
    assert failure.is_of_the_question is not needs_rest
