"""One launch to interfere with, and what the tool logs meanwhile."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from tests.lti.key_server import KeyServer, key_server
from tests.lti.steps import Launch, Log, cookie_client
from tests.support.cast import Campus


@pytest.fixture
def launch(campus: Campus) -> Launch:
    """A student's launch."""
    return Launch(campus)


@pytest.fixture
def begin(campus: Campus) -> Callable[..., Launch]:
    """Make launches: of whom, where and in which browser."""
    return lambda client=None, **where: Launch(campus, client, **where)


@pytest.fixture
def browser(campus: Campus) -> FlaskClient:
    """A browser that keeps our cookies."""
    return cookie_client(campus)


@pytest.fixture
def keys(campus: Campus) -> Iterator[KeyServer]:
    """The key set of the launches' school, in the test's hands."""
    with key_server(campus) as server:
        yield server


@pytest.fixture
def log(campus: Campus) -> Iterator[Log]:
    """The structured lines that the tool logs during the test."""
    with capture_logs() as lines:
        yield lines
