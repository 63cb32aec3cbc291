"""A practice LMS in process, and a tool that listens to it."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from practice_lms import PracticeLms, create_lms
from practice_lms.keys import SigningKey
from practice_lms.school import School
from tests.practice_lms.listener import ListeningTool
from tests.practice_lms.strict_tool import StrictTool


@pytest.fixture(scope="session")
def lms() -> PracticeLms:
    """Shared, because its keys take a while to make: tests of rotation have one of their own."""
    return create_lms()


@pytest.fixture(scope="session")
def wattle_park(lms: PracticeLms) -> School:
    return lms.school("wattle-park")


@pytest.fixture(scope="session")
def maple_street(lms: PracticeLms) -> School:
    return lms.school("maple-street")


@pytest.fixture(params=["wattle-park", "maple-street"])
def school(request: pytest.FixtureRequest, lms: PracticeLms) -> School:
    """Each school in turn."""
    return lms.school(request.param)


@pytest.fixture
def visitor(lms: PracticeLms) -> Iterator[FlaskClient]:
    """Someone with a browser on the LMS."""
    with lms.app.test_client() as client:
        yield client


@pytest.fixture
def tool(lms: PracticeLms) -> ListeningTool:
    return ListeningTool(lms)


@pytest.fixture(scope="session")
def tool_key() -> SigningKey:
    return SigningKey.generate()


@pytest.fixture
def strict_tool(lms: PracticeLms, tool_key: SigningKey) -> Iterator[StrictTool]:
    """A tool that talks to the services of the shared LMS, which forgets it afterwards."""
    yield StrictTool(lms, tool_key)
    lms.reset()
