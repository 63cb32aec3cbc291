"""A Platform in the console: what it shows, the switches, and whose it is."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.extensions import begin_write, db
from app.models import Deployment, Event, Platform, School
from app.services import registering
from practice_lms.claims import vocabulary as v
from tests.console.conftest import Place, act, events
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused, later
from tests.support.cast import Campus, Page, Visitor
from tests.support.statements import noting


def change(app: Flask, entity: type, id_: int, **values: object) -> None:
    with app.app_context():
        begin_write()
        db.session.execute(update(entity).where(entity.id == id_).values(**values))
        db.session.commit()


def test_it_shows_what_is_registered(operator: Visitor, wattle: Place, campus: Campus) -> None:
    page = operator.get(wattle.path)
    school = campus.school()
    for value in (school.issuer, school.client_id, "http://localhost/lti/launch"):
        assert value in page.text
    assert "On" in page.title
    assert "School: Wattle Park Primary" in page.text
    assert "No launch yet" in page.text


def test_health_at_a_glance(
    campus: Campus, operator: Visitor, wattle: Place, principal: Visitor
) -> None:
    launch = Launch(campus)
    launch.with_claims({v.VERSION: "1.2.0"})
    for visitor in (operator, principal):
        for path in ("/console", wattle.path):
            text = visitor.get(path).text
            assert "Last launch refused" in text
            assert "1 of the last 2 launches refused" in text
    Launch(campus).send(Launch(campus).form())
    assert "Last launch opened" in operator.get("/console").text


def test_logins_from_which_nobody_came_back(
    campus: Campus, operator: Visitor, principal: Visitor, wattle: Place
) -> None:
    """The LMS kept them: it shows an error of its own where it does not know our address."""
    unanswered, refused = Launch(campus), Launch(campus)
    unanswered.form()
    refused.with_claims({v.VERSION: "1.2.0"})
    assert "nobody came back" not in operator.get(wattle.path).text
    with later(11 * 60):
        for visitor in (operator, principal):
            text = visitor.get(wattle.path).text
            assert "1 login went to the LMS in the last day, and nobody came back" in text
            assert "redirection URI" in text


def test_switching_off_asks_first_and_ends_sessions(
    app: Flask, operator: Visitor, student: Visitor, wattle: Place
) -> None:
    page = operator.get(f"{wattle.path}/suspension")
    assert page.title == "Switch off?"
    assert "1 session that is open now ends at once" in page.text
    assert student.get(student.place).status == 200
    answer = operator.send(page, f"{wattle.path}/suspension")
    assert answer.location == wattle.path
    assert student.get(student.place).error_code == "session_expired"
    page = operator.get(wattle.path)
    assert "Switched off" in page.title
    [event] = events(app, "platform.disabled")
    assert (event.school_id, event.actor_kind) == (wattle.school, "installation")
    assert event.details == {"name": "Wattle Park Primary", "sessions": 1}
    operator.send(page, f"{wattle.path}/suspension")
    assert "On" in operator.get(wattle.path).title
    assert len(events(app, "platform.enabled")) == 1


def test_twice_is_once(app: Flask, operator: Visitor, wattle: Place) -> None:
    for value in ("1", "1", "0", "0"):
        assert act(operator, f"{wattle.path}/suspension", is_disabled=value).status == 303
    assert [e.verb for e in events(app)[-2:]] == ["platform.disabled", "platform.enabled"]
    for _ in range(2):
        assert act(operator, f"{wattle.path}/approval").status == 303
    assert not events(app, "platform.approved")


@pytest.mark.parametrize("form", [{}, {"is_disabled": "x"}, {"is_disabled": ""}])
def test_a_form_that_says_nothing(operator: Visitor, wattle: Place, form: dict[str, str]) -> None:
    assert act(operator, f"{wattle.path}/suspension", **form).status == 400
    assert "On" in operator.get(wattle.path).title


def test_a_principal_is_told_that_they_lock_themselves_out(
    principal: Visitor, wattle: Place, app: Flask
) -> None:
    page = principal.get(f"{wattle.path}/suspension")
    assert "You came in by this LMS yourself" in page.text
    principal.send(page, f"{wattle.path}/suspension")
    assert principal.get("/console").error_code == "session_expired"
    [event] = events(app, "platform.disabled")
    assert event.actor_id
    assert event.actor_kind == "member"


def test_what_waits_is_refused_until_it_is_approved(
    app: Flask, campus: Campus, operator: Visitor, wattle: Place, log: Log
) -> None:
    change(app, Platform, wattle.platform, approved_at=None)
    launch = Launch(campus)
    refused = Page(launch.visit.log_in(launch.login()))
    assert_refused(refused, log, "platform_pending")
    assert "Waits for approval" in operator.get("/console").text
    page = operator.get(wattle.path)
    assert "Waits for approval" in page.title
    operator.send(page, f"{wattle.path}/approval")
    log.clear()
    launch = Launch(campus)
    assert_let_in(launch.send(launch.form()), log)
    [event] = events(app, "platform.approved")
    assert event.subject == f"platform:{wattle.platform}"


def test_so_is_a_deployment(
    app: Flask, campus: Campus, operator: Visitor, wattle: Place, log: Log
) -> None:
    change(app, Deployment, wattle.deployment, approved_at=None)
    launch = Launch(campus)
    assert_refused(launch.send(launch.form()), log, "deployment_pending")
    page = operator.get(wattle.path)
    operator.send(page, f"/console/deployments/{wattle.deployment}/approval")
    log.clear()
    launch = Launch(campus)
    assert_let_in(launch.send(launch.form()), log)
    assert len(events(app, "deployment.approved")) == 1


@pytest.fixture
def log(campus: Campus):
    from structlog.testing import capture_logs

    with capture_logs() as lines:
        yield lines


@pytest.fixture
def shared(app: Flask, wattle: Place, acacia: Place, campus: Campus) -> Place:
    """The first school's platform, on which the neighbour has a deployment too."""
    with app.app_context():
        begin_write()
        platform = db.session.get_one(Platform, wattle.platform)
        platform.school_id = None
        db.session.add(
            Deployment(
                platform_id=platform.id,
                lti_id="of the neighbour",
                school_id=acacia.school,
                approved_at=platform.approved_at,
            )
        )
        db.session.commit()
    return wattle


def test_on_a_shared_registration_each_sees_their_own(
    principal: Visitor, neighbour: Visitor, operator: Visitor, shared: Place, campus: Campus
) -> None:
    own, theirs = principal.get(shared.path), neighbour.get(shared.path)
    assert own.status == theirs.status == 200
    assert "of the neighbour" not in own.response.text
    assert "Acacia" not in own.response.text
    assert "of the neighbour" in theirs.text
    assert "Wattle Park Primary" not in theirs.text.replace(theirs.title, "")
    assert "No launch yet" in theirs.text
    assert "Last launch opened" in own.text
    assert "of the neighbour" in operator.get(shared.path).text


def test_nobody_switches_off_what_others_share(
    principal: Visitor, neighbour: Visitor, operator: Visitor, shared: Place, app: Flask
) -> None:
    for visitor in (principal, neighbour):
        assert not visitor.get(shared.path).actions()
        assert visitor.get(f"{shared.path}/suspension").status == 403
        assert act(visitor, f"{shared.path}/suspension", is_disabled="1").status == 403
        assert act(visitor, f"{shared.path}/approval").status == 403
    act(operator, f"{shared.path}/suspension", is_disabled="1")
    found = events(app, "platform.disabled")
    assert len({event.school_id for event in found}) == 2, "each School can read it"
    assert not [event for event in found if "sessions" in event.details], "and counts nobody"


def test_launches_of_a_shared_registration(
    campus: Campus, principal: Visitor, neighbour: Visitor, shared: Place, operator: Visitor
) -> None:
    """A token that was not proven is neither School's: only the installation sees it."""
    launch = Launch(campus)
    launch.with_claims({v.VERSION: "1.2.0"})
    forged = Launch(campus)
    form = forged.form()
    form.fields["id_token"] = form.fields["id_token"][:-40] + "A" * 40
    forged.send(form)
    Launch(campus).with_claims({v.DEPLOYMENT_ID: "of the neighbour", v.VERSION: "1.2.0"})
    path = f"{shared.path}/launches"
    assert "token_signature" not in principal.get(path).text
    assert principal.get(path).text.count("message_version") == 2  # a filter, and one launch
    assert neighbour.get(path).text.count("message_version") == 1
    assert "opened" not in neighbour.get(path).text
    assert "token_signature" in operator.get(path).text
    assert neighbour.get(path, code="token_signature").text.count("token_signature") == 0


def test_a_deployment_gets_another_school(
    app: Flask, principal: Visitor, operator: Visitor, wattle: Place, campus: Campus
) -> None:
    path = f"/console/deployments/{wattle.deployment}/school"
    page = operator.get(path)
    assert page.soup.find("option", selected=True).get_text() == "Wattle Park Primary"
    answer = operator.send(page, path, school_id=str(wattle.school), name="  Creek   School ")
    assert answer.location == wattle.path
    assert "School: Creek School" in operator.get(wattle.path).text
    assert "Creek School" in principal.get("/console").text
    first, second = events(app, "deployment.assigned")
    assert first.school_id == wattle.school
    assert "Creek" not in str(first.details), "the School it left learns not where it went"
    assert second.details["to"] == "Creek School"
    again = operator.send(page, path, school_id=str(wattle.school), name="Creek School")
    assert again.status == 303
    assert len(events(app, "deployment.assigned")) == 2


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "school_id"),
        ({"school_id": "99999"}, "school_id"),
        ({"school_id": "9" * 30}, "school_id"),
        ({"school_id": "x", "name": " "}, "school_id"),
        ({"school_id": "1", "name": "n" * 256}, "name"),
    ],
)
def test_a_school_that_cant_be_taken(
    operator: Visitor, wattle: Place, form: dict[str, str], field: str
) -> None:
    page = act(operator, f"/console/deployments/{wattle.deployment}/school", **form)
    assert page.status == 422
    assert page.soup.find(id=f"{field}-error").get_text()
    assert page.value("name") == form.get("name", "")


def test_who_registers_again_on_the_command_line_approves(app: Flask, wattle: Place) -> None:
    change(app, Platform, wattle.platform, approved_at=None)
    with app.app_context():
        begin_write()
        found = db.session.get_one(Platform, wattle.platform)
        names = ("name", "issuer", "client_id", "auth_login_url", "auth_token_url", "key_set_url")
        entry = {name: getattr(found, name) for name in names} | {"deployment_ids": ["2"]}
        assert registering.register(entry, allow_local=True).is_approved
        db.session.commit()


def test_schools_are_paged_by_name(app: Flask, operator: Visitor) -> None:
    with app.app_context():
        begin_write()
        db.session.add_all([School(name=f"B school {number:02}") for number in range(30)])
        db.session.commit()
    page = operator.get("/console")
    first = [h.get_text() for h in page.soup.select("h2")]
    assert len(first) == 25
    with noting(app) as statements:
        page = operator.get(page.links()["Next page"])
    assert len(statements) <= 8
    second = [h.get_text() for h in page.soup.select("h2")]
    assert first + second == sorted(first + second)
    assert len(second) == 8
    assert operator.get("/console", after="x").status == 200
    assert operator.get("/console", after="99999").status == 200


def test_a_platform_of_no_school_is_the_installations(
    app: Flask, operator: Visitor, principal: Visitor
) -> None:
    with app.app_context():
        begin_write()
        db.session.add(Platform(
            name="A new LMS", issuer="https://new.example", client_id="x", auth_login_url="",
            auth_token_url="", key_set_url="",
        ))  # fmt: skip
        db.session.commit()
    page = operator.get("/console")
    assert "Not given to a school yet" in page.text
    path = page.links()["A new LMS"]
    assert operator.get(path).status == 200
    assert principal.get(path).status == 404
    act(operator, f"{path}/approval")
    assert [event.school_id for event in events(app, "platform.approved")] == [None]


def test_the_commands_are_recorded(app: Flask, wattle: Place) -> None:
    runner = app.test_cli_runner()
    for command in ("disable", "enable"):
        runner.invoke(args=["platforms", command, str(wattle.platform)])
    runner.invoke(args=["keys", "rotate"])
    assert [event.verb for event in events(app)] == [
        "platform.disabled",
        "platform.enabled",
        "keys.rotated",
    ]
    assert {event.actor_kind for event in events(app)} == {"installation"}


def test_nothing_here_says_a_name(
    app: Flask, visit: Callable[[str], Visitor], operator: Visitor, wattle: Place
) -> None:
    principal = visit("principal")
    act(principal, f"{wattle.path}/suspension", is_disabled="0")
    act(principal, f"{wattle.path}/approval")
    with app.app_context():
        assert not db.session.scalars(select(Event).where(Event.actor_id.is_not(None))).all()
    assert "Oyelaran" not in operator.get(wattle.path).response.text
