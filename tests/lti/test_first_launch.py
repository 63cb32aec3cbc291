"""The first launch makes what the class needs, once, however many come at the same moment."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import scoped_session

from app.models import (
    Activity,
    Context,
    Membership,
    ResourceLink,
    Session,
    Space,
    SpaceContext,
    User,
)
from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch, Log, assert_let_in, claims_of, refusals, with_token
from tests.support.cast import Campus, Page, Visitor, arrived

Begin = Callable[..., Launch]
Rows = scoped_session[DbSession]

MADE = (Context, Space, SpaceContext, ResourceLink, Activity, User, Membership, Session)


def counted(rows: Rows) -> dict[str, int]:
    rows.rollback()
    return {each.__name__: rows.scalar(select(func.count()).select_from(each)) for each in MADE}


def test_a_class_finds_its_discussion(student: Visitor) -> None:
    assert student.first.title == "Rain discussion"
    assert "Nobody has written yet" in student.first.text
    assert student.get(student.space).title == "Year 5 Blue"


def test_it_makes_one_of_each(student: Visitor, db_session: Rows) -> None:
    assert set(counted(db_session).values()) == {1}


def test_the_second_makes_only_a_session(campus: Campus, db_session: Rows) -> None:
    one, two = (campus.visit("wattle-park", "s501", "5b/rain") for _ in range(2))
    assert one.place == two.place
    assert counted(db_session) == {each.__name__: 1 for each in MADE} | {"Session": 2}


def test_another_link_of_the_class_is_another_activity(campus: Campus, db_session: Rows) -> None:
    one = campus.visit("wattle-park", "s501", "5b/rain")
    two = campus.visit("wattle-park", "s501", "5b/creek")
    assert (one.place != two.place, one.space) == (True, two.space)
    made = counted(db_session)
    assert (made["Context"], made["Space"], made["Activity"], made["Membership"]) == (1, 1, 2, 1)


def test_one_link_id_in_two_courses_is_two_activities(begin: Begin) -> None:
    """Some platforms count links anew in every course."""
    places = []
    for course in ("5", "6"):
        launch = begin()
        said = {v.CONTEXT: {"id": course}, v.RESOURCE_LINK: {"id": "1", "title": course}}
        places.append(arrived(launch.client, launch.with_claims(said)))
    one, two = places
    assert (one.first.title, two.first.title) == ("5", "6")
    assert one.place != two.place
    assert one.space != two.space


@pytest.fixture(params=[2, 30])
def crowd(request: pytest.FixtureRequest, campus: Campus) -> Iterator[list[Page]]:
    """So many different children who open one new link at the same moment: their first pages."""
    launches = [Launch(campus) for _ in range(request.param)]
    forms = []
    for number, launch in enumerate(launches):
        form = launch.form()
        said = claims_of(form) | {"sub": f"child {number}", "name": f"Child {number}"}
        forms.append(with_token(form, launch.school.sign(said)))
    ready = Barrier(request.param)

    def send(number: int) -> Page:
        ready.wait(timeout=30)
        return launches[number].send(forms[number])

    with ThreadPoolExecutor(request.param) as pool:
        yield list(pool.map(send, range(request.param)))


def test_a_crowd_makes_one_of_each(crowd: list[Page], db_session: Rows, log: Log) -> None:
    size = len(crowd)
    for page in crowd:
        assert_let_in(page, log)
    assert counted(db_session) == {
        "Context": 1,
        "Space": 1,
        "SpaceContext": 1,
        "ResourceLink": 1,
        "Activity": 1,
        "User": size,
        "Membership": size,
        "Session": size,
    }


def test_a_crowd_stands_in_one_place(crowd: list[Page]) -> None:
    places = {page.soup.select_one("meta[name=courtyard-page]")["content"] for page in crowd}
    people = {page.soup.select_one("meta[name=courtyard-person]")["content"] for page in crowd}
    assert (len(places), len(people)) == (1, len(crowd))


def test_a_crowd_is_counted_without_gaps(crowd: list[Page], db_session: Rows) -> None:
    """Without names they are "Student 1" to "Student 30", and no two of them the same."""
    ordinals = Counter(db_session.scalars(select(Membership.ordinal)))
    assert ordinals == Counter(range(1, len(crowd) + 1))


@pytest.mark.parametrize("size", [2, 30])
def test_one_person_in_many_tabs_is_one_member(
    campus: Campus, db_session: Rows, log: Log, size: int
) -> None:
    launches = [Launch(campus) for _ in range(size)]
    forms = [launch.form() for launch in launches]
    ready = Barrier(size)

    def send(number: int) -> Page:
        ready.wait(timeout=30)
        return launches[number].send(forms[number])

    with ThreadPoolExecutor(size) as pool:
        for page in pool.map(send, range(size)):
            assert_let_in(page, log)
    assert counted(db_session) == {each.__name__: 1 for each in MADE} | {"Session": size}
    assert not refusals(log)


def test_many_links_of_a_new_class_at_once_share_its_space(
    campus: Campus, db_session: Rows
) -> None:
    """The second link's first launch must not make a second Space, nor be kept waiting for ever."""
    launches = [Launch(campus, link=link) for link in ("rain", "books", "creek") * 3]
    forms = [launch.form() for launch in launches]
    ready = Barrier(len(forms))

    def send(number: int) -> int:
        ready.wait(timeout=30)
        return launches[number].send(forms[number]).status

    with ThreadPoolExecutor(len(forms)) as pool:
        assert set(pool.map(send, range(len(forms)))) == {200}
    made = counted(db_session)
    assert (made["Space"], made["ResourceLink"], made["Activity"]) == (1, 3, 3)


def test_the_answer_lets_only_this_lms_frame_it(campus: Campus, student: Visitor) -> None:
    headers = student.first.response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {campus.url}")
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
