"""docs/routes.md, "The console", asked over HTTP by everyone."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.models import RegistrationInvitation
from tests.console.conftest import Place, act
from tests.support.cast import Visitor, come_in
from tests.support.tables import first_table

TABLE = first_table("routes.md", "The console")
FORM = {
    "is_disabled": "0",
    "school_id": "1",
    "kid": "",
    "name": "",
    "school_name": "Banksia",
    "contact": "Ngaio",
    "names": "first_name",
    "review": "first",
    "shown": "pseudonym nothing",
}


@pytest.fixture
def people(
    visit: Callable[[str], Visitor], operator: Visitor, nobody: Visitor
) -> dict[str, Visitor]:
    launched = {who: visit(who) for who in ("principal", "neighbour", "teacher", "student")}
    return launched | {"operator": operator, "nobody": nobody}


def filled(path: str, place: Place) -> str:
    """The path with numbers for its words."""
    path = path.replace("PLATFORM", str(place.platform))
    path = path.replace("SCHOOL", str(place.school))
    path = path.replace("INVITATION", "1").replace("CONTEXT", str(place.context))
    return path.replace("DEPLOYMENT", str(place.deployment))


def newest_invitation(app: Flask) -> int:
    """The id of what the table's earlier lines have made; PostgreSQL goes on counting."""
    with app.app_context():
        return db.session.scalar(select(func.max(RegistrationInvitation.id))) or 1


def test_every_cell(app: Flask, people: dict[str, Visitor], wattle: Place) -> None:
    wrong = []
    for (request, who), expected in TABLE.items():
        method, path = request.split()
        path = path.replace("INVITATION", str(newest_invitation(app)))
        path, visitor = filled(path, wattle), people[who]
        form = FORM | {"school_id": str(wattle.school)}
        page = visitor.get(path) if method == "GET" else act(visitor, path, **form)
        if page.status != int(expected):
            wrong.append(f"{who} {request}: {page.status}, and the page says {expected}")
        if path.endswith("departure") and who == "operator":
            people["operator"] = come_in(app)
    assert not wrong


def test_no_words_of_the_other_school(
    people: dict[str, Visitor], wattle: Place, acacia: Place
) -> None:
    for who, place, theirs in (
        ("principal", acacia, "Acacia"),
        ("neighbour", wattle, "Wattle"),
    ):
        for request in {request for request, _who in TABLE}:
            method, path = request.split()
            path, visitor = filled(path, place), people[who]
            page = visitor.get(path) if method == "GET" else act(visitor, path, **FORM)
            assert theirs not in page.response.text, f"{who} {request}"


def test_the_table_has_every_route(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    one = Place(1, 1, 1, 1)
    listed = {
        (adapter.match(filled(path, one), method)[0], method)
        for method, path in (request.split() for request, _who in TABLE)
    }
    assert listed == {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "guard", "") == "steward"
        for method in (rule.methods or set()) & {"GET", "POST"}
    }, "write a line for the new route in docs/routes.md"


def test_a_wrong_method_and_a_bad_id(operator: Visitor, principal: Visitor, wattle: Place) -> None:
    for visitor in (operator, principal):
        assert visitor.get(f"{wattle.path}/approval").status == 405
        assert act(visitor, f"{wattle.path}/launches").status == 405
        for bad in ("0", "99999", str(2**31), "9" * 30):
            assert visitor.get(f"/console/platforms/{bad}").status == 404
            assert visitor.get(f"/console/platforms/{bad}/launches").status == 404
            assert act(visitor, f"/console/deployments/{bad}/approval").status == 404
        for bad in ("x", "-1", "1.5", "%00"):
            assert visitor.get(f"/console/platforms/{bad}").status == 404


def test_the_installations_forms_need_their_token(operator: Visitor, wattle: Place) -> None:
    posts = [r.split()[1] for r, _who in TABLE if r.startswith("POST")]
    for path in {filled(path, wattle) for path in posts}:
        assert operator.post(path, **FORM).status == 401, path
        assert operator.post(path, **FORM, csrf_token="x" * 64).status == 401, path
