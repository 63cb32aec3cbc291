"""Registration links in the console, what they lead to, and the guides."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import begin_write, db
from app.models import Deployment, Platform
from practice_lms.claims import vocabulary as v
from tests.console.conftest import Place, act, events
from tests.lti.steps import Launch
from tests.support.cast import BASE, Campus, Visitor

PATH = "/console/registrations"


def test_a_link_is_shown_once(app: Flask, operator: Visitor) -> None:
    page = operator.send(operator.get(PATH), PATH, school_name="  Banksia  Street ")
    assert page.status == 200
    field = page.soup.find(id="link")
    assert re.fullmatch(rf"{BASE}/lti/register\?code=[\w-]{{43}}", field["value"])
    assert field.has_attr("readonly")
    assert page.soup.select_one("script[src*=copy]")
    again = operator.get(PATH)
    assert "Banksia Street Open" in again.text
    assert field["value"] not in again.response.text
    [event] = events(app, "registration.invited")
    assert event.actor_kind == "installation"
    assert field["value"][-43:] not in str(event.details)


def test_a_link_is_taken_back(app: Flask, operator: Visitor, campus: Campus) -> None:
    page = operator.send(operator.get(PATH), PATH, school_name="Banksia Street")
    link = page.soup.find(id="link")["value"].removeprefix(BASE)
    [revocation] = [each for each in page.actions() if each.endswith("/revocation")]
    for _ in range(2):
        assert operator.send(page, revocation).location == PATH
    assert "Banksia Street Taken back" in operator.get(PATH).text
    page = Visitor(app.test_client()).get(f"{link}&openid_configuration={campus.url}/x")
    assert page.error_code == "registration_link_spent"
    assert len(events(app, "registration.revoked")) == 1


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 256])
def test_a_link_for_nobody(operator: Visitor, name: str) -> None:
    page = operator.send(operator.get(PATH), PATH, school_name=name)
    assert page.status == 422
    assert "Name the school" in page.text
    assert page.value("school_name") == name


def test_links_page_by_page(operator: Visitor) -> None:
    for number in range(27):
        act(operator, PATH, school_name=f"School {number:02}")
    first = operator.get(PATH)
    assert "School 26" in first.text
    assert "School 01 Open" not in first.text
    second = operator.get(first.links()["Next page"])
    assert "School 01 Open" in second.text


NAMES = {
    "moodle": "Moodle",
    "canvas": "Canvas",
    "brightspace": "Brightspace",
    "blackboard": "Blackboard",
    "sakai": "Sakai",
    "schoology": "Schoology",
    "open-edx": "Open edX",
}


@pytest.mark.parametrize("lms", NAMES)
def test_the_guides(operator: Visitor, principal: Visitor, lms: str) -> None:
    for visitor in (operator, principal):
        assert NAMES[lms] in visitor.get("/console/guides").text
        assert "what nobody has checked" in visitor.get("/console/guides").text
        page = visitor.get(f"/console/guides/{lms}")
        assert page.title == NAMES[lms]
        assert f"{BASE}/lti/" in page.text
        assert "courtyard.example.org" not in page.response.text
        headings = [each.get_text() for each in page.soup.select(".prose h5")]
        assert headings[-3:] == ["What it uses there", "Checked against", "Not checked"]
        for service in ("class list", "grades", "Deep"):
            assert service.casefold() in page.text.casefold()
        assert "e-mail" in page.text, "which Courtyard does not read"


@pytest.mark.parametrize("lms", ["webct", "..", "README", "moodle.md"])
def test_guides_that_there_are_not(operator: Visitor, lms: str) -> None:
    assert operator.get(f"/console/guides/{lms}").status == 404


def new_deployment(campus: Campus, lti_id: str) -> str | None:
    launch = Launch(campus)
    return launch.with_claims({v.DEPLOYMENT_ID: lti_id}).error_code


def test_an_unknown_deployment_waits(
    app: Flask, campus: Campus, operator: Visitor, principal: Visitor, wattle: Place
) -> None:
    for _ in range(2):
        assert new_deployment(campus, "new one") == "deployment_pending"
    assert len(events(app, "deployment.found")) == 1
    assert "new one" in principal.get(wattle.path).text
    page = operator.get(wattle.path)
    [path] = [each for each in page.actions() if "/deployments/" in each]
    operator.send(page, path)
    launch = Launch(campus)
    assert launch.with_claims({v.DEPLOYMENT_ID: "new one"}).status == 200


def test_so_many_and_no_more(app: Flask, campus: Campus, wattle: Place) -> None:
    for number in range(20):
        assert new_deployment(campus, f"n{number}") == "deployment_pending"
    assert new_deployment(campus, "one more") == "unknown_deployment"
    assert new_deployment(campus, "n7") == "deployment_pending"
    with app.app_context():
        query = select(Deployment).where(Deployment.platform_id == wattle.platform)
        assert len(db.session.scalars(query).all()) == 21


def test_on_a_shared_platform_its_school_is_said_first(
    app: Flask, campus: Campus, operator: Visitor, principal: Visitor, wattle: Place, acacia: Place
) -> None:
    with app.app_context():
        begin_write()
        db.session.get_one(Platform, wattle.platform).school_id = None
        db.session.commit()
    assert new_deployment(campus, "whose") == "deployment_pending"
    assert "whose" not in principal.get(wattle.path).text
    page = operator.get(wattle.path)
    assert "Nobody has said yet which it is" in page.text
    choose = page.links()["Choose the school whose"]
    approval = choose.replace("/school", "/approval")
    assert approval not in page.actions()
    assert act(operator, approval).location == choose
    assert new_deployment(campus, "whose") == "deployment_pending"
    operator.send(operator.get(choose), choose, school_id=str(acacia.school))
    assert act(operator, approval).location == wattle.path
    launch = Launch(campus)
    assert launch.with_claims({v.DEPLOYMENT_ID: "whose"}).status == 200
    assert "whose" not in principal.get(wattle.path).text
