"""The tool's keys: which signs, and when the one before it goes."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient

from tests.console.conftest import act, events
from tests.lti.steps import later
from tests.support.cast import BASE, Visitor

WEEK = 7 * 24 * 3600


def published(client: FlaskClient) -> list[str]:
    answer = client.get("/lti/jwks.json", base_url=BASE)
    return [key["kid"] for key in answer.json["keys"]]


def test_the_first_one_is_made_here(operator: Visitor, client: FlaskClient) -> None:
    assert "There is no key yet" in operator.get("/console/keys").text
    operator.send(operator.get("/console/keys/rotation"), "/console/keys/rotation")
    [kid] = published(client)
    assert f"{kid} Signs" in operator.get("/console/keys").text


def test_rotation_leaves_the_old_one_published_for_a_week(
    app: Flask, operator: Visitor, client: FlaskClient
) -> None:
    app.test_cli_runner().invoke(args=["keys", "ensure"])
    [old] = published(client)
    page = operator.get("/console/keys/rotation")
    assert "stays published for 7 days" in page.text
    assert operator.send(page, "/console/keys/rotation").location == "/console/keys"
    new = published(client)[-1]
    assert set(published(client)) == {old, new}
    listed = operator.get("/console/keys")
    rows = [row.get_text(" ") for row in listed.soup.select("li.row")]
    assert "Signs" in rows[0]
    assert new in rows[0]
    assert "Published until" in rows[1]
    with later(WEEK + 60):
        assert published(client) == [new]


def test_twice_is_once(app: Flask, operator: Visitor, client: FlaskClient) -> None:
    page = operator.get("/console/keys/rotation")
    for _ in range(2):
        assert operator.send(page, "/console/keys/rotation").status == 303
    assert act(operator, "/console/keys/rotation", kid="of nobody").status == 303
    assert len(published(client)) == 1
    [event] = events(app, "keys.rotated")
    assert event.school_id is None
    assert event.details["kid"] == published(client)[0]


def test_nothing_secret_is_shown(operator: Visitor) -> None:
    act(operator, "/console/keys/rotation", kid="")
    assert "PRIVATE" not in operator.get("/console/keys").response.text


def test_one_form_sent_at_once_rotates_once(
    app: Flask, operator: Visitor, client: FlaskClient
) -> None:
    path = "/console/keys/rotation"
    page = operator.get(path)
    form = {"kid": page.value("kid"), "csrf_token": page.value("csrf_token")}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: operator.post(path, **form).status, range(4)))
    assert answers == [303] * 4
    assert len(published(client)) == 1
