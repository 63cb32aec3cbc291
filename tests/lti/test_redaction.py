"""Nothing of a person's is left of redacted claims, whatever a launch claims."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lti import roles
from app.lti.redaction import KINDS, MOST, redacted
from app.lti.vocabulary import KNOWN_NAMES, KNOWN_WORDS
from practice_lms.claims import vocabulary as v

WORDS = frozenset().union(*KNOWN_WORDS.values())
NAMES = sorted(KNOWN_NAMES | {v.LTI + name for name in ("context", "roles", "custom", "lis")})

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([*sorted(WORDS), "$Person.name.full", "https://a.example/x?sub=7", v.LEARNER])
)
names = st.sampled_from(NAMES) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=30
)
anything = st.dictionaries(names, values, max_size=40)


@given(claims=anything, issuer=st.text(), client_id=st.text())
def test_only_the_specifications_words_are_left(
    claims: dict[str, Any], issuer: str, client_id: str
) -> None:
    """Each text of a record is from a list that stands in the code: no claim can add to it."""
    record = redacted(claims, {"iss": issuer, "aud": client_id, "azp": client_id})
    assert len(record) <= MOST + 1
    for path, kind, value in json.loads(json.dumps(record)):
        assert set(path.split(".")) <= KNOWN_NAMES | {""}
        assert kind in KINDS
        if isinstance(value, str):
            assert kind == "word"
            assert value in KNOWN_WORDS.get(path, ()) or roles.is_known(value)
        else:
            assert value is None or isinstance(value, int)


personal = st.text(min_size=4, alphabet="αβγδεζηθικλμνξοπρστυφχψω@")


@given(text=personal, path=st.sampled_from(["name", "sub", "email", "given_name", "context"]))
def test_no_text_of_a_person_is_left(text: str, path: str) -> None:
    claims = {
        path: text,
        v.CONTEXT: {"id": text, "title": f"{text}'s class", text: text},
        v.CUSTOM: {text: f"https://lms.example/{text}?user={text}", "activity_id": text},
        v.ROLES: [text, v.LEARNER],
        text: {text: [text]},
    }
    left = json.dumps(redacted(claims, {"iss": text}), ensure_ascii=False)
    assert text not in left


@pytest.mark.parametrize(
    ("claims", "seen"),
    [
        ({"name": "Amira Haddad"}, ("name", "text", 12)),
        ({"name": "$Person.name.full"}, ("name", "variable", 17)),
        ({"name": ""}, ("name", "empty", 0)),
        ({"email": None}, ("email", "null", None)),
        ({"sub": 4711}, ("sub", "number", None)),
        ({"iss": "https://lms.example"}, ("iss", "expected", 19)),
        ({"iss": "https://lms.example/"}, ("iss", "unexpected", 20)),
        ({"aud": ["other", "ours"]}, ("aud", "unexpected", 5)),
        ({v.VERSION: "1.3.0"}, ("version", "word", "1.3.0")),
        ({v.VERSION: "1.0"}, ("version", "text", 3)),
        ({v.ROLES: [v.LEARNER]}, ("roles", "word", v.LEARNER)),
        ({v.ROLES: [v.LEARNER + " "]}, ("roles", "address", len(v.LEARNER) + 1)),
        ({v.ROLES: "Learner"}, ("roles", "word", "Learner")),
        ({v.CONTEXT: {}}, ("context", "empty", 0)),
        ({v.CONTEXT: {"title": "Year 5"}}, ("context.title", "text", 6)),
        ({v.CUSTOM: {"x": "y", "activity_id": "4"}}, ("custom", "others", 1)),
        ({"picture": "https://lms.example/p?u=7"}, ("picture", "address", 25)),
        ({"roles": ["x"] * 20}, ("roles", "others", 8)),
        ({"exp": "soon"}, ("exp", "text", 4)),
        ({"exp": 1e300}, ("exp", "number", None)),
        ({"exp": True}, ("exp", "yes", None)),
    ],
)
def test_what_is_left(claims: dict[str, Any], seen: tuple[str, str, object]) -> None:
    expected = {"iss": "https://lms.example", "aud": "ours"}
    assert seen in redacted(claims, expected)


def test_times_are_told_from_the_arrival() -> None:
    import time

    [(path, kind, value)] = redacted({"iat": int(time.time()) - 90}, {})
    assert (path, kind) == ("iat", "seconds")
    assert -93 < value < -87


def test_an_endless_launch_is_cut() -> None:
    record = redacted({"context": {"errors": [{"id": "x"}] * 12, "custom": ["x"] * 99}}, {})
    assert ("context.custom", "others", 87) in record
    wide = dict.fromkeys(KNOWN_NAMES, "x")
    assert redacted(wide, {})[-1] == ("", "others", len(KNOWN_NAMES) - MOST)
