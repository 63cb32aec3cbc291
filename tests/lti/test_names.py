"""People's names, however platforms send them: shown as they are meant, and harmless."""

from collections.abc import Callable
from typing import Any

import pytest

from practice_lms.faults.names import HTML
from tests.lti.steps import Launch
from tests.support.cast import Campus, Page, Visitor, arrived

Enter = Callable[..., Visitor]

NAMELESS = [
    {},
    {"name": ""},
    {"name": " \t\n\u00a0\u3000"},
    {"name": "\u200b\u200c\u2060\u00ad"},
    {"name": "\u202e\u2066"},
    {"name": "\u3164"},
    {"name": "\u0301" * 10_000},
    {"name": 7},
    {"name": ["Amira"]},
    {"name": "$Person.name.full"},
    {"given_name": " ", "family_name": "\u200b"},
    {"given_name": "$Person.name.given", "family_name": "$Person.name.family"},
    {"email": "amira@example.test", "picture": "https://lms.example/amira.png"},
]

NAMED = [
    ({"name": "Amira Haddad"}, "Amira Haddad"),
    ({"name": "عبد الرحمن الخطيب"}, "عبد الرحمن الخطيب"),
    ({"name": "יעל כהן"}, "יעל כהן"),
    ({"name": "\u202egnitirw sdrawkcab\u202c"}, "gnitirw sdrawkcab"),
    ({"name": "🦘👩🏽‍🚀🏳️‍🌈 🪃"}, "🦘👩🏽‍🚀🏳️‍🌈 🪃"),
    ({"name": "क्‍ष"}, "क्‍ष"),
    ({"name": "A\u200bmi\ufeffra"}, "Amira"),
    ({"name": "  Amira \n\t Haddad "}, "Amira Haddad"),
    ({"name": "A\x00mi\ud800ra"}, "Amira"),
    ({"name": "Jose\u0301"}, "José"),
    ({"name": HTML}, HTML),
    ({"name": "{{7*7}} %(name)s %s {0}"}, "{{7*7}} %(name)s %s {0}"),
    ({"name": "$ixpence"}, "$ixpence"),
    ({"given_name": "Amira", "family_name": "Haddad"}, "Amira Haddad"),
    ({"given_name": "Amira"}, "Amira"),
    ({"family_name": "Haddad"}, "Haddad"),
    ({"name": " ", "given_name": "Amira", "family_name": "Haddad"}, "Amira Haddad"),
    ({"name": "$Person.name.full", "given_name": "Amira"}, "Amira"),
]


@pytest.fixture
def enter(campus: Campus) -> Enter:
    """Launch as one student, of whom the platform says only this."""

    def enter_as(**said: Any) -> Visitor:
        launch = Launch(campus)
        nothing = dict.fromkeys(("name", "given_name", "family_name", "email", "picture"))
        return arrived(launch.client, launch.with_claims({**nothing, **said}))

    return enter_as


def author_on(page: Page) -> str:
    return page.soup.select_one("#post-1 bdi").get_text()


@pytest.mark.parametrize("said", NAMELESS, ids=range(len(NAMELESS)))
def test_a_person_without_a_name_has_a_neutral_one(enter: Enter, said: dict[str, Any]) -> None:
    visitor = enter(**said)
    page = visitor.get(visitor.start_topic())
    assert author_on(page) == "Student 1"
    assert "amira" not in page.response.text.lower()


@pytest.mark.parametrize(("said", "shown"), NAMED, ids=range(len(NAMED)))
def test_a_name_is_shown_as_it_is_meant(enter: Enter, said: dict[str, Any], shown: str) -> None:
    visitor = enter(**said)
    page = visitor.get(visitor.start_topic())
    assert author_on(page) == shown
    assert not page.soup.select("main [onerror], main script")


@pytest.mark.parametrize("letter", ["A", "ع", "🦘", "é", "e\u0301\u0302"])
def test_ten_thousand_characters_end_in_an_ellipsis(enter: Enter, letter: str) -> None:
    visitor = enter(name=letter * (10_000 // len(letter)))
    shown = author_on(visitor.get(visitor.start_topic()))
    assert len(shown) <= 255
    assert shown.endswith("…")


def test_a_name_is_that_of_the_last_launch(enter: Enter) -> None:
    topic = enter(name="Amira Haddad").start_topic()
    assert author_on(enter(name="Amira Khoury").get(topic)) == "Amira Khoury"


def test_a_name_that_is_no_longer_sent_goes(enter: Enter) -> None:
    """A school that stops sharing names must not find them here."""
    topic = enter(name="Amira Haddad", given_name="Amira").start_topic()
    page = enter().get(topic)
    assert author_on(page) == "Student 1"
    assert "Amira" not in page.response.text
    assert author_on(enter(name="Amira Haddad").get(topic)) == "Amira Haddad"


def test_two_of_one_name_stay_two(campus: Campus) -> None:
    visitors = []
    for person in ("s501", "s502"):
        launch = Launch(campus, person=person)
        visitors.append(arrived(launch.client, launch.with_claims({"name": "Amira"})))
    one, two = visitors
    post = one.get(one.start_topic()).soup.select_one("#post-1 a[href$='/edit']")["href"]
    assert one.get(post).status == 200
    assert two.get(post).status == 403
