"""One walk through every page, which the tests of this folder look at from several sides."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import flask
import pytest
from flask import Flask
from sqlalchemy import event, select

from app.extensions import babel, db
from app.locales import init_locales
from app.lti.refusals import REASONS
from app.models import Base
from practice_lms.lms import PracticeLms
from tests.support.application import build_app, migrate
from tests.support.cast import Campus, Page
from tests.support.pseudo import write_pseudo_english
from tests.support.walk import Walk, furnish

Rows = dict[str, list[tuple[object, ...]]]


@dataclass
class Walked:
    """What was seen on the way."""

    walk: Walk
    pages: dict[str, Page] = field(default_factory=dict)
    while_rendering: list[tuple[str, str]] = field(default_factory=list)
    """(template, statement) for each statement that was sent while a template rendered."""
    before: Rows = field(default_factory=dict)
    after: Rows = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    """The words of each refusal of a launch, by its code."""
    """The rows of every table, before and after asking for everything that can be got."""


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory, served_lms: tuple[PracticeLms, str]) -> Walked:
    """Walk once, in a language that shows what is translated."""
    folder = tmp_path_factory.mktemp("walk")
    write_pseudo_english(folder / "translations")
    app = build_app(f"sqlite:///{folder / 'courtyard.db'}")
    migrate(app)
    init_locales(app, folder / "translations")
    lms, url = served_lms
    _register(app, lms, folder / "platforms.json")
    with _fresh_translations(app):
        return _take(furnish(app, Campus(app, lms, url)))


@contextmanager
def _fresh_translations(app: Flask) -> Iterator[None]:
    """Flask-Babel keeps what it read for the whole process: leave nothing to the next test."""
    with app.app_context():
        babel.domain_instance.cache.clear()
    yield
    with app.app_context():
        babel.domain_instance.cache.clear()
        db.engine.dispose()


def _register(app: Flask, lms: PracticeLms, file: Path) -> None:
    file.write_text(json.dumps(lms.registrations))
    result = app.test_cli_runner().invoke(args=["platforms", "import", str(file)])
    assert result.exit_code == 0, result.output


def _take(walk: Walk) -> Walked:
    walked = Walked(walk, before=_rows(walk.app))
    with _noting(walk.app, walked.while_rendering):
        walked.pages.update(walk.readable())
        walked.after = _rows(walk.app)
        walked.pages.update(walk.refused())
    with walk.app.test_request_context():
        walked.refusals = {code: f"{why.title}{why.advice}" for code, why in REASONS.items()}
    return walked


def _rows(app: Flask) -> Rows:
    with app.app_context():
        return {
            table.name: [tuple(row) for row in db.session.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }


@contextmanager
def _noting(app: Flask, seen: list[tuple[str, str]]) -> Iterator[None]:
    """Note each statement that is sent between Flask's two signals about rendering."""
    rendering: list[str] = []

    def begin(_app: Flask, template, **_more) -> None:
        rendering.append(template.name)

    def end(_app: Flask, **_more) -> None:
        rendering.clear()

    def note(_connection, _cursor, statement: str, *_more) -> None:
        if rendering:
            seen.append((rendering[-1], statement))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with (
            flask.before_render_template.connected_to(begin, app),
            flask.template_rendered.connected_to(end, app),
        ):
            yield
    finally:
        event.remove(engine, "before_cursor_execute", note)
