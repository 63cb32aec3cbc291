"""The last launches: an administrator finds out in a minute why one failed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from app.extensions import begin_write, db
from app.models import LaunchRecord
from practice_lms.claims import vocabulary as v
from tests.console.conftest import Place
from tests.lti.steps import Launch
from tests.support.cast import Campus, Visitor
from tests.support.statements import noting


def fill(app: Flask, place: Place, count: int, outcome: str = "token_expired") -> None:
    row = {"platform_id": place.platform, "school_id": place.school, "outcome": outcome}
    with app.app_context():
        begin_write()
        db.session.execute(insert(LaunchRecord), [row | {"claims": []}] * count)
        db.session.commit()


def test_each_says_what_happened_and_what_to_do(
    campus: Campus, operator: Visitor, principal: Visitor, wattle: Place
) -> None:
    Launch(campus).with_claims({"aud": "another", "azp": None})
    for visitor in (operator, principal):
        page = visitor.get(f"{wattle.path}/launches")
        row = page.soup.select_one("li.row")
        text = " ".join(row.get_text(" ").split())
        assert "token_audience" in text
        assert "Compare the client id with the LMS" in text
        assert "not what is registered: 7 characters" in text
        assert "The signature was not proven" in text
        assert "Amira" not in page.response.text


def test_a_taken_one_shows_the_shape_of_what_was_sent(
    operator: Visitor, student: Visitor, wattle: Place
) -> None:
    page = operator.get(f"{wattle.path}/launches")
    facts = {
        term.get_text(): term.find_next("dd").get_text() for term in page.soup.select("details dt")
    }
    assert facts["name"] == "a text of 12 characters"
    assert facts["iss"] == "as registered"
    assert facts["roles"] == v.LEARNER
    assert facts["launch_presentation.return_url"].startswith("a web address of")
    assert "before it arrived" in facts["iat"]
    assert "after it arrived" in facts["exp"]
    assert "not proven" not in page.text


def test_filtered_by_code(app: Flask, operator: Visitor, wattle: Place) -> None:
    fill(app, wattle, 3)
    fill(app, wattle, 2, "opened")
    path = f"{wattle.path}/launches"
    page = operator.get(path)
    assert page.links()["token_expired (3)"] == f"{path}?code=token_expired"
    assert len(page.soup.select("li.row")) == 5
    assert len(operator.get(path, code="token_expired").soup.select("li.row")) == 3
    assert operator.get(path, code="token_nonce").title == "The last launches"
    assert "There is no such launch" in operator.get(path, code="token_nonce").text
    for odd in ("<script>", "x" * 5_000, "'"):
        assert len(operator.get(path, code=odd).soup.select("li.row")) == 5


def test_paged_by_key(app: Flask, operator: Visitor, wattle: Place) -> None:
    fill(app, wattle, 60)
    path, seen = f"{wattle.path}/launches?code=token_expired", 0
    for _ in range(3):
        with noting(app) as statements:
            page = operator.get(path)
        assert len(statements) <= 5
        seen += len(page.soup.select("li.row"))
        path = page.links().get("Older", "")
    assert (seen, path) == (60, "")
    assert page.links()["Newest"].endswith("?code=token_expired")
    for odd in ("x", "-1", "9" * 30):
        assert operator.get(f"{wattle.path}/launches", before=odd).status == 200


def test_launches_of_lmss_that_nobody_registered(
    operator: Visitor, client: FlaskClient, principal: Visitor
) -> None:
    form = {"iss": "https://new.example", "client_id": "c-1", "login_hint": "x"}
    client.post("/lti/login", data=form | {"target_link_uri": "http://localhost/lti/launch"})
    assert "1 launch that names no registered LMS" in operator.get("/console").text
    page = operator.get("/console/launches")
    assert "issuer https://new.example, client_id c-1" in page.text
    assert "Compare both with the LMS" in page.text
    assert "no registered LMS" not in principal.get("/console").text


@pytest.mark.parametrize("outcome", ["a_code_of_yesterday", "opened"])
def test_codes_that_are_no_more(app: Flask, operator: Visitor, wattle: Place, outcome: str) -> None:
    fill(app, wattle, 1, outcome)
    assert outcome in operator.get(f"{wattle.path}/launches").text
