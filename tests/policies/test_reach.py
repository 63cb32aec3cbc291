"""Reach follows what live launches have proven. docs/adr/0003-place-from-the-url.md says why."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.extensions import begin_write, db
from app.models import Membership, Session, now
from app.models.secret import hashed
from app.models.session import ABSOLUTE
from tests.support.cast import Campus, Visitor

BLUE, GREEN = "5b/rain", "6g/wetland"


@pytest.fixture
def tabs(campus: Campus) -> dict[str, Visitor]:
    """One teacher with two classes open in two tabs."""
    return {link: campus.visit("wattle-park", "priya", link) for link in (BLUE, GREEN)}


def change(app: Flask, statement) -> None:
    with app.app_context():
        begin_write()
        db.session.execute(statement)
        db.session.commit()


def test_each_tab_opens_what_its_address_says(tabs: dict[str, Visitor]) -> None:
    """A reloaded tab may bring the other tab's session; the place is its own all the same."""
    for link, other in ((BLUE, GREEN), (GREEN, BLUE)):
        assert tabs[link].get(tabs[other].place).title == tabs[other].first.title
    topic = tabs[BLUE].start_topic()
    assert tabs[GREEN].get(topic).title == "Clouds"


def test_what_an_ended_launch_proved_is_worth_nothing(app: Flask, tabs: dict[str, Visitor]) -> None:
    blue = Session.token_hash == hashed(tabs[BLUE].token)
    change(app, update(Session).where(blue).values(ended_at=now()))
    assert tabs[GREEN].get(tabs[BLUE].place).status == 404
    assert tabs[GREEN].get(tabs[GREEN].place).status == 200
    assert tabs[BLUE].get(tabs[BLUE].place).status == 401


def test_what_an_old_launch_proved_is_worth_nothing(
    campus: Campus, tabs: dict[str, Visitor]
) -> None:
    with time_machine.travel(now() + ABSOLUTE + timedelta(minutes=1)):
        later = campus.visit("wattle-park", "priya", GREEN)
        assert later.get(tabs[BLUE].place).status == 404
        assert later.get(tabs[GREEN].place).status == 200


def test_who_left_the_class_reaches_nothing_of_it(app: Flask, tabs: dict[str, Visitor]) -> None:
    space = tabs[BLUE].space.rpartition("/")[2]
    with app.app_context():
        query = select(Session.membership_id).where(Session.token_hash == hashed(tabs[BLUE].token))
        member = db.session.scalar(query)
    change(app, update(Membership).where(Membership.id == member).values(is_active=False))
    for path in (tabs[BLUE].place, f"/spaces/{space}", f"{tabs[BLUE].place}/topics/new"):
        assert tabs[BLUE].get(path).status == 404
        assert tabs[GREEN].get(path).status == 404


def test_a_launch_proves_nothing_for_another_person(
    campus: Campus, tabs: dict[str, Visitor]
) -> None:
    colleague = campus.visit("wattle-park", "tomasz", GREEN)
    assert colleague.get(tabs[BLUE].place).status == 404
