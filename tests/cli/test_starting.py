"""A process with a wrong setting ends with one sentence, and nobody is shown a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.reading import PROJECT

BIN = Path(sys.executable).parent
PROCESSES = {
    "flask": (BIN / "flask", "--app", "wsgi", "platforms", "list"),
    "gunicorn": (BIN / "gunicorn", "wsgi:app", "--bind", "127.0.0.1:0"),
}
SETTINGS = {
    "COURTYARD_DATABASE_URL": "sqlite:////nowhere/courtyard.db",
    "COURTYARD_SECRET_KEY": "5f4dcc3b5aa765d61d8327deb882cf99",
    "COURTYARD_BASE_URL": "https://courtyard.example.org",
}
WRONG = [
    ({"COURTYARD_SECRET_KEY": ""}, "COURTYARD_SECRET_KEY is not set."),
    ({"COURTYARD_DATABASE_URL": "postgresql://h:port/c"}, "COURTYARD_DATABASE_URL is not a"),
]


def started(name: str, changes: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the process to its end, as an administrator would, with these settings alone."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("COURTYARD_")}
    return subprocess.run(
        PROCESSES[name],
        cwd=PROJECT,
        env=own | SETTINGS | changes,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", PROCESSES)
@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_a_wrong_setting(name: str, changes: dict[str, str], words: str) -> None:
    process = started(name, changes)
    assert process.returncode == 1
    assert process.stdout == ""
    assert process.stderr.startswith(f"Courtyard can't start. {words}")
    assert process.stderr.count("\n") == 1


def test_a_command_that_fails_ends_the_process_with_1() -> None:
    process = started("flask", {})
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr.startswith("Error: The database can't be used: ")
    assert process.stderr.count("\n") == 1
