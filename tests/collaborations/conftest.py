"""Classes that work together."""

import pytest
from flask import Flask

from tests.support.cast import Campus
from tests.support.together import Party, Together, join, party


@pytest.fixture
def together(app: Flask, campus: Campus) -> Together:
    """Two classes of two schools that have joined; their students' words go at once."""
    return join(app, campus)


@pytest.fixture
def host(app: Flask, campus: Campus) -> Party:
    return party(app, campus.visit("wattle-park", "marama", "5b/rain"))


@pytest.fixture
def partner(app: Flask, campus: Campus) -> Party:
    return party(app, campus.visit("maple-street", "elena", "5-rivera/snow"))


@pytest.fixture
def corridor(app: Flask, campus: Campus) -> Party:
    """Another class of the host's school."""
    return party(app, campus.visit("wattle-park", "tomasz", "6g/wetland"))
