"""What the demo begins with, as its people find it in the tool."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.models import Activity, Base, Event, Post, Space, Topic, now
from app.models.clock import turned_to
from scripts.seeding import story
from scripts.seeding.calendar import SchoolDays
from scripts.seeding.people import People
from scripts.seeding.seed import seed
from scripts.seeding.starting import UNFINISHED, forget_unfinished, seed_once
from scripts.seeding.telling import Telling
from tests.support.boundary import leaks, told
from tests.support.cast import Campus, Page, Visitor

ZONES = ["Australia/Melbourne", "America/Chicago"]
STARTED = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
"""A Thursday."""

BLUE, RIVERA = ("wattle-park", "5b"), ("maple-street", "5-rivera")

PUBLIC = ("Park",)
"""Of a child's name, what a school's is made of too."""


@pytest.fixture
def seeded(campus: Campus) -> Campus:
    seed(campus.app, campus.lms, datetime.now(UTC))
    return campus


def enter(campus: Campus, person: str) -> Visitor:
    """By the link that the demo names to this person."""
    if person in ("marama", "priya") or person.startswith("s5"):
        return campus.visit("wattle-park", person, "5b/creek")
    return campus.visit("maple-street", person, "5-rivera/garden")


def shared(visitor: Visitor) -> Page:
    """The shared space, by the class's page, where that is not where the launch led."""
    page = visitor.get(visitor.space)
    ways = [path for path in page.links_to("/spaces/") if path != visitor.space]
    return page if page.title == "Two waters" else visitor.get(ways[0])


def queue(visitor: Visitor) -> Page:
    context = re.search(r"/contexts/\d+", visitor.get(visitor.space).body)
    assert context
    return visitor.get(f"{context.group()}/reviews")


def collaborations(visitor: Visitor) -> Page:
    context = re.search(r"/contexts/\d+", visitor.get(visitor.space).body)
    assert context
    return visitor.get(f"{context.group()}/collaborations")


def test_what_children_find(seeded: Campus) -> None:
    """One telling serves many questions: it takes a second or two."""
    for person, other in (("s501", RIVERA), ("m502", BLUE)):
        child = enter(seeded, person)
        space, activities, topics = everything(child)
        pages = [space, *activities, *topics]

        assert space.title == "Two waters"
        assert len(activities) == 3
        assert 8 <= len(topics) <= 14
        assert not [leak for page in pages for leak in leaks(page, names(seeded, *other))]
    returned, flagger = enter(seeded, "s518"), enter(seeded, "m517")
    notes = [returned.get(path).text for path in returned.get(returned.place).links_to("/reviews/")]
    told_them = flagger.get(flagger.get(flagger.space).links()["What you told a teacher"])

    assert any("could draw it" in text for text in notes)
    assert "Thank you for telling us" in told_them.text
    for person in ("s515", "s520"):
        child = enter(seeded, person)

        assert "needs a yes from home" in child.get(child.place).text


def everything(child: Visitor) -> tuple[Page, list[Page], list[Page]]:
    """The shared space, its activities and topics."""
    space = shared(child)
    activities = [child.get(path) for path in space.links_to("/activities/")]
    paths = {path for page in activities for path in page.links_to("/topics/")}
    topics = [child.get(path) for path in sorted(paths) if "/posts/" not in path]
    return space, activities, topics


def names(campus: Campus, school: str, course: str) -> dict[str, str]:
    """What gives a child of a class away, but for what the school's own name says."""
    found = campus.school(school)
    children = found.course(course).students
    return {text: each.key for each in children for text in told(each) if text not in PUBLIC}


def test_what_staff_find(seeded: Campus) -> None:
    marama, elena = enter(seeded, "marama"), enter(seeded, "elena")
    ours, theirs = queue(marama).text, queue(elena).text

    assert "The new bridge has a spider" in ours  # a classmate's name is in it
    assert "walked off" in ours  # by rule
    assert "tiny light" in ours  # for the host, since
    assert "tiny light" not in theirs  # their assistant has read it
    assert "Mateo and me went to look" in theirs
    assert "there's a sign" in theirs
    assert all("Hidden until a teacher has looked" in words for words in (ours, theirs))
    health = marama.get(f"{collaborations(marama).links()['Two waters']}/health").text

    assert "Why is the foam brown?" in health
    assert health.count("Quiet") == 1
    assert "asks you to look at what waits" in collaborations(elena).text


def test_the_waiting_invitation_opens_for_the_other_teacher(seeded: Campus) -> None:
    tomasz = seeded.visit("wattle-park", "tomasz", "6g/wetland")
    page = tomasz.get(collaborations(tomasz).links()["Maps for strangers"])
    code = page.soup.select_one(".code-shown code").get_text()
    grace = seeded.visit("maple-street", "grace", "6-chen/maps")
    answer = grace.post(collaborations(grace).links()["Enter a code"], code=code)

    assert answer.status == 303
    assert "the other class draws the map" in grace.get(answer.location).text


def test_it_is_told_once(campus: Campus, app: Flask, tmp_path: Path) -> None:
    seed_once(app, campus.lms, tmp_path)
    check_days(app)
    check_events(app)
    marama = enter(campus, "marama")
    before = counts(app)
    seed_once(app, campus.lms, tmp_path)

    assert counts(app) == before
    assert "Two waters" in collaborations(marama).text
    assert not list(tmp_path.iterdir())


def check_days(app: Flask) -> None:
    """About forty posts where the classes meet, on days of some weeks before."""
    query = select(Post.created_at).join(Topic, Topic.id == Post.topic_id).join(Topic.activity)
    query = query.join(Activity.space).where(Space.home_of_id.is_(None))
    with app.app_context():
        moments = list(db.session.scalars(query))
    days = {moment.date() for moment in moments}

    assert 35 <= len(moments) <= 45
    assert len(days) >= 10
    assert now() - timedelta(weeks=6) < min(moments) <= max(moments) < now()


def check_events(app: Flask) -> None:
    """Dated as things happened, in their order."""
    query = select(Event).where(Event.verb != "platform.added").order_by(Event.id)
    with app.app_context():
        events = list(db.session.scalars(query))
    moments, verbs = [each.created_at for each in events], {each.verb for each in events}

    assert moments == sorted(moments)
    assert moments[0] < now() - timedelta(weeks=3)
    assert moments[-1] < now()
    assert {"collaboration.frozen", "collaboration.thawed", "collaboration.nudged"} <= verbs
    assert {"rotation.settled", "flag.hidden", "review.returned", "link.moved"} <= verbs


def counts(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with app.app_context():
        tables = Base.metadata.sorted_tables
        found = {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }
        db.session.remove()
    return found


def test_whoever_was_there_first_is_left_alone(campus: Campus, app: Flask, tmp_path: Path) -> None:
    child = campus.visit("wattle-park", "s501", "5b/rain")
    seed_once(app, campus.lms, tmp_path)

    assert "With other classes" not in child.get(child.space).text


def test_steps_of_the_story_are_in_the_order_of_their_moments(campus: Campus) -> None:
    read = story.read()
    for start in (STARTED, datetime(2027, 3, 29, 2, tzinfo=UTC), datetime(2027, 10, 4, tzinfo=UTC)):
        zones = [each.zone for each in read.classes.values()]
        telling = Telling(People(campus.lms, read.classes), SchoolDays(start, zones))
        moments = [telling.moment(step) for step in read.steps]

        assert moments == sorted(moments)
        assert moments[-1] < start


def test_school_days_are_weekdays_that_are_over_everywhere() -> None:
    days = SchoolDays(STARTED, ZONES)

    assert days.day(0).isoformat() == "2026-11-25"
    assert days.day(3).isoformat() == "2026-11-20"
    assert days.day(-2).isoformat() == "2026-11-27"
    assert SchoolDays(datetime(2026, 11, 30, 3, tzinfo=UTC), ZONES).day(0).weekday() == 4


def test_the_clock_goes_on_afterwards() -> None:
    with turned_to(STARTED):
        assert now() == STARTED

    assert now() - datetime.now(UTC) < timedelta(seconds=1)


def test_a_start_that_was_stopped_begins_anew(tmp_path: Path) -> None:
    database = tmp_path / "courtyard.db"
    database.write_text("half of it")
    forget_unfinished(tmp_path)
    assert database.exists()

    (tmp_path / UNFINISHED).touch()
    forget_unfinished(tmp_path)
    assert not list(tmp_path.iterdir())
