"""README.md and docs/ against what is there: a map that is wrong is worse than none."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from tests.architecture.reading import PROJECT
from tests.support.application import build_app

README = (PROJECT / "README.md").read_text("utf-8")
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
MADE = ("app/static/build", "instance", ".venv")
"""What a fresh checkout lacks and the text may name: somebody makes it."""

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def section(title: str) -> str:
    """The part of the README under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def variables(*folders: str) -> set[str]:
    """The COURTYARD_ variables that are named in these files and folders."""
    files = [path for each in folders for path in (PROJECT / each, *(PROJECT / each).rglob("*"))]
    texts = (path.read_text("utf-8") for path in files if path.is_file() and _is_text(path))
    return {name for text in texts for name in re.findall(r"\bCOURTYARD_[A-Z_]+[A-Z]\b", text)}


def _is_text(path: Path) -> bool:
    return path.suffix in ("", ".py", ".sh", ".toml")


def test_every_setting_is_in_the_table() -> None:
    listed = set(re.findall(r"^\| `(COURTYARD_[A-Z_]+)`", section("Settings"), re.MULTILINE))
    assert listed == variables("app"), "README's settings are those that app/config.py reads"


def test_no_other_variable_is_a_secret() -> None:
    used = variables(".ci", "scripts", "tests", "practice_lms", "bench", "gunicorn.conf.py")
    unsaid = {name for name in used if name not in README and not name.startswith("COURTYARD_TEST")}
    assert unsaid <= {"COURTYARD_REQUIRE_ALL"}, "say in README what these are for"


def test_the_map_leads_somewhere() -> None:
    for place in CODE.findall(section("A map of the house")):
        if re.fullmatch(r"[\w./-]+/|[\w./-]+\.(py|md)", place):
            exists = any((base / place).exists() for base in _bases())
            assert exists or place.rstrip("/") in MADE, (
                f"README's map leads to {place}, which is not there"
            )


def _bases() -> tuple[Path, ...]:
    return PROJECT, PROJECT / "docs", PROJECT / "templates"


def test_the_map_leaves_nothing_out() -> None:
    named = section("A map of the house")
    for path in [*PROJECT.iterdir(), *(PROJECT / "app").iterdir()]:
        is_package = path.is_dir() and path.name[0] not in "._" and any(path.rglob("*.*"))
        if is_package and path.name not in ("docs", "instance", "static", "app"):
            assert f"{path.name}/`" in named, f"README's map lacks {path.name}/"
    for page in (PROJECT / "docs").glob("*.md"):
        assert f"`{page.name}`" in README, f"README does not lead on to docs/{page.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in LINK.findall(text):
        assert (page.parent / link).exists(), f"{page.name} links to {link}, which is not there"
    for name in CODE.findall(text):
        if re.fullmatch(
            r"(app|tests|templates|scripts|docs|translations)/[\w/.-]+\.(py|md|html)", name
        ):
            is_example = "bookmark" in name
            assert is_example or (PROJECT / name).exists(), f"{page.name}: {name} is not there"


def test_every_decision_is_in_the_index() -> None:
    index = (PROJECT / "docs" / "adr" / "README.md").read_text("utf-8")
    for page in (PROJECT / "docs" / "adr").glob("0*.md"):
        number, heading = int(page.name[:4]), page.read_text("utf-8").partition("\n")[0]
        assert f"]({page.name})" in index, f"docs/adr/README.md lacks {page.name}"
        assert heading.startswith(f"# {number}. "), (
            f"{page.name} begins with # {number}. and a title"
        )


def test_make_has_what_is_promised() -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    for page in PAGES:
        text = page.read_text("utf-8")
        promised = re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE)
        assert set(promised) <= targets, f"{page.name}: make knows no {set(promised) - targets}"


@pytest.fixture(scope="module")
def app() -> Flask:
    return build_app("sqlite:////nowhere/unused.db")


def test_commands_are_as_written(app: Flask) -> None:
    """Each `flask --app wsgi …` of the README exists, and takes the options that it is given."""
    written = re.findall(r"flask --app wsgi ((?:\\\n|[^\n`])+)", README)
    assert len(written) > 2
    for line in written:
        words = shlex.split(line.replace("\\\n", " "))
        group, command = words[0], words[1]
        found = app.cli.commands[group].commands[command]  # type: ignore[attr-defined]
        options = {option for parameter in found.params for option in parameter.opts}
        given = {word for word in words if word.startswith("--")}
        assert given <= options, f"{group} {command} knows no {given - options}"
        assert CliRunner().invoke(found, ["--help"]).exit_code == 0


def test_moodle_is_told_addresses_that_answer(app: Flask) -> None:
    adapter = app.url_map.bind("courtyard.example.org")
    for path in set(re.findall(r"https://courtyard\.example\.org(/[\w/.]+)", README)):
        method = "POST" if path == "/lti/launch" else "GET"
        assert adapter.match(path, method), path
