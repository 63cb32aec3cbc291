"""Two tabs, or two administrators, at the same moment: done once, recorded once."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from app.extensions import begin_write, db
from app.models import Platform
from tests.console.conftest import Place, events
from tests.support.cast import Visitor


def at_once(visitor: Visitor, path: str, **form: str) -> list[int]:
    """The answers to one form that is sent four times."""
    token = visitor.get("/console").value("csrf_token")
    with ThreadPoolExecutor(4) as pool:
        sent = pool.map(lambda _: visitor.post(path, csrf_token=token, **form).status, range(4))
        return list(sent)


def test_approving(app: Flask, operator: Visitor, wattle: Place) -> None:
    with app.app_context():
        begin_write()
        db.session.get_one(Platform, wattle.platform).approved_at = None
        db.session.commit()
    assert at_once(operator, f"{wattle.path}/approval") == [303] * 4
    assert len(events(app, "platform.approved")) == 1


def test_switching_off(app: Flask, operator: Visitor, wattle: Place) -> None:
    assert at_once(operator, f"{wattle.path}/suspension", is_disabled="1") == [303] * 4
    assert len(events(app, "platform.disabled")) == 1


def test_asking_for_a_class_list(
    app: Flask, operator: Visitor, student: Visitor, wattle: Place
) -> None:
    path = f"/console/contexts/{wattle.context}/roster/syncs"
    assert at_once(operator, path) == [303] * 4
    assert len(events(app, "roster.asked")) == 1


def test_taking_a_link_back(app: Flask, operator: Visitor) -> None:
    page = operator.get("/console/registrations")
    page = operator.send(page, "/console/registrations", school_name="Banksia Street")
    [path] = [each for each in page.actions() if each.endswith("/revocation")]
    assert at_once(operator, path) == [303] * 4
    assert len(events(app, "registration.revoked")) == 1
