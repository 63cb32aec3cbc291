"""platforms import: every platform of a file, or none of them and a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.models import Deployment, Platform
from tests.architecture.reading import PROJECT
from tests.cli.conftest import MOODLE, Import, Run, assert_refused

Db = scoped_session[Session]


def test_the_example_is_taken(run: Run) -> None:
    result = run("platforms", "import", str(PROJECT / "lti_config" / "platforms.example.json"))
    assert result.exit_code == 0
    assert result.output.startswith("Wattle Park Primary: registered as platform ")


def test_all_of_a_file(import_entries: Import, db_session: Db) -> None:
    other = MOODLE | {"name": "Acacia Road", "client_id": "acacia", "deployment_ids": ["8", 9]}
    result = import_entries([MOODLE, other])
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.output.splitlines()] == [
        "Wattle Park Primary",
        "Acacia Road",
    ]
    assert set(db_session.scalars(select(Deployment.lti_id))) == {"1", "8", "9"}


def test_again_changes_what_the_file_changed(import_entries: Import, db_session: Db) -> None:
    import_entries([MOODLE])
    result = import_entries([MOODLE | {"name": "Wattle Park", "deployment_ids": ["1", "2"]}])
    assert result.exit_code == 0
    assert list(db_session.scalars(select(Platform.name))) == ["Wattle Park"]
    assert set(db_session.scalars(select(Deployment.lti_id))) == {"1", "2"}


def test_one_that_is_wrong_keeps_the_others_out(import_entries: Import, db_session: Db) -> None:
    result = import_entries([MOODLE, MOODLE | {"issuer": ""}])
    assert_refused(result, "Platform 2: ", "issuer")
    db_session.rollback()
    assert db_session.scalars(select(Platform)).all() == []


@pytest.mark.parametrize("entries", [5, None, "text", True, 1.5, {}, {"a": MOODLE}, MOODLE])
def test_platforms_that_are_no_list(import_entries: Import, entries: Any) -> None:
    assert_refused(import_entries(entries), '{"platforms": […]}')


def test_a_list_of_none(import_entries: Import) -> None:
    assert_refused(import_entries([]), "names no platform")


@pytest.mark.parametrize("entry", [5, None, "text", [], [[MOODLE]], {}, {"platforms": [MOODLE]}])
def test_an_entry_that_is_none(import_entries: Import, entry: Any, db_session: Db) -> None:
    assert_refused(import_entries([entry]), "Platform 1: ")
    db_session.rollback()
    assert db_session.scalars(select(Platform)).all() == []


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"platforms"', "{}", "[" * 100_000, '{"platforms": ' + "9" * 5_000],
    ids=lambda text: text[:14],
)
def test_a_file_that_is_something_else(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "platforms.json"
    file.write_text(text, "utf-8")
    assert_refused(run("platforms", "import", str(file)), "platforms.json is not JSON of the form")


def test_a_file_that_is_no_text(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "platforms.json"
    file.write_bytes(b"\xff\xfe\x00\x80")
    assert_refused(run("platforms", "import", str(file)), "is not JSON of the form")


def test_a_file_as_windows_writes_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "platforms.json"
    file.write_text(json.dumps({"platforms": [MOODLE]}, indent=1), "utf-8-sig", newline="\r\n")
    assert run("platforms", "import", str(file)).exit_code == 0


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    for file in (tmp_path / "none.json", tmp_path):
        result = run("platforms", "import", str(file))
        assert result.exit_code == 2
        assert "Invalid value for 'FILE'" in result.output
