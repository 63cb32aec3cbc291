"""Under which name somebody is seen, where classes meet."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app import pseudonym_words
from app.models import Role
from app.models.membership import STAFF
from app.policies.naming import can_see_own_name
from app.queries.people import Author
from tests.support.cast import Page, Visitor, post_ids
from tests.support.together import Together

OWN, THEIRS = 1, 2


def viewer(role: Role) -> Author:
    return Author(1, OWN, role, 1, "Somebody")


def names(page: Page) -> list[str]:
    return [each.get_text() for each in page.soup.select(".posts .byline__name")]


def pseudonym_of(visitor: Visitor, space: str) -> str:
    return str(visitor.get(f"{space}/pseudonym").soup.select_one(".code-shown").get_text().strip())


def test_partners_see_a_pseudonym_and_the_class(together: Together) -> None:
    activity = together.add_activity()
    topic = together.start(together.student, activity)
    seen = together.stranger.get(topic)
    [name] = names(seen)
    assert name == pseudonym_of(together.student, together.space)
    assert "Year 5 Blue, Wattle Park Primary" in seen.text
    assert "Amira" not in seen.response.text
    assert "Haddad" not in seen.response.text
    assert names(together.host.teacher.get(topic)) == ["Amira Haddad"]
    assert names(together.student.get(topic)) == ["Amira Haddad"]
    assert name in together.partner.teacher.get(activity).text
    assert "Amira" not in together.partner.teacher.get(activity).response.text


def test_partner_teachers_are_known_by_name(together: Together) -> None:
    topic = together.start(together.host.teacher, together.add_activity())
    own = names(together.student.get(topic))
    assert names(together.stranger.get(topic)) == own
    assert own == ["Mārama Kereama"]


def test_the_same_name_everywhere_in_one_space(together: Together) -> None:
    activity = together.add_activity()
    first = together.start(together.student, activity)
    second = together.start(together.student, activity, title="Fog")
    assert names(together.stranger.get(first)) == names(together.stranger.get(second))


def test_a_name_is_drawn_again_until_it_was_read(together: Together) -> None:
    path = f"{together.space}/pseudonym"
    page = together.student.get(path)
    first = page.value("name")
    assert together.student.send(page, path).status == 303
    second = together.student.get(path).value("name")
    assert second != first
    assert together.student.send(page, path).status == 303
    assert together.student.get(path).value("name") == second
    together.start(together.student, together.add_activity())
    settled = together.student.get(path)
    assert "so it stays" in settled.text
    assert together.student.post(path, name=second).status == 409
    assert pseudonym_of(together.student, together.space) == second


def test_who_has_no_pseudonym(together: Together, mentor: Visitor) -> None:
    assert together.host.teacher.get(f"{together.space}/pseudonym").status == 403
    assert together.student.get(f"{together.student.space}/pseudonym").status == 403
    assert mentor.get(f"{together.space}/pseudonym").status in (403, 404)


def test_partner_staff_hide_and_do_no_more(together: Together) -> None:
    topic = together.start(together.student, together.add_activity())
    opening = post_ids(together.student.get(topic))[1]
    teacher = together.partner.teacher
    for path in (f"/posts/{opening}/revisions", f"{topic}/edit", f"/posts/{opening}/edit"):
        assert teacher.get(path).status == 403
    assert teacher.post(f"/posts/{opening}/lock", is_locked="1").status == 403
    assert teacher.post(topic, title="Mine").status == 403
    assert teacher.post(f"/posts/{opening}/deletion", is_deleted="1").status == 303
    assert together.host.teacher.get(f"/posts/{opening}/revisions").status == 200


def test_a_reply_quotes_under_the_pseudonym(together: Together) -> None:
    topic = together.start(together.student, together.add_activity())
    opening = post_ids(together.student.get(topic))[1]
    page = together.stranger.get(f"/posts/{opening}/replies/new")
    assert page.status == 200
    assert "Amira" not in page.response.text
    assert pseudonym_of(together.student, together.space) in page.text


def test_class_lists_stay_in_the_class(together: Together) -> None:
    for path in ("roster", "collaborations"):
        assert (
            together.partner.teacher.get(f"/contexts/{together.host.context_id}/{path}").status
            == 404
        )


def test_an_activity_is_added_once(app: Flask, together: Together) -> None:
    form = {"title": "What lives there?", "submission_key": "the very same key"}
    path = f"{together.space}/activities"
    first, second = (together.host.teacher.post(path, **form) for _ in range(2))
    assert (first.status, first.location) == (303, second.location)
    assert together.partner.teacher.post(path, **form).location != first.location
    assert together.student.post(path, **form).status == 403
    assert together.host.teacher.post(path, title="").status == 422
    own = together.host.teacher.space
    assert together.host.teacher.post(f"{own}/activities", **form).status == 403


@given(role=st.sampled_from(list(Role)), seen=st.sampled_from(list(Role)), name=st.text())
def test_no_child_s_name_crosses(role: Role, seen: Role, name: str) -> None:
    author = Author(2, THEIRS, seen, 1, name)
    may = can_see_own_name(viewer(role), author)  # type: ignore[arg-type]
    assert may == (seen in (Role.TEACHER, Role.ADMINISTRATOR))
    under_one = Author(2, THEIRS, seen, 1, name, "Calm Otter")
    assert not can_see_own_name(viewer(role), under_one)  # type: ignore[arg-type]
    assert seen in STAFF or not may


@pytest.mark.parametrize("words", [pseudonym_words.FIRST, pseudonym_words.SECOND])
def test_the_words_are_words(words: tuple[str, ...]) -> None:
    assert len(set(words)) == len(words) > 60
    assert all(word.isascii() and word.isalpha() and word[0].isupper() for word in words)


def test_when_all_names_are_taken_there_is_still_one() -> None:
    taken = {f"{one} {two}" for one in pseudonym_words.FIRST for two in pseudonym_words.SECOND}
    last = taken.pop()
    assert pseudonym_words.draw(set(taken)) == last
    assert pseudonym_words.draw(taken | {last}) not in taken
