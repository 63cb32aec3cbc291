"""Notices that platforms send when nobody launches: asked for, proven, taken once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.jobs import tasks
from app.models import ContextCopy, Event, Notice, NoticeSubscription, Platform
from app.platform_tokens import init_platform_tokens
from practice_lms.claims import vocabulary as v
from practice_lms.notices import COPY, HELLO, notice
from tests.lti.steps import Launch, Log
from tests.support.cast import BASE, Campus, Visitor, arrived
from tests.support.gradebook import member_of

Send = Callable[..., TestResponse]


@pytest.fixture
def campus(app: Flask, campus: Campus) -> Campus:
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    return campus


@pytest.fixture
def canvas(campus: Campus) -> Campus:
    """Somebody has launched at the school that sends notices, and they were asked for."""
    campus.visit("maple-street", "elena", "5-rivera/snow")
    sweep(campus.app)
    return campus


@pytest.fixture
def send(campus: Campus) -> Send:
    """Post a delivery as the platform's server does."""
    return lambda body: campus.app.test_client().post("/lti/notices", base_url=BASE, json=body)


def sweep(app: Flask) -> None:
    with app.app_context():
        tasks.sweep()
        db.session.remove()


def rows(app: Flask, entity: type) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(entity).order_by(entity.id)))


def services_path(app: Flask) -> str:
    with app.app_context():
        query = select(Platform.id).where(Platform.name == "Maple Street Elementary")
        return f"/console/platforms/{db.session.scalars(query).one()}/services"


def signed(campus: Campus, kind: str = HELLO, **changes: Any) -> str:
    school = campus.school("maple-street")
    claims = notice(school, school.tool, kind, {}) | changes
    return str(school.sign({name: value for name, value in claims.items() if value is not None}))


def delivery(*tokens: str) -> dict[str, Any]:
    return {"notices": [{"jwt": token} for token in tokens]}


def test_they_are_asked_for_at_the_first_launch_that_offers_them(canvas: Campus) -> None:
    school = canvas.school("maple-street")
    handler = f"{BASE}/lti/notices"
    assert school.notice_handlers == {(school.client_id, kind): handler for kind in (HELLO, COPY)}
    assert [each.state for each in rows(canvas.app, NoticeSubscription)] == ["worked", "worked"]


def test_a_school_without_them_is_asked_nothing(campus: Campus, student: Visitor) -> None:
    sweep(campus.app)
    assert rows(campus.app, NoticeSubscription) == []


def test_a_second_launch_asks_no_more(canvas: Campus) -> None:
    canvas.visit("maple-street", "m501", "5-rivera/snow")
    assert not [each for each in rows(canvas.app, NoticeSubscription) if each.due_at]


def test_hello_is_taken_and_the_console_says_when(canvas: Campus, operator: Visitor) -> None:
    page = canvas.at_lms("/maple-street/hello", go="1")
    assert "took the notice (200)" in page.text
    [taken] = rows(canvas.app, Notice)
    assert taken.kind == HELLO
    services = operator.get(services_path(canvas.app))
    assert "Last came" in services.text
    assert "None has come yet" in services.text  # of the other kind


def test_a_copied_course_finds_its_origin_by_the_notice_alone(canvas: Campus) -> None:
    """No history, no custom id: what an LMS without those variables sends."""
    teacher = canvas.visit("maple-street", "elena", "5-rivera/garden")
    form = {"title": "Listening", "source": "What do you *hear*?"}
    assert teacher.post(teacher.place, **form).status == 303
    school = canvas.school("maple-street")
    answer = canvas.at_lms("/maple-street/courses/5-rivera/copies", title="Next year")
    assert "took the notice (200)" in answer.text
    assert len(rows(canvas.app, ContextCopy)) == 1
    launch = Launch(canvas, school="maple-street", course=school.courses[-1].key, link="garden",
                    person="elena")  # fmt: skip
    opened = arrived(launch.client, launch.with_claims({v.CUSTOM: {}}))
    assert opened.place != teacher.place
    assert opened.first is not None
    assert (opened.first.title, "What do you hear" in opened.first.text) == ("Listening", True)


def test_what_is_sent_twice_is_taken_once(canvas: Campus, send: Send) -> None:
    token = signed(canvas)
    for body in (delivery(token, token), delivery(token)):
        assert send(body).status_code == 200
    assert len(rows(canvas.app, Notice)) == 1


FAULTS = {
    "foreign-key": "token_signature",
    "expired": "token_expired",
    "wrong-aud": "token_audience",
    "unknown-deployment": "unknown_deployment",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cant_be_believed_is_not(canvas: Campus, log: Log, fault: str) -> None:
    canvas.school("maple-street").switches.set("notices", fault)
    page = canvas.at_lms("/maple-street/hello", go="1")
    assert "answered with 4" in page.text
    assert [line["code"] for line in log if line["event"] == "notice_refused"] == [FAULTS[fault]]
    assert rows(canvas.app, Notice) == []


def test_a_kind_that_nobody_asked_for(canvas: Campus) -> None:
    canvas.school("maple-street").switches.set("notices", "unknown-notice")
    assert "took the notice (200)" in canvas.at_lms("/maple-street/hello", go="1").text
    assert rows(canvas.app, Notice) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({v.VERSION: "1.1"}, "message_version"),
        ({v.NOTICE: None}, "message_incomplete"),
        ({v.NOTICE: {"id": "1"}}, "message_incomplete"),
        ({v.NOTICE: {"type": HELLO}}, "message_incomplete"),
        ({v.NOTICE: {"id": "x" * 300, "type": HELLO}}, "message_malformed"),
        ({v.NOTICE: {"id": "1", "type": COPY}}, "message_incomplete"),
        ({v.NOTICE: {"id": "1", "type": COPY}, v.CONTEXT: {"id": "2"}}, "message_incomplete"),
        ({v.DEPLOYMENT_ID: None}, "message_incomplete"),
        ({"iat": None}, "token_claim_missing"),
        ({"iss": "https://elsewhere.example"}, "unknown_platform"),
        ({"iss": 7}, "token_malformed"),
        ({"azp": ["x"]}, "token_malformed"),
    ],
)
def test_what_is_wrong_in_it(
    canvas: Campus, send: Send, changes: dict[str, Any], code: str
) -> None:
    answer = send(delivery(signed(canvas, **changes)))
    assert 400 <= answer.status_code < 500
    assert answer.json["error"] == code
    assert "does not take this notice" in answer.json["error_description"]
    assert rows(canvas.app, Notice) == []


def test_one_that_is_bad_spoils_the_delivery(canvas: Campus, send: Send) -> None:
    assert send(delivery(signed(canvas), "junk")).status_code == 400
    assert rows(canvas.app, Notice) == []


def test_another_school_on_the_issuer_is_told_nothing(canvas: Campus, send: Send) -> None:
    """A notice of one registration, with the ids of a class of another."""
    school = canvas.school("maple-street")
    more = {v.CONTEXT: {"id": "copy"}, v.ORIGIN_CONTEXTS: [school.course("5-rivera").context_id]}
    assert send(delivery(signed(canvas, COPY, **more))).status_code == 200
    [copy] = rows(canvas.app, ContextCopy)
    with canvas.app.app_context():
        own = member_of(canvas.app, canvas.visit("maple-street", "elena", "5-rivera/snow"))
        assert copy.deployment_id == db.session.merge(own).context.deployment_id


def test_a_registration_that_is_switched_off(canvas: Campus, send: Send) -> None:
    token = signed(canvas)
    with canvas.app.app_context():
        for platform in db.session.scalars(select(Platform)):
            platform.disable()
        db.session.commit()
    answer = send(delivery(token))
    assert answer.json["error"] == "platform_disabled"


def test_a_platform_that_does_not_take_it_is_asked_again(campus: Campus, operator: Visitor) -> None:
    campus.school("maple-street").switches.set("notice_handlers", "error")
    campus.visit("maple-street", "elena", "5-rivera/snow")
    sweep(campus.app)
    found = rows(campus.app, NoticeSubscription)
    assert {each.failure for each in found} == {"platform_fault"}
    assert all(each.due_at for each in found)
    path = services_path(campus.app)
    page = operator.get(path)
    for words in ("The LMS had a fault of its own", "platform_fault", "The next try is at"):
        assert words in page.text
    campus.school("maple-street").switches.clear()
    [form] = [each for each in page.actions() if each.endswith("/subscriptions")]
    assert operator.send(page, form).status == 303
    sweep(campus.app)
    assert "fault of its own" not in operator.get(path).text
    assert "notices.asked" in [each.verb for each in rows(campus.app, Event)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["notices", "jwt", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=JSON)
def test_whatever_is_posted_is_answered_in_words(campus: Campus, body: object) -> None:
    client = campus.app.test_client()
    answer = client.post("/lti/notices", base_url=BASE, data=json.dumps(body),
                         content_type="application/json")  # fmt: skip
    assert answer.status_code == 400
    assert answer.json["error"] in ("notices_malformed", "token_malformed")


DEEP = b'{"notices":' + b"[" * 50_000 + b"]" * 50_000 + b"}"
"""It is JSON, and deeper than anybody reads."""


def test_what_is_no_json(campus: Campus) -> None:
    client = campus.app.test_client()
    for data in (b"", b"\xff\xfe", b"{", b"[" * 50_000, DEEP, b'{"notices": []}'):
        for said in ("application/json", "text/plain"):
            answer = client.post("/lti/notices", base_url=BASE, data=data, content_type=said)
            assert answer.status_code == 400
            assert answer.json["error"] == "notices_malformed"
    many = delivery(*["x"] * 51)
    assert client.post("/lti/notices", base_url=BASE, json=many).status_code == 400
    assert client.get("/lti/notices", base_url=BASE).status_code == 405
