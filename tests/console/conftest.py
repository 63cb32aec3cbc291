"""The console's people, and where their things are."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.models import Context, Deployment, Event, Platform, School
from tests.support.cast import OWN_PAGE, Campus, Visitor


@dataclass(frozen=True)
class Place:
    """A school's registration, by its numbers."""

    platform: int
    deployment: int
    school: int
    context: int = 0
    """The class that was opened first; 0 where none was."""

    @property
    def path(self) -> str:
        return f"/console/platforms/{self.platform}"


@pytest.fixture
def place(app: Flask, campus: Campus) -> Callable[[str], Place]:
    """Where a school of the practice LMS is."""

    def find(slug: str) -> Place:
        query = select(Platform.id, Deployment.id, School.id)
        query = query.join(Deployment, Deployment.platform_id == Platform.id)
        query = query.join(School, School.id == Deployment.school_id)
        query = query.where(Platform.client_id == campus.school(slug).client_id)
        with app.app_context():
            numbers = db.session.execute(query).one()
            first = select(func.min(Context.id)).where(Context.deployment_id == numbers[1])
            return Place(*numbers, context=db.session.scalar(first) or 0)

    return find


@pytest.fixture
def wattle(place: Callable[[str], Place]) -> Place:
    """The principal's school."""
    return place("wattle-park")


@pytest.fixture
def acacia(place: Callable[[str], Place]) -> Place:
    """The neighbour's, on the same issuer."""
    return place("acacia-road")


@pytest.fixture
def nobody(app: Flask) -> Visitor:
    """A browser with nothing of ours."""
    return Visitor(app.test_client(), headers={"Authorization": ""} | OWN_PAGE)


def act(visitor: Visitor, path: str, **form: str):
    """Send a form that stands on some page of the console, with that page's token."""
    token = visitor.get("/console").soup.find(attrs={"name": "csrf_token"})
    return visitor.post(path, **({"csrf_token": token["value"]} if token else {}), **form)


def events(app: Flask, verb: str = "") -> list[Event]:
    """The Events there are, of one verb or all, the oldest first."""
    with app.app_context():
        query = select(Event).order_by(Event.id)
        return list(db.session.scalars(query.where(Event.verb == verb) if verb else query))
