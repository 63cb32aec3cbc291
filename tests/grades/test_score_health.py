"""What the console will say of grades: for each School on each Platform, and nobody else's."""

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Context, Deployment, Platform
from app.models.steward import Steward
from app.queries import score_health
from app.queries.score_health import ScoreHealth
from tests.grades.conftest import Open
from tests.support.bulk import membership
from tests.support.gradebook import Class


def health(app: Flask, steward: Steward) -> list[ScoreHealth]:
    with app.app_context():
        ids = list(db.session.scalars(select(Platform.id)))
        query = score_health.by_platform_and_school(steward, ids)
        return [ScoreHealth(*row) for row in db.session.execute(query)]


def codes(app: Flask, query_of, steward: Steward) -> list[tuple]:
    with app.app_context():
        ids = list(db.session.scalars(select(Platform.id)))
        return [tuple(row)[2:] for row in db.session.execute(query_of(steward, ids))]


def school_of(app: Flask, room: Class) -> int:
    with app.app_context():
        query = select(Deployment.school_id).join(Context)
        context_id = membership(room.teacher).context_id
        return db.session.scalars(query.where(Context.id == context_id)).one()


def test_what_waits_what_failed_and_what_worked(opened: Open, app: Flask) -> None:
    moodle, canvas = opened("moodle"), opened("canvas")
    everybody = Steward()
    assert health(app, everybody) == []
    moodle.give("7")
    canvas.give("8")
    assert [(h.waiting, h.failed, h.last_worked_at) for h in health(app, everybody)] == [
        (1, 0, None)
    ] * 2
    canvas.campus.school("maple-street").switches.set("scores", "forbidden")
    moodle.sweep()
    found = {h.school_id: h for h in health(app, everybody)}
    well, ill = found[school_of(app, moodle)], found[school_of(app, canvas)]
    assert (well.waiting, well.failed, bool(well.last_worked_at)) == (0, 0, True)
    assert (ill.waiting, ill.failed, bool(ill.last_failed_at)) == (0, 1, True)
    assert codes(app, score_health.failures, everybody) == [("grade_forbidden", 1)]
    assert codes(app, score_health.column_failures, everybody) == []


def test_a_school_sees_its_own(opened: Open, app: Flask) -> None:
    moodle, canvas = opened("moodle"), opened("canvas")
    for room in (moodle, canvas):
        room.give("7")
        room.change(Context, ags_scopes=[])
    moodle.sweep()
    own = Steward(school_of(app, moodle), membership_of(app, moodle))
    [found] = health(app, own)
    assert found.school_id == own.school_id
    assert codes(app, score_health.column_failures, own) == [("not_offered", 1)]
    assert codes(app, score_health.column_failures, Steward()) == [("not_offered", 1)] * 2


def membership_of(app: Flask, room: Class):
    with app.app_context():
        return membership(room.teacher)
