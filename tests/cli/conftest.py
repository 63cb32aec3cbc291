"""A terminal: commands as an administrator types them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.extensions import db
from tests.support.application import build_app

Run = Callable[..., Result]
Import = Callable[[Any], Result]

MOODLE = {
    "name": "Wattle Park Primary",
    "issuer": "https://moodle.example.org",
    "client_id": "Wq7TnVb2KfLs9Xe",
    "auth_login_url": "https://moodle.example.org/mod/lti/auth.php",
    "auth_token_url": "https://moodle.example.org/mod/lti/token.php",
    "key_set_url": "https://moodle.example.org/mod/lti/certs.php",
    "deployment_ids": ["1"],
}
"""A registration as lti_config/platforms.example.json has it."""


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command; what it prints and how it ends is in the result."""
    return lambda *words: app.test_cli_runner().invoke(args=words)


def run_with(url: str, *words: str, **changes: str) -> Result:
    """Run a command with another database, or with settings changed."""
    app = build_app(url, **changes)
    result = app.test_cli_runner().invoke(args=words)
    with app.app_context():
        db.engine.dispose()
    return result


@pytest.fixture
def import_entries(run: Run, tmp_path: Path) -> Import:
    """Import {"platforms": what is given}."""

    def import_file(entries: Any) -> Result:
        file = tmp_path / "platforms.json"
        file.write_text(json.dumps({"platforms": entries}), "utf-8")
        return run("platforms", "import", str(file))

    return import_file


def assert_refused(result: Result, *words: str) -> None:
    """It ended with 1 and one sentence that holds these words; nothing broke."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1
    for each in words:
        assert each in result.output
