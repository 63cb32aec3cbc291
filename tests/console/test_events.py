"""The audit trail as Stewards read it and take it along."""

import csv
import io

import pytest
from flask import Flask

from app.extensions import begin_write, db
from app.models import ActorKind
from app.services import recording
from tests.console.conftest import Place, act, events
from tests.support.cast import Page, Visitor
from tests.support.statements import noting


def rows(page: Page) -> list[dict[str, str]]:
    """The lines of an export."""
    assert page.response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(page.response.text)))


def note(app: Flask, count: int, school: int | None = None, **details: str) -> None:
    with app.app_context():
        begin_write()
        for _ in range(count):
            recording.record(
                "keys.rotated",
                school=school,
                actor=ActorKind.INSTALLATION,
                subject="platform:1",
                **details,
            )
        db.session.commit()
        db.session.remove()


def test_who_did_what(operator: Visitor, principal: Visitor, wattle: Place) -> None:
    act(principal, f"{wattle.path}/suspension", is_disabled="1")
    act(operator, f"{wattle.path}/suspension", is_disabled="0")
    text = operator.get("/console/events").text
    assert "LMS switched on The installation's administrator" in text
    assert "Oyelaran" not in text, "the installation learns no names"
    assert "Teacher 1 (member" in text
    assert "Console entered" in text


def test_a_schools_steward_knows_their_colleagues(principal: Visitor, wattle: Place) -> None:
    act(principal, "/console/events/export")
    text = principal.get("/console/events").text
    assert "Events exported Beatrice Oyelaran" in text
    assert "Console entered" not in text


def test_each_school_reads_its_own(
    app: Flask, operator: Visitor, principal: Visitor, neighbour: Visitor, wattle: Place
) -> None:
    note(app, 1, wattle.school, name="of Wattle")
    note(app, 1, None, name="of the installation")
    for visitor in (principal, neighbour):
        for query in ({}, {"school": ""}):
            text = visitor.get("/console/events", **query).text
            assert ("of Wattle" in text) is (visitor is principal)
            assert "of the installation" not in text
    assert neighbour.get("/console/events", school=str(wattle.school)).status == 404
    assert act(neighbour, "/console/events/export", school=str(wattle.school)).status == 404
    assert [row["verb"] for row in rows(act(neighbour, "/console/events/export"))] == [
        "events.exported"
    ]
    narrowed = operator.get("/console/events", school=str(wattle.school)).text
    assert "of Wattle" in narrowed
    assert "of the installation" not in narrowed
    for odd in ("99999", "x", "9" * 30, "-1"):
        assert operator.get("/console/events", school=odd).status == 404


def test_the_export_is_recorded_and_whole(
    app: Flask, operator: Visitor, wattle: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(app, 1_203, wattle.school)
    page = act(operator, "/console/events/export")
    assert "attachment" in page.response.headers["Content-Disposition"]
    found = rows(page)
    assert len(found) == len(events(app))
    assert found[-1]["verb"] == "events.exported"
    assert found[-1]["actor"] == "installation"
    assert sum(row["school"] == "Wattle Park Primary" for row in found) == 1_203
    one = rows(act(operator, "/console/events/export", school=str(wattle.school)))
    assert len(one) == 1_204
    assert len(events(app, "events.exported")) == 2


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\N{FULLWIDTH EQUALS SIGN}"])
def test_no_cell_is_a_formula(app: Flask, operator: Visitor, sign: str) -> None:
    with app.app_context():
        begin_write()
        recording.record("keys.rotated", school=None, actor=ActorKind.JOB, subject=f"{sign}SUM(1)")
        db.session.commit()
    assert f"'{sign}SUM(1)" in [
        row["subject"] for row in rows(act(operator, "/console/events/export"))
    ]


def test_looking_at_the_page_changes_nothing(app: Flask, operator: Visitor) -> None:
    before = len(events(app))
    operator.get("/console/events")
    assert len(events(app)) == before


def test_paged_by_key(app: Flask, operator: Visitor, wattle: Place) -> None:
    note(app, 60, wattle.school)
    path, seen = f"/console/events?school={wattle.school}", 0
    for _ in range(3):
        with noting(app) as statements:
            page = operator.get(path)
        assert len(statements) <= 5
        seen += len(page.soup.select("li.row"))
        path = page.links().get("Older", "")
    assert (seen, path) == (60, "")
    for odd in ("x", "-1", "9" * 30):
        assert operator.get("/console/events", before=odd).status == 200
