"""The URL map: each route says who may come, what its parameters are, and is named by nouns."""

import re

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from tests.support.application import build_app

TYPED = (IntegerConverter, AnyConverter)
VERB = re.compile(
    "add|change|create|delete|do|fetch|get|hide|list|make|open|read|remove|restore|send|show|start|"
    "undo|update|write"
)
"""What no step of an address may be; an action is a noun too: /topics/4/deletion."""


@pytest.fixture(scope="module")
def app() -> Flask:
    return build_app("sqlite:////nowhere/unused.db")


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_says_who_may_come(app: Flask) -> None:
    for rule in rules(app):
        guard = getattr(app.view_functions[rule.endpoint], "guard", None)
        assert guard in ("public", "session", "steward"), (
            f"{rule.endpoint}: decorate the view with @public, @requires_session or "
            "@requires_steward"
        )


def test_only_these_routes_are_public(app: Flask) -> None:
    """A new one is a decision: whoever opens another door writes it down here."""
    public = {
        rule.rule
        for rule in rules(app)
        if app.view_functions[rule.endpoint].guard == "public"  # type: ignore[attr-defined]
    }
    assert public == {
        "/",
        "/healthz",
        "/invitations",
        "/lti/login",
        "/lti/launch",
        "/lti/launch/proof",
        "/lti/notices",
        "/lti/jwks.json",
        "/lti/register",
        "/lti/config.json",
        "/console/entrance",
        "/tabs/entrance",
    }


def test_every_parameter_is_typed(app: Flask) -> None:
    for rule in rules(app):
        for name in rule.arguments:
            assert isinstance(rule._converters[name], TYPED), (
                f"{rule}: say what {name} is, with <int:…> or <any(…):…>; text from a URL is no key"
            )


def test_paths_are_kebab_case_nouns(app: Flask) -> None:
    for rule in rules(app):
        for step in re.sub(r"<[^>]+>", "", rule.rule).split("/"):
            assert re.fullmatch(r"|[a-z]+(-[a-z]+)*(\.json)?", step), f"{rule}: {step} is no-kebab"
            assert not VERB.fullmatch(step), (
                f"{rule}: {step} is a verb; name what comes of it, as /posts/4/deletion does"
            )


def test_a_path_begins_with_its_blueprint(app: Flask) -> None:
    """/posts/… is in app/views/posts.py, or in the file of the noun that stands deeper in it."""
    for rule in rules(app):
        blueprint = rule.endpoint.partition(".")[0].replace("_", "-")
        assert blueprint == "home" or f"/{blueprint}/" in f"{rule.rule}/", (
            f"{rule} is answered by {blueprint}: nobody will look for it there"
        )


def test_what_changes_something_is_a_post(app: Flask) -> None:
    """Browsers in frames send nothing else without scripts, and one word is enough."""
    for rule in rules(app):
        extra = (rule.methods or set()) - {"GET", "HEAD", "OPTIONS", "POST"}
        assert not extra, f"{rule} takes {extra}: use POST on a noun"
        if app.view_functions[rule.endpoint].guard in ("session", "steward"):  # type: ignore[attr-defined]
            assert not {"GET", "POST"} <= (rule.methods or set()), (
                f"{rule}: one view for GET and one for POST, so that neither can be the other"
            )
