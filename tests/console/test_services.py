"""How class lists and grades go: why one failed, and asking again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from app.extensions import begin_write, db
from app.models import Context, Deployment, Platform, RosterSync, now
from app.platform_tokens import init_platform_tokens
from tests.console.conftest import Place, act, events
from tests.support.cast import Campus, Page, Visitor
from tests.support.statements import noting

Work = Callable[[], int]
LATER = timedelta(hours=1)


@pytest.fixture
def campus(app: Flask, campus: Campus) -> Campus:
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    return campus


def syncs(place: Place) -> str:
    return f"/console/contexts/{place.context}/roster/syncs"


def rows(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("ul.rows > li.row")]


def change(app: Flask, place: Place, **columns: object) -> None:
    with app.app_context():
        begin_write()
        sync = db.session.scalar(select(RosterSync).where(RosterSync.context_id == place.context))
        if sync is None:
            sync = RosterSync(context_id=place.context)
            db.session.add(sync)
        for name, value in columns.items():
            setattr(sync, name, value)
        db.session.commit()


def sync_of(app: Flask, place: Place) -> RosterSync:
    with app.app_context():
        query = select(RosterSync).where(RosterSync.context_id == place.context)
        return db.session.scalars(query).one()


def test_asked_for_and_read(
    app: Flask, campus: Campus, principal: Visitor, operator: Visitor, wattle: Place, work: Work
) -> None:
    for visitor in (principal, operator):
        [row] = rows(visitor.get(f"{wattle.path}/services"))
        assert "Not asked yet" in row
    assert act(principal, syncs(wattle)).location == f"{wattle.path}/services"
    assert "Waiting" in rows(operator.get(f"{wattle.path}/services"))[0]
    work()
    [row] = rows(operator.get(f"{wattle.path}/services"))
    assert "Up to date Last worked" in row
    assert "Amira" not in operator.get(f"{wattle.path}/services").response.text


def test_why_it_failed_and_asking_again(
    app: Flask, campus: Campus, principal: Visitor, wattle: Place, work: Work
) -> None:
    switches = campus.school("wattle-park").switches
    switches.set("memberships", "forbidden")
    act(principal, syncs(wattle))
    work()
    [row] = rows(principal.get(f"{wattle.path}/services", state="failed"))
    assert "Failed" in row
    assert "Ask your LMS administrator to check" in row
    assert "not_permitted" in row
    switches.clear()
    page = principal.get(f"{wattle.path}/services")
    assert principal.send(page, syncs(wattle)).status == 303
    work()
    assert "Up to date" in rows(principal.get(f"{wattle.path}/services"))[0]
    assert [event.actor_kind for event in events(app, "roster.asked")] == ["member"] * 2


def test_no_pause_is_waited_for(
    app: Flask, operator: Visitor, student: Visitor, wattle: Place
) -> None:
    change(app, wattle, due_at=now() + LATER, failed_at=now(), failure="busy", attempts=5)
    [row] = rows(operator.get(f"{wattle.path}/services"))
    assert "The LMS asked us to wait. The next try is at" in row
    for _ in range(2):
        assert act(operator, syncs(wattle)).status == 303
    sync = sync_of(app, wattle)
    assert (sync.due_at <= now(), sync.attempts) == (True, 0)
    assert len(events(app, "roster.asked")) == 1


def test_what_runs_is_left_alone(
    app: Flask, operator: Visitor, student: Visitor, wattle: Place
) -> None:
    change(app, wattle, due_at=now(), leased_until=now() + LATER)
    page = operator.get(f"{wattle.path}/services")
    assert "Being asked" in rows(page)[0]
    assert syncs(wattle) not in page.actions()
    assert act(operator, syncs(wattle)).status == 303
    assert events(app, "roster.asked") == []


def test_a_class_whose_lms_tells_nothing(
    app: Flask, operator: Visitor, student: Visitor, wattle: Place
) -> None:
    with app.app_context():
        begin_write()
        db.session.get_one(Context, wattle.context).memberships_url = ""
        db.session.commit()
    page = operator.get(f"{wattle.path}/services")
    assert "Not offered The LMS does not tell" in rows(page)[0]
    assert syncs(wattle) not in page.actions()
    assert act(operator, syncs(wattle)).status == 303
    with app.app_context():
        assert db.session.scalar(select(RosterSync)) is None


def test_two_schools_on_one_platform(
    app: Flask, campus: Campus, principal: Visitor, neighbour: Visitor, operator: Visitor,
    place: Callable[[str], Place],
) -> None:  # fmt: skip
    """Neither sees the other's classes; the operator sees both, by their schools."""
    wattle, acacia = place("wattle-park"), place("acacia-road")
    with app.app_context():
        begin_write()
        db.session.get_one(Platform, wattle.platform).school_id = None
        db.session.get_one(Deployment, acacia.deployment).platform_id = wattle.platform
        for each, title in ((wattle, "Room W"), (acacia, "Room A")):
            db.session.get_one(Context, each.context).title = title
        db.session.commit()
    path = f"{wattle.path}/services"
    assert [row[:6] for row in rows(principal.get(path))] == ["Room W"]
    assert [row[:6] for row in rows(neighbour.get(path))] == ["Room A"]
    assert {row[:6] for row in rows(operator.get(path))} == {"Room W", "Room A"}
    assert "Acacia Road" in operator.get(path).text
    assert act(principal, syncs(acacia)).status == 404
    assert act(neighbour, syncs(wattle)).status == 404
    assert act(neighbour, syncs(acacia)).status == 303
    assert [event.school_id for event in events(app, "roster.asked")] == [acacia.school]


def fill(app: Flask, place: Place, count: int) -> None:
    with app.app_context():
        begin_write()
        for number in range(count):
            context = Context(
                deployment_id=place.deployment, lti_id=f"c{number}", title=f"{number}"
            )
            db.session.add(context)
            db.session.flush()
            failed = {"context_id": context.id, "failure": "gone", "failed_at": now()}
            db.session.execute(insert(RosterSync), [failed])
        db.session.commit()


def test_paged_by_key_in_few_statements(app: Flask, operator: Visitor, wattle: Place) -> None:
    fill(app, wattle, 60)
    path, seen = f"{wattle.path}/services?state=failed", 0
    for _ in range(3):
        with noting(app) as statements:
            page = operator.get(path)
        assert len(statements) <= 10
        seen += len(rows(page))
        path = page.links().get("Next page", "")
    assert (seen, path) == (60, "")
    assert page.links()["First page"].endswith("?state=failed")
    for odd in ("x", "-1", "9" * 30):
        assert operator.get(f"{wattle.path}/services", after=odd, state=odd).status == 200


def test_hostile_words(app: Flask, operator: Visitor, student: Visitor, wattle: Place) -> None:
    with app.app_context():
        begin_write()
        db.session.get_one(Context, wattle.context).title = "<script>alert(1)</script>"
        db.session.commit()
    change(app, wattle, failure="a_code_of_tomorrow", failed_at=now())
    page = operator.get(f"{wattle.path}/services")
    assert page.status == 200
    assert "<script>alert" not in page.response.text
    assert "a_code_of_tomorrow" in page.text
