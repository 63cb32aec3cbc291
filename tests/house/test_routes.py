"""The URL map: guarded, typed, kebab-case; and what only one place may do."""

import re
from pathlib import Path

from flask import Flask

PROJECT = Path(__file__).parents[2]


def rules(app: Flask):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_says_who_may_come(app: Flask) -> None:
    for rule in rules(app):
        assert getattr(app.view_functions[rule.endpoint], "guard", None) in ("public", "session"), (
            rule
        )


def test_every_parameter_is_typed(app: Flask) -> None:
    for rule in rules(app):
        assert rule._converters.keys() == rule.arguments
        assert all(
            type(each).__name__ != "UnicodeConverter" for each in rule._converters.values()
        ), rule


def test_paths_are_kebab_case(app: Flask) -> None:
    for rule in rules(app):
        plain = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"(/[a-z][a-z0-9.-]*)*/?", plain), rule


def test_only_richtext_says_that_something_is_html() -> None:
    python = [path for path in (PROJECT / "app").rglob("*.py") if "richtext" not in path.parts]
    for path in [*python, *(PROJECT / "templates").rglob("*.html")]:
        assert not re.search(r"\bMarkup\(|\|\s*safe\b|autoescape false", path.read_text()), path


def test_only_views_and_commands_commit() -> None:
    for path in (PROJECT / "app").rglob("*.py"):
        if "views" not in path.parts and path.name != "cli.py":
            assert ".commit()" not in path.read_text(), path


def test_templates_carry_no_inline_style_script_or_other_site() -> None:
    for path in (PROJECT / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|https?://", text), path
        assert not re.search(r"<script(?![^>]*src=)", text), path


def test_budgets() -> None:
    for path in (PROJECT / "app").rglob("*.py"):
        assert len(path.read_text().splitlines()) <= 300, path
