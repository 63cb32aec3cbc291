"""A class that the LMS copied: its links open copies of the activities, and none of the work."""

from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.lti import histories
from app.lti.claims import CUSTOM
from practice_lms.roster import Course, ResourceLink
from tests.support.cast import Campus, Visitor
from tests.support.together import Together, join
from tests.views.test_links import move

PLACES = {
    "wattle-park": ("5b", "rain", "marama", "s501"),
    "maple-street": ("5-rivera", "snow", "elena", "m501"),
}


class Year:
    """A class with an activity that has settings and work."""

    def __init__(self, campus: Campus, slug: str) -> None:
        self.campus, self.slug = campus, slug
        self.course, self.link, self.teacher, self.student = PLACES[slug]
        teacher = campus.visit(slug, self.teacher, f"{self.course}/{self.link}")
        form = {"title": "Listening", "source": "What do you *hear*?", "points": "12"}
        dates = {"opens_at": "2020-01-01T00:00", "due_at": "2090-01-01T00:00"}
        assert teacher.post(teacher.place, **form, **dates).status == 303
        student = campus.visit(slug, self.student, f"{self.course}/{self.link}")
        student.start_topic("My puddle", "It was deep.")
        self.place = teacher.place

    def copied(self, of: str = "") -> Course:
        path = f"/{self.slug}/courses/{of or self.course}/copies"
        assert self.campus.at_lms(path, title="Next year").status == 200
        return self.campus.school(self.slug).courses[-1]

    def open(self, course: Course, link: str = "") -> Visitor:
        return self.campus.visit(self.slug, self.teacher, f"{course.key}/{link or self.link}")


@pytest.fixture(params=PLACES)
def year(request: pytest.FixtureRequest, campus: Campus) -> Year:
    return Year(campus, request.param)


def is_a_copy(visitor: Visitor) -> bool:
    return "hear" in visitor.first.text


def test_a_copy_has_the_settings_and_none_of_the_work(year: Year) -> None:
    opened = year.open(year.copied())
    page = opened.first
    assert opened.place != year.place
    assert page.title == "Listening"
    assert "What do you hear" in page.text
    assert "Points 12" in page.text
    assert "Due" in page.text
    assert "Opens" not in page.text
    assert "puddle" not in page.text
    assert "Nobody has written yet" in page.text


def test_a_teacher_of_both_sees_where_it_came_from(year: Year) -> None:
    copy = year.copied()
    assert "Copied, without its work, from Listening" in year.open(copy).first.text
    principal = {"wattle-park": "beatrice", "maple-street": "winston"}[year.slug]
    told = year.campus.visit(year.slug, principal, f"{copy.key}/{year.link}").first.text
    assert "Copied, without its work, from another class." in told


def test_students_are_not_told(year: Year) -> None:
    copy = year.copied()
    course = year.campus.school(year.slug).course(year.course)
    copy.people.append(course.person(year.student))
    opened = year.campus.visit(year.slug, year.student, f"{copy.key}/{year.link}")
    assert is_a_copy(opened)
    assert "Copied" not in opened.first.text


def test_a_copy_of_a_copy_that_nobody_opened(year: Year) -> None:
    assert is_a_copy(year.open(year.copied(of=year.copied().key)))


def test_a_changed_copy_is_what_is_copied_next(year: Year) -> None:
    first = year.copied()
    teacher = year.open(first)
    assert teacher.post(teacher.place, title="Looking", source="See?").status == 303
    second = year.open(year.copied(of=first.key))
    assert second.first.title == "Looking"
    assert "Points" not in second.first.text


def test_it_is_copied_once(year: Year) -> None:
    copy = year.copied()
    first, again = year.open(copy), year.open(copy)
    assert first.place == again.place


def with_custom(course: Course, link: str, **custom: str) -> ResourceLink:
    """The link with other custom parameters: what was typed there wins over what the tool asks."""
    found = course.link(link)
    changed = replace(found, custom={**found.custom, **custom})
    course.links[course.links.index(found)] = changed
    return changed


def test_by_our_own_number_where_there_is_no_history(year: Year) -> None:
    copy = year.copied()
    unknown = {"context_id_history": "$X.y", "resource_link_id_history": "$X.y"}
    with_custom(copy, year.link, activity_id=year.place.rpartition("/")[2], **unknown)
    opened = year.open(copy)
    assert is_a_copy(opened)
    assert opened.place != year.place


def test_a_class_without_a_past_gets_an_activity_of_its_own(year: Year) -> None:
    copy = year.copied()
    with_custom(copy, year.link, context_id_history="$X.y", resource_link_id_history="$X.y")
    assert not is_a_copy(year.open(copy))


@pytest.mark.parametrize("has_left", [False, True])
def test_what_classes_share_is_not_copied(app: Flask, campus: Campus, has_left: bool) -> None:
    """Whoever has the copy has joined nobody; a partner's words are not for them."""
    together: Together = join(app, campus)
    shared, elena = together.add_activity(source="What do you *hear* there?"), together.partner
    assert move(elena.teacher, elena.teacher.place, shared) == 303
    if has_left:
        departure = f"{together.partner_path}/departure"
        elena.teacher.send(elena.teacher.get(departure), departure)
    assert campus.at_lms("/maple-street/courses/5-rivera/copies", title="Next").status == 200
    copy = campus.school("maple-street").courses[-1]
    opened = campus.visit("maple-street", "elena", f"{copy.key}/snow")
    assert (opened.first.title, is_a_copy(opened)) == ("Snow day stories", False)


@pytest.mark.parametrize("slug", ["acacia-road", "maple-street"])
def test_another_school_gets_nothing(campus: Campus, slug: str) -> None:
    """Acacia Road is on the same issuer, with another deployment."""
    year = Year(campus, "wattle-park")
    course = campus.school("wattle-park").course("5b")
    past = {
        "context_id_history": course.context_id,
        "resource_link_id_history": course.link("rain").link_id,
        "activity_id": year.place.rpartition("/")[2],
    }
    key, link, teacher = ("5b", "books", "priya") if slug == "acacia-road" else PLACES[slug][:3]
    with_custom(campus.school(slug).course(key), link, **past)
    opened = campus.visit(slug, teacher, f"{key}/{link}")
    assert not is_a_copy(opened)
    assert "Copied" not in opened.first.text


def test_a_platform_that_repeats_link_ids_mixes_no_classes(campus: Campus) -> None:
    """Open edX gives the same ids in each run of a course."""
    year = Year(campus, "wattle-park")
    school = campus.school("wattle-park")
    rain = school.course("5b").link("rain")
    other = school.course("6g")
    same = replace(other.links[0], link_id=rain.link_id, title=rain.title)
    other.links[0] = same
    opened = campus.visit("wattle-park", "tomasz", f"6g/{same.key}")
    assert opened.place != year.place
    assert not is_a_copy(opened)
    assert "Nobody has written yet" in opened.first.text


def test_thirty_at_once_make_one(campus: Campus, app: Flask) -> None:
    year = Year(campus, "wattle-park")
    copy = year.copied()
    course = campus.school("wattle-park").course("5b")
    copy.people.extend(course.students[:12])
    ready, places = Barrier(12), []

    def come(key: str) -> None:
        ready.wait()
        places.append(campus.visit("wattle-park", key, f"{copy.key}/rain").place)

    crowd = [Thread(target=come, args=(each.key,)) for each in course.students[:12]]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert len(places) == 12
    assert len(set(places)) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["$A.b", "9" * 5000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "resource_link_id_history": JSON | st.text("a,\x00é ", max_size=9000),
            "context_id_history": JSON,
            "activity_id": JSON,
        },
    )
    | JSON
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_custom_claim_is_read(custom: Any) -> None:
    claims = {CUSTOM: custom}
    for ids in (histories.links(claims), histories.contexts(claims)):
        assert len(ids) <= histories.LONGEST
        assert all(0 < len(each) <= 255 and "\x00" not in each for each in ids)
    assert 0 <= histories.activity_id(claims) < 2**31
