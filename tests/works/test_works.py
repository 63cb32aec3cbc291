"""A student's work in an activity, as those see it who may: mentors above all."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.extensions import db
from app.lti.claims import MOST_MENTEES, read
from app.models import Membership, Role, User, now
from app.policies.works import can_see_work
from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch
from tests.support.bulk import grow
from tests.support.cast import Campus, Visitor, arrived, post_ids
from tests.support.gradebook import member_of, set_terms
from tests.support.statements import noting

WORDS = "Water that hangs about."


@pytest.fixture
def topic(student: Visitor) -> str:
    return student.start_topic()


@pytest.fixture
def path(app: Flask, student: Visitor) -> str:
    """Of the student's work."""
    return f"{student.place}/works/{member_of(app, student).id}"


def mentor_of(campus: Campus, subs: object) -> Visitor:
    """A parent whose LMS says this of their children."""
    launch = Launch(campus, person="leila")
    page = launch.with_claims({v.ROLE_SCOPE_MENTOR: subs})
    return arrived(launch.client, page)


def test_a_mentor_sees_their_child_s_words_and_no_one_else_s(
    campus: Campus, student: Visitor, classmate: Visitor, mentor: Visitor, topic: str, path: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    classmate.reply(opening, "Steam, I say.")
    theirs = classmate.start_topic("A secret of mine", source="Do not tell.")
    student.reply(post_ids(student.get(theirs))[1], WORDS)
    home = mentor.get(mentor.place)
    assert home.links()["Amira Haddad"] == path
    page = mentor.get(path)
    assert page.title == "Amira Haddad"
    for words in ("What makes a cloud?", WORDS, "Clouds", "In a classmate's topic"):
        assert words in page.text
    for answer in (home, page):
        for words in ("Steam", "secret", "Do not tell", "1 reply"):
            assert words not in answer.response.text
        assert not [link for link in answer.links().values() if "/topics/" in link]
        assert not answer.soup.select("a[href^='/spaces/']")


def test_nothing_of_the_class_is_a_mentor_s(
    student: Visitor, mentor: Visitor, topic: str, app: Flask
) -> None:
    opening = post_ids(student.get(topic))[1]
    context = member_of(app, student).context_id
    for path in (student.space, topic, f"{topic}/posts/1", f"/posts/{opening}/replies/new",
                 f"/contexts/{context}/roster"):  # fmt: skip
        assert mentor.get(path).status == 404, path
    for path in (f"{mentor.place}/edit", f"{mentor.place}/scores", f"{mentor.place}/topics/new"):
        assert mentor.get(path).status == 403, path
    assert "Clouds" not in mentor.get(f"{mentor.place}?before=9999999999999999-99").text


def test_who_sees_a_work(
    teacher: Visitor,
    student: Visitor,
    classmate: Visitor,
    onlooker: Visitor,
    outsider: Visitor,
    topic: str,
    path: str,
) -> None:
    for visitor, status in ((teacher, 200), (student, 200), (classmate, 404), (onlooker, 404)):
        assert visitor.get(path).status == status
    assert outsider.get(path).status == 404
    assert teacher.get(path).links()["Clouds #1"] == f"{topic}/posts/1"
    assert teacher.get(f"{teacher.place}/works/77777").status == 404
    assert teacher.get(f"{teacher.place}/works/{2**31}").status == 404
    assert teacher.post(path).status == 405


def test_a_mentor_of_somebody_else(campus: Campus, topic: str, path: str) -> None:
    for subs in ([], None, "8", {"8": 1}, [None, {}, ""], ["nobody"], 8):
        stranger = mentor_of(campus, subs)
        assert stranger.get(path).status == 404, subs
        page = stranger.get(stranger.place)
        assert "no work to show you yet" in page.text
        assert "Clouds" not in page.text


def test_each_is_spoken_to(
    campus: Campus, student: Visitor, teacher: Visitor, mentor: Visitor, path: str
) -> None:
    """To the student it is theirs."""
    own = student.get(path)
    assert own.title == "Your work"
    assert "What you wrote in this activity" in own.text
    for who in (teacher, mentor):
        assert "What they wrote in this activity" in who.get(path).text
    nothing = campus.visit("wattle-park", "s501", "5b/books")
    empty = nothing.get(f"{nothing.place}/works/{path.rpartition('/')[2]}")
    assert "You have not written anything here yet." in empty.text


def test_several_children(campus: Campus, classmate: Visitor, student: Visitor) -> None:
    course = campus.school().course("5b")
    subs = [course.person(key).user_id for key in ("s501", "s502")]
    page = mentor_of(campus, subs).first
    assert page is not None
    assert len(page.soup.select("main .card")) == 2


def test_a_child_who_is_gone_is_nobody_s_mentee(
    app: Flask, mentor: Visitor, student: Visitor, path: str
) -> None:
    assert mentor.get(path).status == 200
    with app.app_context():
        db.session.get_one(Membership, member_of(app, student).id).is_active = False
        db.session.commit()
    assert mentor.get(path).status == 404


def test_who_is_no_mentor_any_more_keeps_no_children(
    app: Flask, campus: Campus, mentor: Visitor
) -> None:
    launch = Launch(campus, person="leila")
    launch.with_claims({v.ROLES: [v.LEARNER]})
    assert member_of(app, mentor).mentee_subs == []


def test_before_it_opens_a_mentor_waits_too(
    app: Flask, teacher: Visitor, mentor: Visitor, topic: str, path: str
) -> None:
    set_terms(app, teacher.place, opens_at=now() + timedelta(hours=1))
    page = mentor.get(path)
    assert "not open yet" in page.text
    assert "What makes a cloud?" not in page.text
    assert teacher.get(path).status == 200


def test_what_is_deleted_is_not_shown(
    student: Visitor, mentor: Visitor, topic: str, path: str
) -> None:
    opening = post_ids(student.get(topic))[1]
    student.reply(opening, WORDS)
    reply = post_ids(student.get(topic))[2]
    student.post(f"/posts/{reply}/deletion", is_deleted="1")
    assert WORDS not in mentor.get(path).text


def test_pages_by_key_and_statements(
    app: Flask, student: Visitor, mentor: Visitor, topic: str, path: str
) -> None:
    counts = []
    for more in (2, 60):
        grow(app, student, topic, [1] * more)
        with noting(app) as statements:
            page = mentor.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1] == 4
    assert len(page.soup.select(".written")) == 25
    older = mentor.get(page.links()["Older posts"])
    assert len(older.soup.select(".written")) == 25
    assert "Newest posts" in older.links()
    for junk in ("x", "-1", "9" * 40, "%00"):
        assert mentor.get(f"{path}?before={junk}").status == 200


def test_staff_find_it_by_the_grades(
    app: Flask, teacher: Visitor, student: Visitor, topic: str, path: str
) -> None:
    set_terms(app, teacher.place, points_possible=10.0)
    page = teacher.get(f"{teacher.place}/scores")
    assert path in page.links().values()
    assert teacher.get(path).links()["Grade"].startswith(f"{teacher.place}/scores/")


SUBS = st.lists(st.sampled_from(["1", "2", "3"]), max_size=3)


@given(
    role=st.sampled_from(list(Role)),
    seen=st.sampled_from(list(Role)),
    subs=SUBS,
    context_id=st.sampled_from([1, 2]),
    is_active=st.booleans(),
    is_self=st.booleans(),
)
def test_the_rule(
    role: Role, seen: Role, subs: list[str], context_id: int, is_active: bool, is_self: bool
) -> None:
    actor = Membership(id=1, role=role, context_id=1, mentee_subs=subs)
    author = Membership(
        id=1 if is_self else 2, role=seen, context_id=context_id, is_active=is_active
    )
    author.user = User(sub="2")
    may = can_see_work(actor, author)
    if context_id == 2 or seen is not Role.STUDENT:
        assert not may
    elif role is Role.MENTOR and not is_self:
        assert may == ("2" in subs and is_active)
    else:
        assert may == (actor.is_staff or is_self)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) |
    st.dictionaries(st.text(), inner), max_leaves=10,
)  # fmt: skip
CLAIMS: dict[str, Any] = {
    v.DEPLOYMENT_ID: "1",
    "sub": "x",
    v.ROLES: [v.MENTOR],
    v.MESSAGE_TYPE: "LtiResourceLinkRequest",
    v.RESOURCE_LINK: {"id": "1"},
}


@given(said=JSON | st.lists(st.text(min_size=1), max_size=80))
def test_whatever_is_said_of_mentees_is_short_texts(said: object) -> None:
    found = read(CLAIMS | {v.ROLE_SCOPE_MENTOR: said}).mentee_subs
    assert len(found) <= MOST_MENTEES
    assert all(isinstance(sub, str) and 0 < len(sub) <= 255 for sub in found)
