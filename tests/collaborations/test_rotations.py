"""Classes take turns: what the featured one writes is given readers, who answer it."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.extensions import begin_write, db
from app.models import Event, FeaturedTopic, Membership, Reader, Review, Rotation, Space, now
from app.models.rotation import RotationTerms
from app.services import pseudonyms, rotating
from tests.collaborations.test_publishing import withdraw
from tests.support.bulk import membership
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.statements import noting
from tests.support.together import Together, agree, set_rule

TODAY = date.fromisoformat(f"{now():%Y-%m-%d}")


@pytest.fixture
def activity(together: Together) -> str:
    return together.add_activity()


@pytest.fixture
def children(app: Flask, campus: Campus, together: Together) -> list[Visitor]:
    """Three of the partner class."""
    more = [campus.visit("maple-street", who, "5-rivera/snow") for who in ("m502", "m503")]
    for each in more:
        agree(app, together.partner.teacher, each)
    return [together.stranger, *more]


def take_turns(together: Together, activity: str, **changes: str) -> Page:
    """Set it up: the host's class is featured now, for a week."""
    form = {
        "starts_on": (TODAY - timedelta(days=1)).isoformat(),
        "turn_days": "7",
        "readers_count": "2",
        "first": str(together.host.context_id),
        "time_zone": "UTC",
    }
    return together.host.teacher.post(f"{activity}/rotation", **(form | changes))


def asked(child: Visitor, activity: str) -> list[str]:
    """What a child is asked to read, by the activity's page."""
    page = child.get(activity)
    return [" ".join(each.get_text(" ").split()) for each in page.soup.select("#to-read + ul li")]


def loads(app: Flask) -> Counter[int]:
    with app.app_context():
        return Counter(db.session.scalars(select(Reader.member_id)))


def test_whose_turn_it_is() -> None:
    rotation = Rotation()
    rotation.agree(RotationTerms(date(2026, 11, 2), 7, 2, "Pacific/Auckland", (4, 7)))
    moments = {
        datetime(2026, 11, 1, 10, 59, tzinfo=UTC): None,
        datetime(2026, 11, 1, 11, 0, tzinfo=UTC): 4,
        datetime(2026, 11, 8, 10, 59, tzinfo=UTC): 4,
        datetime(2026, 11, 8, 11, 0, tzinfo=UTC): 7,
        datetime(2026, 11, 15, 11, 0, tzinfo=UTC): 4,
    }
    for moment, expected in moments.items():
        turn = rotation.turn_at(moment)
        assert (turn.context_id if turn else None) == expected, moment
    days = [(each.starts_on.day, each.ends_on.day) for each in rotation.turns_from(now(), 2)]
    assert len(days) == 2
    [first] = rotation.turns_from(datetime(2026, 10, 1, tzinfo=UTC), 1)
    assert (first.starts_on, first.ends_on) == (date(2026, 11, 2), date(2026, 11, 8))


def test_readers_are_given_and_answer(
    together: Together, activity: str, children: list[Visitor]
) -> None:
    assert take_turns(together, activity).location == f"{activity}/rotation"
    topic = together.start(together.student, activity, title="Our creek")
    together.start(together.stranger, activity, title="Not featured")
    together.start(together.host.teacher, activity, title="A teacher's")
    assert [asked(child, activity) for child in children] == [["Our creek"], ["Our creek"], []]
    assert asked(together.student, activity) == []
    assert "is featured until" in together.student.get(activity).text
    page = together.host.teacher.get(f"{activity}/rotation")
    assert page.text.count("has not answered yet") == 2
    for child in children[:2]:
        name = child.get(f"{together.space}/pseudonym").soup.select_one(".code-shown").get_text()  # type: ignore[union-attr]
        assert name in page.text, "no number that is the same in every space"
    assert "Not featured" not in page.text
    assert "A teacher's" not in page.text
    opening = post_ids(children[0].get(topic))[1]
    children[0].reply(opening, "We have one too.")
    assert asked(children[0], activity) == ["Our creek You have answered"]
    page = together.host.teacher.get(f"{activity}/rotation")
    assert page.text.count("has not answered yet") == 1
    name = children[0].first.soup.select_one(".bar__name").get_text()  # type: ignore[union-attr]
    assert name not in page.response.text
    own = together.partner.teacher.get(f"{activity}/rotation")
    assert name in own.text
    child = together.student.first.soup.select_one(".bar__name").get_text()  # type: ignore[union-attr]
    assert child in page.text
    assert child not in own.response.text


def test_everybody_is_asked_as_often(
    app: Flask, together: Together, activity: str, children: list[Visitor]
) -> None:
    take_turns(together, activity)
    for number in range(6):
        together.start(together.student, activity, title=f"Day {number}")
    assert sorted(loads(app).values()) == [4, 4, 4]
    with app.app_context():
        pairs = db.session.execute(select(Reader.featured_id, Reader.member_id)).all()
        assert len(set(pairs)) == len(pairs) == 12


def test_two_at_the_same_moment(
    app: Flask, together: Together, activity: str, children: list[Visitor]
) -> None:
    take_turns(together, activity, readers_count="1")
    forms = [
        {"title": f"Day {number}", "source": "Fog.", "submission_key": f"at once {number}"}
        for number in range(3)
    ]
    with ThreadPoolExecutor(3) as pool:
        sent = pool.map(lambda form: together.student.post(f"{activity}/topics", **form), forms)
        assert {page.status for page in sent} == {303}
    assert sorted(loads(app).values()) == [1, 1, 1]


def test_two_who_are_given_each_other_to_read_at_the_same_moment(
    together: Together, activity: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two activities, where both classes are featured: neither waits for the other."""
    take_turns(together, activity, readers_count="1")
    other, first = together.add_activity("Across"), str(together.partner.context_id)
    take_turns(together, other, readers_count="1", first=first)
    settle = pseudonyms.settle

    def slowly(space: Space, member: Membership) -> None:
        settle(space, member)
        time.sleep(0.4)

    monkeypatch.setattr(pseudonyms, "settle", slowly)
    words = {"title": "Fog", "source": "Grey.", "submission_key": "both at once"}
    pairs = ((together.student, activity), (together.stranger, other))
    with ThreadPoolExecutor(2) as pool:
        sent = pool.map(lambda pair: pair[0].post(f"{pair[1]}/topics", **words).status, pairs)
        assert list(sent) == [303, 303]


@pytest.mark.parametrize("act", ["settle", "fill", "end"])
def test_whoever_stops_all_waits_for_turns_that_are_being_changed(
    app: Flask, together: Together, activity: str, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Once they are told that it is stopped, nobody is given anything to read any more."""
    take_turns(together, activity)
    change, done = getattr(rotating, act), []
    stop = Visitor(app.test_client(use_cookies=False), together.partner.teacher.token)

    def freeze() -> None:
        assert stop.post(f"{together.partner_path}/freeze").status == 303
        done.append("stopped")

    with ThreadPoolExecutor(1) as pool:

        def slowly(*args: Any, **kwargs: Any) -> None:
            pool.submit(freeze)
            time.sleep(0.5)
            change(*args, **kwargs)
            done.append("changed")

        monkeypatch.setattr(rotating, act, slowly)
        path = {"fill": "/readers", "end": "/ending"}.get(act)
        if path:
            answer = together.host.teacher.post(f"{activity}/rotation{path}")
        else:
            answer = take_turns(together, activity, readers_count="1")
        assert answer.status == 303
    assert done == ["changed", "stopped"]


def test_nobody_is_asked_who_could_not_answer(
    app: Flask, campus: Campus, together: Together, activity: str
) -> None:
    silent = campus.visit("maple-street", "m502", "5-rivera/snow")
    gone = campus.visit("maple-street", "m503", "5-rivera/snow")
    agree(app, together.partner.teacher, gone)
    with app.app_context():
        begin_write()
        membership(gone).is_active = False
        number = membership(gone).id
        db.session.commit()
    take_turns(together, activity)
    together.start(together.student, activity)
    assert list(loads(app).values()) == [1], "two are wanted, and one can"
    page = together.host.teacher.get(f"{activity}/rotation")
    assert "Lacks 1 reader" in page.text
    agree(app, together.partner.teacher, silent)
    form = f"{activity}/rotation/readers"
    assert form in page.actions()
    for _ in range(2):
        assert together.host.teacher.send(page, form).location == f"{activity}/rotation"
    assert "Lacks" not in together.host.teacher.get(f"{activity}/rotation").text
    assert asked(silent, activity) == ["Clouds"]
    assert number not in loads(app)
    with app.app_context():
        verbs = db.session.scalars(select(Event.verb)).all()
        assert (verbs.count("rotation.settled"), verbs.count("rotation.filled")) == (2, 2)


def test_a_reader_whose_family_takes_its_yes_back_is_one_no_more(
    together: Together, activity: str
) -> None:
    take_turns(together, activity, first=str(together.partner.context_id), readers_count="1")
    together.start(together.stranger, activity, title="From theirs")
    assert asked(together.student, activity) == ["From theirs"]
    withdraw(together)
    page = together.partner.teacher.get(f"{activity}/rotation")
    assert "Lacks 1 reader" in page.text


def test_what_was_written_in_the_turn_before_it_was_set_up(
    together: Together, activity: str, children: list[Visitor]
) -> None:
    together.start(together.student, activity, title="Early")
    take_turns(together, activity)
    assert asked(children[0], activity) == ["Early"]
    take_turns(together, activity, readers_count="3")
    assert asked(children[2], activity) == ["Early"]


def test_what_waited_counts_for_the_turn_in_which_it_was_written(
    app: Flask, together: Together, activity: str, children: list[Visitor]
) -> None:
    set_rule(together.host, together.space, "everything")
    start = (TODAY - timedelta(days=7)).isoformat()
    take_turns(together, activity, starts_on=start)
    for title in ("Last week", "This week"):
        form = {"title": title, "source": "Fog.", "submission_key": f"key for {title}"}
        assert together.student.post(f"{activity}/topics", **form).location.startswith("/reviews/")
    assert asked(children[0], activity) == []
    with app.app_context():
        begin_write()
        early = now() - timedelta(days=3)
        query = update(Review).where(Review.title == "Last week").values(created_at=early)
        db.session.execute(query)
        db.session.commit()
    queue = f"/contexts/{together.host.context_id}/reviews"
    boxes = together.host.teacher.get(queue).soup.select("input[name=review]")
    numbers = [box["value"] for box in boxes]
    answer = together.host.teacher.post(
        f"{queue}/decisions", review=numbers, is_approved="1", note=""
    )
    assert answer.status == 303
    assert asked(children[0], activity) == ["Last week"]


def test_an_answer_that_waits_is_told_to_its_author_alone(
    together: Together, activity: str
) -> None:
    take_turns(together, activity)
    topic = together.start(together.student, activity)
    set_rule(together.partner, together.space, "everything")
    together.stranger.reply(post_ids(together.stranger.get(topic))[1], "It rains.")
    assert asked(together.stranger, activity) == ["Clouds Your answer waits for your teacher"]
    for teacher in (together.host.teacher, together.partner.teacher):
        assert "has not answered yet" in teacher.get(f"{activity}/rotation").text


def test_ending_freezing_and_what_is_hidden(app: Flask, together: Together, activity: str) -> None:
    take_turns(together, activity)
    topic = together.start(together.student, activity, title="Ours")
    together.host.teacher.post(f"{topic}/deletion", is_deleted="1")
    assert asked(together.stranger, activity) == []
    together.host.teacher.post(f"{topic}/deletion", is_deleted="0")
    assert asked(together.stranger, activity) == ["Ours"]
    assert together.partner.teacher.post(f"{activity}/rotation/ending").status == 303
    assert together.partner.teacher.post(f"{activity}/rotation/ending").status == 303
    assert asked(together.stranger, activity) == []
    together.start(together.student, activity, title="After")
    assert "no more" in together.host.teacher.get(f"{activity}/rotation").text
    with app.app_context():
        assert len(db.session.scalars(select(FeaturedTopic)).all()) == 1
        verbs = db.session.scalars(select(Event.verb)).all()
        assert verbs.count("rotation.ended") == 2, "one for each school"
    assert take_turns(together, activity).status == 303
    assert asked(together.stranger, activity) == ["Ours", "After"]
    together.host.teacher.post(f"{together.path}/freeze")
    page = together.host.teacher.get(f"{activity}/rotation")
    assert page.status == 200
    assert page.actions() == []
    assert take_turns(together, activity).status == 403
    withdraw(together)
    assert "Ours" not in together.partner.teacher.get(f"{activity}/rotation").text
    assert asked(together.stranger, activity) == []


def test_a_class_that_comes_or_goes(
    app: Flask, campus: Campus, together: Together, corridor
) -> None:
    activity = together.add_activity()
    code = together.host.invite(together.path)
    entered = corridor.enter(code).location
    assert corridor.sign(entered, 2).status == 303
    take_turns(together, activity)
    topic = together.start(together.student, activity)
    for party, path in ((together.host, together.path), (together.partner, together.partner_path)):
        assert party.sign(path, 2).status == 303
    assert "Other classes take part now" in together.host.teacher.get(f"{activity}/rotation").text
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    page = together.host.teacher.get(f"{activity}/rotation")
    assert "Lacks 2 readers" in page.text
    child = campus.visit("wattle-park", "s601", "6g/wetland")
    agree(app, corridor.teacher, child)
    together.host.teacher.post(f"{activity}/rotation/readers")
    assert asked(child, activity) == ["Clouds"]
    assert together.stranger.get(topic).status == 404
    take_turns(together, activity)
    page = corridor.teacher.get(f"{activity}/rotation")
    assert "Other classes take part now" not in page.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("starts_on", "", "Enter the first day"),
        ("turn_days", "0", "from 1 to 60"),
        ("turn_days", "many", "from 1 to 60"),
        ("readers_count", "4", "from 1 to 3"),
        ("first", "999", "Choose the class that begins"),
        ("time_zone", "Narnia", "like Pacific/Auckland"),
    ],
)
def test_what_are_no_turns(
    together: Together, activity: str, field: str, value: str, words: str
) -> None:
    page = take_turns(together, activity, **{field: value})
    assert page.status == 422
    assert words in page.text


def test_who_may(campus: Campus, together: Together, activity: str, teacher: Visitor) -> None:
    third = campus.visit("wattle-park", "tomasz", "6g/wetland")
    path = f"{activity}/rotation"
    for visitor, status in ((together.student, 403), (together.stranger, 403), (third, 404)):
        assert visitor.get(path).status == status
        assert visitor.get(f"{path}/edit").status == status
        for action in (path, f"{path}/readers", f"{path}/ending"):
            assert visitor.post(action).status == status
    assert together.partner.teacher.get(path).status == 200
    assert together.partner.teacher.get(f"{path}/edit").status == 200
    assert together.host.teacher.get("/activities/99999/rotation").status == 404
    assert together.host.teacher.get(f"{path}/ending").status == 405
    assert teacher.get(f"{teacher.place}/rotation").status == 403, "of one class alone"
    assert "Taking turns" not in teacher.get(teacher.place).links()
    assert "Taking turns" in together.host.teacher.get(activity).links()


def statements(app: Flask, visitor: Visitor, path: str) -> int:
    assert visitor.get(path).status == 200
    with noting(app) as seen:
        assert visitor.get(path).status == 200
    return len(seen)


def test_pages_ask_the_same_however_much_was_written(
    app: Flask, together: Together, activity: str, children: list[Visitor]
) -> None:
    take_turns(together, activity)
    pages = {(0, f"{activity}/rotation"): 7, (0, activity): 6, (1, activity): 9}
    people = (together.host.teacher, together.stranger)
    together.start(together.student, activity)
    few = {key: statements(app, people[key[0]], key[1]) for key in pages}
    for number in range(30):
        together.start(together.student, activity, title=f"Day {number}")
    assert {key: statements(app, people[key[0]], key[1]) for key in pages} == few == pages
    older = together.host.teacher.get(f"{activity}/rotation").links()["Older ones"]
    assert "Clouds" in together.host.teacher.get(older).text


def test_children_of_the_student_view_take_no_part(
    app: Flask, together: Together, activity: str
) -> None:
    with app.app_context():
        begin_write()
        number = membership(together.stranger).id
        db.session.get_one(Membership, number).is_test = True
        db.session.commit()
    take_turns(together, activity)
    together.start(together.student, activity)
    assert not loads(app)
