"""The last line of a test run says what did not run, and why."""

from collections import Counter

import pytest

from scripts.stamps import PROJECT
from tests.support.ran import sentence

pytest_plugins = ("pytester",)

SKIPPED = """
    import pytest

    @pytest.mark.skip(reason="no Chromium")
    def test_in_a_browser(): pass

    def test_elsewhere(): pass
"""


@pytest.fixture
def last_line(pytester, monkeypatch):
    """Runs tests in a process of their own; gives the exit status and the last line."""

    def run(source: str, is_all_required: bool, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("PYTHONPATH", str(PROJECT))
        monkeypatch.setenv("COURTYARD_REQUIRE_ALL", "1" if is_all_required else "0")
        pytester.makepyfile(source)
        result = pytester.runpytest_subprocess("-p", "tests.support.ran", *words)
        return result.ret, result.outlines[-1]

    return run


def test_a_skip_is_told(last_line):
    assert last_line(SKIPPED, False) == (0, "Skipped: 1 (no Chromium).")


@pytest.mark.parametrize("words", [(), ("-n", "2")])
def test_a_skip_fails_the_run_where_all_is_required(last_line, words):
    status, line = last_line(SKIPPED, True, *words)

    assert status == 1
    assert "counts as a failure" in line


def test_a_whole_run_says_so(last_line):
    assert last_line("def test_it(): pass", True) == (0, "Nothing was skipped.")


def test_a_failure_stays_a_failure(last_line):
    assert last_line("def test_it(): assert False", False)[0] == 1


def test_reasons_are_counted(monkeypatch):
    monkeypatch.delenv("COURTYARD_REQUIRE_ALL", raising=False)

    assert sentence(Counter(["a", "b", "b"])) == "Skipped: 1 (a), 2 (b)."
