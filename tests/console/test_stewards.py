"""Who sees the console: an administrator of the school, their own School; others, nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from app.extensions import begin_write, db
from app.models import Membership
from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch
from tests.support.cast import Campus, Page, Visitor, arrived

CONTEXT_ADMINISTRATOR = v.MEMBERSHIP + "#Administrator"
INSTITUTION, SYSTEM = v.INSTITUTION + "#Administrator", v.SYSTEM + "#Administrator"


def entered(campus: Campus, roles: list[str]) -> Visitor:
    launch = Launch(campus)
    return arrived(launch.client, launch.with_claims({v.ROLES: roles}))


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ([INSTITUTION], 200),
        ([SYSTEM], 200),
        ([v.SYSTEM + "#SysAdmin"], 200),
        ([v.LEARNER, INSTITUTION], 200),
        ([v.INSTRUCTOR, SYSTEM], 200),
        ([CONTEXT_ADMINISTRATOR], 404),
        (["Administrator"], 404),
        ([v.MEMBERSHIP + "/Administrator#SystemAdministrator"], 404),
        ([v.INSTRUCTOR], 404),
        ([v.LEARNER], 404),
        ([v.INSTITUTION + "#Faculty", v.INSTITUTION + "#Staff"], 404),
        ([INSTITUTION + " "], 404),
        ([INSTITUTION.lower()], 404),
        (["https://vocabulary.example/institution/person#Administrator"], 404),
        ([INSTITUTION, v.TEST_USER], 404),
        ([], 404),
    ],
)
def test_the_role_decides(campus: Campus, roles: list[str], status: int) -> None:
    visitor = entered(campus, roles)
    page = visitor.get("/console")
    assert page.status == status
    assert ("School console" in visitor.get(visitor.space).links()) is (status == 200)
    assert status == 200 or page.error_code == "not_found"


def test_a_schools_steward_sees_their_own_school(principal: Visitor, neighbour: Visitor) -> None:
    own, theirs = principal.get("/console"), neighbour.get("/console")
    assert own.title == theirs.title == "Your school"
    assert "Wattle Park" in own.text
    assert "Acacia Road" not in own.response.text
    assert "Acacia Road" in theirs.text
    assert "Wattle Park" not in theirs.response.text
    assert "Keys" not in own.links()


def test_the_installation_sees_all_schools(operator: Visitor) -> None:
    page = operator.get("/console")
    for name in ("Wattle Park Primary", "Maple Street", "Acacia Road School"):
        assert name in page.text
    assert "Keys" in page.links()


def test_a_role_that_was_taken_away_is_worth_nothing(campus: Campus) -> None:
    before = entered(campus, [INSTITUTION])
    assert before.get("/console").status == 200
    entered(campus, [v.LEARNER])
    assert before.get("/console").status == 404


def test_who_left_is_no_steward(app: Flask, campus: Campus) -> None:
    visitor = entered(campus, [INSTITUTION])
    with app.app_context():
        begin_write()
        db.session.execute(update(Membership).values(is_active=False))
        db.session.commit()
    assert visitor.get("/console").status == 404


def test_nobody_learns_how_to_come_in(app: Flask) -> None:
    nobody = Visitor(app.test_client(use_cookies=False), headers={"Authorization": ""})
    for page in (nobody.get("/console"), nobody.get("/console/platforms/1")):
        assert (page.status, page.error_code) == (401, "console_closed")
        assert "School console" in page.text


def test_an_ended_launch_is_sent_back_to_the_course(app: Flask) -> None:
    late = Visitor(app.test_client(use_cookies=False), token="of yesterday")
    page = late.get("/console")
    assert (page.status, page.error_code) == (401, "session_expired")


def test_the_installations_cookie_does_not_raise_a_launch(
    operator: Visitor, visit: Callable[[str], Visitor]
) -> None:
    """In a browser where both are, a page inside the LMS stays the launched person's."""
    student, principal = visit("student"), visit("principal")
    for visitor, status in ((student, 404), (principal, 200)):
        operator.headers = {"Authorization": f"Bearer {visitor.token}"}
        assert operator.get("/console").status == status
    assert operator.get("/console").title == "Your school"


def test_a_schools_console_stands_in_its_lms(principal: Visitor, campus: Campus) -> None:
    policy = principal.get("/console").response.headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {campus.url}")


def test_there_is_a_way_back(principal: Visitor) -> None:
    page: Page = principal.get("/console")
    assert page.links()["Your class"] == principal.place
