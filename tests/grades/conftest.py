"""A class of each kind of LMS, with an activity that is worth ten points."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.platform_tokens import init_platform_tokens
from tests.support.cast import Campus
from tests.support.gradebook import Class

PLACES = {
    # Activities whose column the launch names, and such as have none.
    "named": ("wattle-park", "5b", "rain", "marama", "s501"),
    "moodle": ("wattle-park", "5b", "creek", "marama", "s501"),
    "named on a canvas": ("maple-street", "5-rivera", "snow", "elena", None),
    "canvas": ("maple-street", "5-rivera", "garden", "elena", None),
}

SHARED = ("acacia-road", "5b", "creek", "marama", "s501")
"""A school on the first one's issuer."""

Open = Callable[[str], Class]


@pytest.fixture
def campus(app: Flask, campus: Campus) -> Campus:
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    return campus


@pytest.fixture
def opened(app: Flask, campus: Campus) -> Open:
    """Open one of PLACES."""

    def open_(place: str) -> Class:
        school, course, link, teacher, key = {**PLACES, "shared": SHARED}[place]
        key = key or campus.school(school).course(course).students[0].key
        visits = [campus.visit(school, who, f"{course}/{link}") for who in (teacher, key)]
        found = Class(app, campus, *visits, school=school, course=course, link=link, key=key)
        found.set_terms(points_possible=10.0)
        return found

    return open_


@pytest.fixture(params=PLACES)
def room(request: pytest.FixtureRequest, opened: Open) -> Class:
    """Each of them."""
    return opened(request.param)


@pytest.fixture
def moodle(opened: Open) -> Class:
    return opened("moodle")
