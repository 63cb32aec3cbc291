"""How much a launch asks of its database: most at a class's first, and the same ever after."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import ResourceLink, now
from app.models.resource_link import LAUNCH_NOTED_EVERY
from practice_lms.claims import vocabulary as v
from tests.lti.steps import Launch, claims_of
from tests.support.statements import noting

Begin = Callable[..., Launch]

LOGIN = 2
"""The registration is found, the attempt noted."""

FIRST, NEWCOMER, RENAMED, AGAIN = 20, 13, 15, 10
"""Again: the attempt found and used up; what is known; the record, the Membership, the Session;
then the first page: what is in reach, its pinned Topics and the others, what its reader has
waiting."""


def asked(app: Flask, launch: Launch) -> tuple[int, int]:
    """The statements of a login, and those of the launch with its first page."""
    with noting(app) as at_login:
        form = launch.form()
    with noting(app) as at_launch:
        assert launch.send(form).status == 200
    return counted(at_login), counted(at_launch)


def counted(statements: list[str]) -> int:
    """Every fiftieth login and launch sweeps as well, and PostgreSQL goes on counting."""
    return len([each for each in statements if not each.startswith("DELETE")])


def test_a_first_and_a_later_launch(app: Flask, begin: Begin) -> None:
    assert asked(app, begin()) == (LOGIN, FIRST)
    for _ in range(3):
        assert asked(app, begin()) == (LOGIN, AGAIN)


def test_once_a_day_the_link_is_noted(app: Flask, begin: Begin) -> None:
    begin().send(begin().form())
    with time_machine.travel(now() + LAUNCH_NOTED_EVERY):
        assert asked(app, begin()) == (LOGIN, AGAIN + 1)
        assert asked(app, begin()) == (LOGIN, AGAIN)
        with app.app_context():
            link = db.session.scalars(select(ResourceLink)).one()
            assert now() - link.launched_at < timedelta(minutes=1)


def test_a_newcomer(app: Flask, begin: Begin) -> None:
    begin().send(begin().form())
    assert asked(app, begin(person="s502")) == (LOGIN, NEWCOMER)
    assert asked(app, begin(person="s502")) == (LOGIN, AGAIN)


def test_a_class_that_is_renamed(app: Flask, begin: Begin) -> None:
    launch = begin()
    form = launch.form()
    launch.send(form)
    renamed = launch.altered({v.CONTEXT: claims_of(form)[v.CONTEXT] | {"title": "Year 6"}})
    with noting(app) as statements:
        assert launch.send(renamed).status == 200
    assert counted(statements) == RENAMED


def test_rows_are_locked_in_the_order_in_which_rosters_lock_them(app: Flask, begin: Begin) -> None:
    begin().send(begin().form())
    newcomer = begin(person="s502")
    form = newcomer.form()
    with noting(app) as statements:
        newcomer.send(form)
    made = ("INSERT INTO contexts", "INSERT INTO users", "INSERT INTO memberships")
    places = [[each.startswith(start) for each in statements].index(True) for start in made]
    assert places == sorted(places)
