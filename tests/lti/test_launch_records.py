"""Every login and launch leaves a record of how it ended, and nothing of anybody's."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

from app.extensions import begin_write, db
from app.models import LaunchRecord, Platform
from app.services import launch_records
from app.services.launch_records import KEPT, KEPT_OF_NOBODYS, SWEEP_EVERY
from practice_lms.claims import vocabulary as v
from practice_lms.faults import FAULTS
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, signed, with_token
from tests.support.cast import Campus, Page
from tests.support.statements import noting

Begin = Callable[..., Launch]


def records(app: Flask) -> list[LaunchRecord]:
    """All there are, the oldest first."""
    with app.app_context():
        found = list(db.session.scalars(select(LaunchRecord).order_by(LaunchRecord.id)))
        db.session.remove()
        return found


def platform_id(app: Flask, client_id: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Platform.id).where(Platform.client_id == client_id)).one()


def test_a_launch_that_was_taken(app: Flask, launch: Launch) -> None:
    assert launch.send(launch.form()).status == 200
    [record] = records(app)
    assert (record.outcome, record.message_type) == ("opened", "LtiResourceLinkRequest")
    assert record.platform_id == platform_id(app, launch.school.client_id)
    assert record.school_id
    seen = {path: (kind, value) for path, kind, value in record.claims}
    assert seen["iss"][0] == seen["aud"][0] == seen["target_link_uri"][0] == "expected"
    assert seen["name"] == ("text", len("Amira Haddad"))
    assert seen["roles"] == ("word", v.LEARNER)
    assert seen["launch_presentation.return_url"][0] == "address"


def test_a_launch_from_outside_any_course(app: Flask, launch: Launch) -> None:
    launch.with_claims({v.CONTEXT: None})
    [record] = records(app)
    assert (record.outcome, record.is_taken) == ("no_context", True)
    assert record.school_id


def test_it_costs_one_statement(app: Flask, launch: Launch) -> None:
    form = launch.form()
    with noting(app) as statements:
        launch.send(form)
    assert len([each for each in statements if "launch_records" in each]) == 1


def test_a_launch_that_was_refused(app: Flask, launch: Launch) -> None:
    assert launch.with_claims({v.VERSION: "1.2.0"}).error_code == "message_version"
    [record] = records(app)
    assert (record.outcome, record.is_taken) == ("message_version", False)
    assert record.school_id
    assert ["version", "text", 5] in record.claims


def test_a_login_that_was_refused(app: Flask, client: FlaskClient, campus: Campus) -> None:
    form = {
        "iss": "https://nobody.example/lms?key=secret",
        "client_id": "abc-123",
        "login_hint": "a hint",
        "target_link_uri": "http://localhost/lti/launch",
    }
    client.post("/lti/login", data=form)
    client.post("/lti/login", data=form | {"iss": "amira@example.org", "client_id": "Amira H"})
    first, second = records(app)
    assert first.outcome == second.outcome == "unknown_platform"
    assert (first.platform_id, first.school_id, first.claims) == (None, None, [])
    assert first.detail == "issuer https://nobody.example/lms, client_id abc-123"
    assert second.detail == "issuer ?, client_id ?"


def test_a_login_of_a_known_platform_names_it(app: Flask, launch: Launch) -> None:
    login = launch.login()
    login.fields["target_link_uri"] = "https://elsewhere.example/"
    assert Page(launch.visit.log_in(login)).error_code == "target_not_ours"
    [record] = records(app)
    assert record.platform_id == platform_id(app, launch.school.client_id)


def test_an_error_of_the_platform_is_told_under_its_name(app: Flask, launch: Launch) -> None:
    form = launch.form()
    for error, detail in (
        ("login_required", "login_required"),
        ("amira@example.org", "an error of 17 characters"),
    ):
        form.fields = {"state": form.fields["state"], "error": error}
        assert launch.send(form).error_code == "platform_error"
        record = records(app)[-1]
        assert record.detail == detail
        assert record.platform_id == platform_id(app, launch.school.client_id)
    form.fields = {"state": "of nobody", "error": "login_required"}
    assert launch.send(form).error_code == "platform_error"
    assert records(app)[-1].platform_id is None


def test_an_unproven_token_is_nobodys_but_its_platforms(
    app: Flask, begin: Begin, campus: Campus
) -> None:
    """The neighbour's deployment in a token that the neighbour did not sign."""
    launch, neighbour = begin(), begin(school="acacia-road").school
    form = launch.altered({v.DEPLOYMENT_ID: neighbour.deployment_id})
    form.fields["id_token"] = form.fields["id_token"][:-40] + "A" * 40
    assert launch.send(form).error_code == "token_signature"
    good = begin()
    good.send(good.form())
    forged, opened = records(app)
    assert forged.school_id == opened.school_id
    assert ["iss", "expected", len(launch.school.issuer)] in forged.claims


@pytest.mark.parametrize("person", ["s501", "s503", "marama"])
def test_nothing_of_the_person_is_left_of_any_launch(
    app: Flask, begin: Begin, campus: Campus, person: str
) -> None:
    for name in FAULTS:
        step = begin(person=person)
        step.page += f"&fault={name}"
        step.visit.walk(step.page)
    sent = campus.school().person(person)
    course = next(each for each in campus.school().courses if each.key == "5b")
    secrets = {sent.name, sent.given, sent.family, sent.email, course.title, "sesskey", "eyJ"}
    assert len(records(app)) >= len(FAULTS) / 2
    left = "".join(
        json.dumps([r.claims, r.detail, r.message_type, r.outcome], ensure_ascii=False)
        for r in records(app)
    )
    assert not [secret for secret in secrets if secret and secret in left]
    assert campus.school().client_id not in left


ODD = [
    {"\x00": "\x00", "\ud800": "\ud800"},
    {v.DEPLOYMENT_ID: "\x00\ud800"},
    {v.DEPLOYMENT_ID: ["2"]},
    {v.MESSAGE_TYPE: {"x": "y"}},
    {v.MESSAGE_TYPE: ["x"]},
    {v.ROLES: {"a": "b"}},
    {v.CONTEXT: {"id": "5", "title": {"x": ["\ud800" * 400]}}},
    {v.CUSTOM: [[[[[["deep"]]]]]], "sub": None},
]


@pytest.mark.parametrize("claims", ODD)
def test_odd_claims_are_recorded_without_a_fault(
    app: Flask, launch: Launch, claims: dict[str, object]
) -> None:
    page = launch.with_claims(claims)
    assert page.status < 500
    [record] = records(app)
    assert record.outcome == page.error_code or record.is_taken


def test_a_token_that_is_none_leaves_no_claims(app: Flask, launch: Launch) -> None:
    for token in ("x", "x.y.z", "ω.ω.ω", "e30.e30.e30", signed(launch.school, b"[1]"), "a." * 9):
        assert launch.send(with_token(launch.form(), token)).status < 500
    assert [record.claims for record in records(app)] == [[]] * 6


def test_a_database_that_refuses_does_not_change_the_answer(
    app: Flask, launch: Launch, begin: Begin, log: Log
) -> None:
    form = launch.altered({v.VERSION: "1.2.0"})
    rename(app, "launch_records", "elsewhere")
    try:
        page = launch.send(form)
    finally:
        rename(app, "elsewhere", "launch_records")
    assert_refused(page, log, "message_version")
    assert [line["event"] for line in log] == ["launch_refused", "launch_not_recorded"]
    again = begin()
    assert_let_in(again.send(again.form()))


def rename(app: Flask, table: str, name: str) -> None:
    with app.app_context():
        db.session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))
        db.session.commit()
        db.session.remove()


def test_only_the_newest_are_kept(app: Flask, campus: Campus, client: FlaskClient) -> None:
    """Of each platform and of nobody's, and other platforms' launches push none of them out."""
    with app.app_context():
        begin_write()
        busy, calm = db.session.scalars(select(Platform.id).order_by(Platform.id).limit(2))
        fill(calm, 7)
        fill(busy, KEPT + 30)
        fill(None, KEPT_OF_NOBODYS + 30)
        db.session.commit()
        db.session.remove()
    for _ in range(SWEEP_EVERY):
        client.post("/lti/login")
    left = [record.platform_id for record in records(app)]
    assert left.count(calm) == 7
    assert left.count(None) <= KEPT_OF_NOBODYS + SWEEP_EVERY
    newest = max(record.id for record in records(app))
    fill_up(app, busy, newest)
    left = [record.platform_id for record in records(app)]
    assert KEPT <= left.count(busy) < KEPT + SWEEP_EVERY


def fill(platform: int | None, count: int) -> None:
    row = {"platform_id": platform, "outcome": "opened", "claims": []}
    db.session.execute(insert(LaunchRecord), [row] * count)


def fill_up(app: Flask, platform: int, newest: int) -> None:
    """One record after another by the service's own way, past the next sweep."""
    with app.app_context():
        begin_write()
        found = db.session.get_one(Platform, platform)
        for _ in range(newest % SWEEP_EVERY, 2 * SWEEP_EVERY):
            refusal = launch_records.Refusal("state_unknown")
            launch_records.note_refused(refusal, found, {})
        db.session.commit()
        db.session.remove()
