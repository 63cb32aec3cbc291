"""The tool under gunicorn and the practice LMS beside it, as real processes on free ports."""

from collections.abc import Callable, Iterator

import pytest

from scripts.console_link import make_link
from scripts.pair import Pair
from scripts.ports import free_port
from scripts.processes import StopSign


@pytest.fixture(scope="session")
def live_pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Both, with a SQLite database of their own. Tests share it, so each makes its own topics."""
    pair = Pair(free_port(), free_port(), tmp_path_factory.mktemp("live"))
    with pair.running(StopSign()):
        yield pair


@pytest.fixture(scope="session")
def live_tool(live_pair: Pair) -> str:
    """Where the tool answers: http://localhost:PORT."""
    return live_pair.tool_url


@pytest.fixture(scope="session")
def live_lms(live_pair: Pair) -> str:
    """Where the practice LMS answers: http://127.0.0.1:PORT, another site than the tool's."""
    return live_pair.lms_url


@pytest.fixture(scope="session")
def live_link(live_pair: Pair) -> Callable[[], str]:
    """Makes links into the console, by the command that administrators type."""
    return lambda: make_link(live_pair)
