"""Says in one line, at the very end, what did not run and why.

With COURTYARD_REQUIRE_ALL=1 a run in which anything was skipped fails.
"""

import os
from collections import Counter

import pytest

_lines = pytest.StashKey[str]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workerinput"):
        return  # a worker of pytest-xdist; the controller hears of everything
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    reasons = Counter(map(why, reporter.stats.get("skipped", [])))
    session.config.stash[_lines] = sentence(reasons)
    if reasons and exitstatus == pytest.ExitCode.OK and is_all_required():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    line = config.stash.get(_lines, "")
    if line:
        print(line)


def is_all_required() -> bool:
    """Whether a test that cannot run here counts as a failure."""
    return os.environ.get("COURTYARD_REQUIRE_ALL") == "1"


def why(report: pytest.TestReport) -> str:
    """The reason that was given for a skip."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")


def sentence(reasons: Counter[str]) -> str:
    """For example: Skipped: 12 (no Chromium was found), 80 (COURTYARD_... is not set)."""
    if not reasons:
        return "Nothing was skipped."
    parts = ", ".join(f"{count} ({reason})" for reason, count in sorted(reasons.items()))
    end = " Here that counts as a failure: COURTYARD_REQUIRE_ALL=1." if is_all_required() else ""
    return f"Skipped: {parts}.{end}"
