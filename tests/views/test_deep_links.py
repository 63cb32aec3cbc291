"""A teacher chooses activities in the LMS's own chooser (Deep Linking 2.0)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import jwt
import pytest
import time_machine
from flask import Flask

from practice_lms.claims import vocabulary as v
from practice_lms.visiting import Visit
from tests.support.cast import BASE, Campus, Page, Visitor

SCHOOLS = {
    "wattle-park": ("5b", "marama", "s501"),
    "maple-street": ("5-rivera", "elena", "m501"),
}
NEW = {"picked": "new", "title": "Rain <i>again</i>", "source": "What do **you** hear?"}
DATES = {
    "opens_at": "2027-03-01T08:00",
    "due_at": "2027-03-08T15:30",
    "closes_at": "2027-03-09T15:30",
    "time_zone": "Australia/Sydney",
}
Ask = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def key(app: Flask) -> None:
    """The tool's, by which it signs."""
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0


@pytest.fixture
def ask(campus: Campus) -> Ask:
    """Have a teacher of a school choose, from the LMS's page."""

    def ask(school: str = "wattle-park", who: str = "", **query: str) -> Visitor:
        course, teacher, _ = SCHOOLS[school]
        more = "".join(f"&{name}={value}" for name, value in query.items())
        page = f"/{school}/courses/{course}/deep_linking?as={who or teacher}{more}"
        return campus.launch_from(page)

    return ask


def pick(visitor: Visitor, **form: Any) -> Page:
    """Send the picker, and follow it to the preview where it is taken."""
    page = visitor.post(visitor.place, **form)
    return visitor.get(page.location) if page.status == 303 else page


def add(visitor: Visitor, **form: Any) -> Page:
    """Choose, look at it, add it; the page that leads back to the LMS."""
    preview = pick(visitor, **form)
    assert preview.status == 200, preview.text
    sent = visitor.send(preview, f"{visitor.place}/answer")
    assert sent.status == 303, sent.text
    return visitor.get(sent.location)


def claims_of(answer: Page) -> dict[str, Any]:
    return dict(jwt.decode(answer.value("JWT"), options={"verify_signature": False}))


def items_of(answer: Page) -> list[dict[str, Any]]:
    return list(claims_of(answer)[v.CONTENT_ITEMS])


def hand_over(campus: Campus, answer: Page) -> Page:
    """What the browser does with the last page: post it to the LMS."""
    form = answer.soup.find("form")
    return campus.at_lms(form["action"].removeprefix(campus.url), JWT=answer.value("JWT"))


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_new_activity_is_added_and_opened(campus: Campus, ask: Ask, school: str) -> None:
    course, _teacher, student = SCHOOLS[school]
    answer = add(ask(school), **NEW, **DATES, points="20", target="iframe")
    done = hand_over(campus, answer)
    assert done.status == 200, done.text
    assert "Rain <i>again</i>" in done.text
    link = campus.school(school).course(course).links[-1]
    opened = campus.visit(school, student, f"{course}/{link.key}")
    assert opened.first.title == "Rain <i>again</i>"
    assert "not open yet" in opened.first.text
    assert "Points 20" in opened.first.text
    with time_machine.travel("2027-03-02T12:00Z"):
        begun = campus.visit(school, student, f"{course}/{link.key}")
    assert "What do you hear?" in begun.first.text
    assert opened.place == f"/activities/{link.custom['activity_id']}"
    assert link.points == 20
    assert link.dates["submission.endDateTime"].startswith("2027-03-08T04:30")


def test_the_answer(campus: Campus, ask: Ask) -> None:
    answer = add(
        ask("maple-street"), **NEW, points="7,5", due_at="2027-03-08T15:30", target="window"
    )
    claims, school = claims_of(answer), campus.school("maple-street")
    assert claims["iss"] == school.client_id
    assert claims["aud"] == school.issuer
    assert claims[v.MESSAGE_TYPE] == "LtiDeepLinkingResponse"
    assert claims[v.DATA].startswith("practice-")
    (item,) = claims[v.CONTENT_ITEMS]
    number = item["custom"]["activity_id"]
    assert item == {
        "type": "ltiResourceLink",
        "url": f"{BASE}/lti/launch",
        "title": "Rain <i>again</i>",
        "text": "What do you hear?",
        "custom": {
            "activity_id": number,
            "context_id_history": "$Context.id.history",
            "resource_link_id_history": "$ResourceLink.id.history",
        },
        "submission": {"endDateTime": "2027-03-08T15:30:00+00:00"},
        "window": {"targetName": f"courtyard-{number}"},
        "lineItem": {
            "scoreMaximum": 7.5,
            "resourceId": f"activity-{number}",
            "label": "Rain <i>again</i>",
            "submissionReview": {"reviewableStatus": ["InProgress", "Submitted", "Completed"]},
        },
    }


def test_a_moodle_gets_no_data_back(ask: Ask) -> None:
    assert v.DATA not in claims_of(add(ask(), **NEW))


def test_data_come_back_letter_for_letter(campus: Campus, ask: Ask) -> None:
    answer = add(ask("maple-street", fault="odd-data"), **NEW)
    assert claims_of(answer)[v.DATA] == 'ä "<&>\\ \n '
    assert hand_over(campus, answer).status == 200


def test_the_page_may_send_its_form_to_the_lms_and_nowhere_else(campus: Campus, ask: Ask) -> None:
    visitor = ask()
    answer = add(visitor, **NEW)
    for page in (visitor.first, answer):
        policy = page.response.headers["Content-Security-Policy"]
        assert f"form-action 'self' {campus.url};" in policy
    elsewhere = visitor.get("/spaces/1").response.headers["Content-Security-Policy"]
    assert "form-action 'self';" in elsewhere


def test_activities_of_the_class_are_added_again(
    campus: Campus, ask: Ask, teacher: Visitor
) -> None:
    visitor = ask()
    number = teacher.place.rpartition("/")[2]
    assert f"picked-{number}" in str(visitor.first.soup)
    answer = add(visitor, picked=["new", number], title="Hail")
    assert [item["title"] for item in items_of(answer)] == ["Rain discussion", "Hail"]
    assert items_of(answer)[0]["custom"]["activity_id"] == number
    assert len(items_of(answer)) == 2


def test_one_where_one_is_taken(ask: Ask, teacher: Visitor) -> None:
    visitor = ask(fault="one-only")
    number = teacher.place.rpartition("/")[2]
    refused = visitor.post(visitor.place, picked=["new", number], title="Hail")
    assert refused.status == 422
    assert "takes one activity" in refused.text
    assert refused.value("title") == "Hail"
    assert len(items_of(add(visitor, picked=number))) == 1


def test_where_no_points_are_taken(ask: Ask) -> None:
    visitor = ask("maple-street", fault="no-grades")
    preview = pick(visitor, **NEW, points="5")
    assert "takes no points" in preview.text
    answer = visitor.get(visitor.send(preview, f"{visitor.place}/answer").location)
    assert "lineItem" not in items_of(answer)[0]


def test_it_is_answered_where_the_lms_asked(ask: Ask) -> None:
    """In a tab of its own, the answer could go nowhere: the LMS waits for it in its own window."""
    visitor = ask()
    for page in (visitor.first, visitor.get(visitor.place), pick(visitor, **NEW)):
        assert page.status == 200
        assert not page.soup.select("form[action='/tabs/entrance']")


def test_giving_up_makes_nothing(campus: Campus, ask: Ask) -> None:
    visitor = ask()
    pick(visitor, **NEW)
    sent = visitor.send(visitor.get(visitor.place), f"{visitor.place}/cancellation")
    answer = visitor.get(sent.location)
    assert items_of(answer) == []
    assert hand_over(campus, answer).status == 200
    assert "Rain <i>again</i>" not in ask().first.text


def test_sending_twice_makes_one(ask: Ask) -> None:
    visitor = ask()
    first = add(visitor, **NEW)
    again = visitor.post(f"{visitor.place}/answer")
    assert items_of(visitor.get(again.location)) == items_of(first)
    assert items_of(visitor.get(visitor.place)) == items_of(first)
    assert visitor.post(visitor.place, **NEW).location == f"{visitor.place}/answer"
    assert ask().first.text.count("Rain <i>again</i>") == 1


def test_pressing_many_times_at_once_makes_one(ask: Ask) -> None:
    visitor, ready = ask(), Barrier(4)
    preview = pick(visitor, **NEW)

    def press(_: int) -> int:
        ready.wait(timeout=10)
        return visitor.send(preview, f"{visitor.place}/answer").status

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, range(4))) == [303] * 4
    assert ask().first.text.count("Rain <i>again</i>") == 1


WRONG = {
    "no title": ({"picked": "new", "title": " "}, "Give it a title"),
    "nothing": ({"title": "Hail"}, "Choose an activity"),
    "unknown": ({"picked": "99999"}, "not in this class"),
    "huge": ({"picked": "9" * 5000}, "not in this class"),
    "no number": ({"picked": "x"}, "not in this class"),
    "points": ({**NEW, "points": "many"}, "Write points as a number"),
    "no points": ({**NEW, "points": "0"}, "more than 0"),
    "too many points": ({**NEW, "points": "10001"}, "10,000 points at most"),
    "date": ({**NEW, "due_at": "tomorrow"}, "Write date and time"),
    "year": ({**NEW, "due_at": "9999-12-31T23:59"}, "between the years"),
    "first year": ({**NEW, "due_at": "0001-01-01T00:00", "time_zone": "Asia/Tokyo"}, "Write date"),
    "early year": ({**NEW, "due_at": "1999-12-31T23:59"}, "between the years"),
    "due early": ({**NEW, **DATES, "due_at": "2027-02-01T00:00"}, "due before it opens"),
    "closes early": ({**NEW, **DATES, "closes_at": "2027-03-05T00:00"}, "closes before"),
    "zone": ({**NEW, **DATES, "time_zone": "../../etc/passwd"}, "does not know your time zone"),
    "long text": ({**NEW, "source": "ω " * 40_000}, "too long"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_and_kept(ask: Ask, name: str) -> None:
    form, words = WRONG[name]
    visitor = ask()
    page = visitor.post(visitor.place, **form)
    assert page.status == 422
    assert words in page.text
    for field in ("title", "points", "due_at", "source"):
        assert page.value(field).strip() == form.get(field, page.value(field)).strip()
    reopened = visitor.get(visitor.place)
    assert reopened.value("title").strip() == form.get("title", "").strip()
    assert visitor.post(f"{visitor.place}/answer").status == 422


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("no-settings", "message_incomplete"),
        ("no-return-url", "message_incomplete"),
        ("script-return-url", "message_malformed"),
        ("no-types", "message_incomplete"),
        ("other-types", "activities_not_taken"),
    ],
)
def test_requests_that_are_refused(campus: Campus, fault: str, code: str) -> None:
    walk = Visit(lms=campus.lms.app.test_client(), tool=campus.app.test_client())
    path = f"{campus.url}/wattle-park/courses/5b/deep_linking?as=marama&fault={fault}"
    page = Page(walk.walk(path))
    assert (page.status, page.error_code) == (400, code)


@pytest.mark.parametrize("who", ["student", "outsider", "assistant", "principal", "neighbour"])
def test_whose_request_it_is(ask: Ask, visit: Callable[[str], Visitor], who: str) -> None:
    visitor, other = ask(), visit(who)
    for path in ("", "/preview", "/answer"):
        assert other.get(f"{visitor.place}{path}").status == 404
    for path in ("", "/answer", "/cancellation"):
        assert other.post(f"{visitor.place}{path}", **NEW).status == 404


def test_the_teachers_other_launch_reaches_it(ask: Ask, teacher: Visitor) -> None:
    assert teacher.get(ask().place).status == 200


def test_another_class_s_activity_is_not_opened(
    campus: Campus, ask: Ask, outsider: Visitor
) -> None:
    """A copied course, or a forger, brings another class's number along."""
    answer = add(ask(), **NEW)
    assert hand_over(campus, answer).status == 200
    course = campus.school().course("5b")
    link = course.links[-1]
    foreign = outsider.place.rpartition("/")[2]
    for number in (foreign, "0", "-1", "9" * 40, "x", "٣", ""):
        course.links.append(
            replace(
                link, key=f"forged-{number}", link_id=f"f-{number}", custom={"activity_id": number}
            )
        )
        opened = campus.visit("wattle-park", "s501", f"5b/forged-{number}")
        assert opened.place not in (outsider.place, f"/activities/{number}")
        assert "What do you hear?" not in opened.first.text


def test_without_a_session(app: Flask, ask: Ask) -> None:
    stranger = Visitor(app.test_client(use_cookies=False))
    assert stranger.get(ask().place).status == 401
    assert stranger.get("/deep-links/99999999999").status == 401


def test_terms_are_edited(teacher: Visitor) -> None:
    edit = teacher.get(f"{teacher.place}/edit")
    saved = teacher.send(edit, teacher.place, title="Rain", points="1000", **DATES)
    assert saved.status == 303, saved.text
    page = teacher.get(f"{teacher.place}/edit")
    assert page.value("points") == "1000"
    assert (page.value("due_at"), page.value("time_zone")) == ("2027-03-08T04:30", "UTC")
    assert "Points 1000" in teacher.get(teacher.place).text
    refused = teacher.send(page, teacher.place, title="Rain", points="ten")
    assert (refused.status, refused.value("points")) == (422, "ten")
    teacher.send(page, teacher.place, title="Rain", points="")
    assert "Points" not in teacher.get(teacher.place).text
