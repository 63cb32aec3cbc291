"""platforms add, list, disable, enable: what they print, and what they leave behind."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.models import Deployment, Platform, School
from tests.cli.conftest import MOODLE, Run, assert_refused, run_with
from tests.support.cast import Visitor

Db = scoped_session[Session]
REQUIRED = ["name", "issuer", "client-id", "auth-login-url", "auth-token-url", "key-set-url"]


def options(**changes: Any) -> list[str]:
    """The options of `platforms add`; a list repeats one, None leaves one out."""
    fields = MOODLE | changes
    fields["deployment_id"] = fields.pop("deployment_ids")
    words = []
    for name, value in fields.items():
        for each in value if isinstance(value, list) else [value] if value is not None else []:
            words += [f"--{name.replace('_', '-')}", each]
    return words


def add(run: Run, **changes: Any) -> Result:
    return run("platforms", "add", *options(**changes))


def number(result: Result) -> str:
    """The id that the line ends with."""
    assert result.exit_code == 0, result.output
    return result.output.strip().rpartition(" ")[2].removesuffix(".")


def test_add(run: Run, db_session: Db) -> None:
    result = add(run, deployment_ids=["1", "2:b"], frame_origin="https://*.Example.org")
    platform = db_session.scalars(select(Platform)).one()
    assert result.output == f"Wattle Park Primary: registered as platform {platform.id}.\n"
    assert (platform.issuer, platform.client_id) == (MOODLE["issuer"], MOODLE["client_id"])
    assert platform.frame_origins == ["https://*.example.org"]
    assert platform.school.name == platform.name
    assert platform.is_enabled
    deployments = db_session.scalars(select(Deployment)).all()
    assert {each.lti_id for each in deployments} == {"1", "2:b"}
    assert {each.school_id for each in deployments} == {platform.school_id}


def test_add_again_changes_it(run: Run, db_session: Db) -> None:
    first = number(add(run))
    again = add(run, name="Wattle Park", key_set_url="https://moodle.example.org/keys")
    assert number(again) == first
    platform = db_session.scalars(select(Platform)).one()
    assert (platform.name, platform.key_set_url) == (
        "Wattle Park",
        "https://moodle.example.org/keys",
    )
    deployment = db_session.scalars(select(Deployment)).one()
    school = db_session.get_one(School, deployment.school_id)
    assert school.name == "Wattle Park Primary", "what was written stays with its School"


def test_one_issuer_with_another_client_id_is_another(run: Run) -> None:
    assert number(add(run)) != number(add(run, client_id="acacia", school="Acacia Road"))


def test_a_disabled_one_stays_so_when_it_is_changed(run: Run) -> None:
    platform = number(add(run))
    run("platforms", "disable", platform)
    add(run, name="Wattle Park")
    assert run("platforms", "list").output.startswith(f"{platform}  disabled  Wattle Park\n")


@pytest.mark.parametrize("name", [*REQUIRED, "deployment-id"])
def test_add_needs_every_option(run: Run, name: str, db_session: Db) -> None:
    field = name.replace("-", "_").replace("deployment_id", "deployment_ids")
    result = add(run, **{field: None})
    assert result.exit_code == 2
    assert f"Missing option '--{name}'" in result.output
    assert db_session.scalars(select(Platform)).all() == []


@pytest.mark.parametrize("name", [*REQUIRED, "deployment-id", "frame-origin"])
def test_add_says_what_is_wrong(run: Run, name: str, db_session: Db) -> None:
    field = name.replace("-", "_").replace("deployment_id", "deployment_ids")
    assert_refused(add(run, **{field: "\x1b"}), name.replace("-", "_"))
    db_session.rollback()
    assert db_session.scalars(select(School)).all() == []


@pytest.mark.parametrize("name", ["auth_login_url", "auth_token_url", "key_set_url"])
@pytest.mark.parametrize("address", ["http://lms.example.org/a", "https://localhost/a"])
def test_http_and_local_platforms_need_the_setting(
    database_url: str, name: str, address: str
) -> None:
    words = ["platforms", "add", *options(**{name: address})]
    for flag, code in (("0", 1), ("1", 0)):
        result = run_with(database_url, *words, COURTYARD_ALLOW_LOCAL_PLATFORMS=flag)
        assert result.exit_code == code
        assert ("Set COURTYARD_ALLOW_LOCAL_PLATFORMS=1" in result.output) is bool(code)


def test_list(run: Run) -> None:
    assert run("platforms", "list").output == ""
    one = number(add(run, deployment_ids=["2", "1"]))
    two = number(add(run, name="Acacia Road", client_id="acacia"))
    run("platforms", "disable", two)
    result = run("platforms", "list")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{one}  enabled  Wattle Park Primary",
        "   issuer https://moodle.example.org  client id Wq7TnVb2KfLs9Xe",
        "   deployments 2, 1",
        f"{two}  disabled  Acacia Road",
        "   issuer https://moodle.example.org  client id acacia",
        "   deployments 1",
    ]


def test_disable_ends_sessions_and_enable_lets_in_again(run: Run, student: Visitor) -> None:
    lines = run("platforms", "list").output.splitlines()
    ours = next(line.split()[0] for line in lines if "Wattle Park" in line)
    assert student.get(student.place).status == 200
    for _ in range(2):
        result = run("platforms", "disable", ours)
        assert result.exit_code == 0
        assert "is disabled; its sessions have ended. Nothing was deleted." in result.output
        assert student.get(student.place).status == 401
    for _ in range(2):
        result = run("platforms", "enable", ours)
        assert (result.exit_code, result.output.endswith(" is enabled.\n")) == (0, True)


@pytest.mark.parametrize("command", ["disable", "enable"])
@pytest.mark.parametrize("number", ["0", "7", str(2**31), str(2**63), str(2**64), "9" * 4_000])
def test_a_platform_that_is_not_there(run: Run, command: str, number: str) -> None:
    assert_refused(run("platforms", command, number), "There is no platform", "platforms list")


@pytest.mark.parametrize("number", ["", "one", "1.5", "9" * 5_000])
def test_a_number_that_is_none(run: Run, number: str) -> None:
    result = run("platforms", "disable", number)
    assert result.exit_code == 2
    assert "is not a valid integer" in result.output


COMMANDS = [["platforms", "list"], ["platforms", "disable", "1"], ["keys", "ensure"]]
BROKEN = ["sqlite:////nowhere/courtyard.db", "postgresql://nobody@127.0.0.1:1/courtyard"]


@pytest.mark.parametrize("words", [*COMMANDS, ["platforms", "add", *options()]], ids=" ".join)
@pytest.mark.parametrize("url", BROKEN)
def test_a_database_that_does_not_answer(words: list[str], url: str) -> None:
    assert_refused(run_with(url, *words), "The database can't be used: ", "COURTYARD_DATABASE_URL")


def test_a_database_without_tables(tmp_path: Path) -> None:
    result = run_with(f"sqlite:///{tmp_path / 'new.db'}", "platforms", "list")
    assert_refused(result, "no such table", "db upgrade")


def test_the_commands_that_there_are(app: Flask, run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for group in ("platforms", "keys", "posts"):
        listed = run(group, "--help").output.partition("Commands:")[2]
        assert listed.split(), f"{group} has commands"
        assert f"  {group} " in result.output
