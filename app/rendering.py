"""What templates may call: policies, names, assets, and the page's own entry."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask, g
from flask_babel import format_datetime

from app.extensions import current_settings
from app.locales import points_text
from app.models.secret import hashed
from app.policies import discussion, grading, rosters, stewarding
from app.richtext import stored_html
from app.services import diagnosing, naming, recording
from app.views import browser, forgery

BUILD = Path(__file__).parent / "static" / "build"


def init_rendering(app: Flask) -> None:
    """Give templates their vocabulary. The same predicates guard the views."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        dict(_rules(discussion, grading, rosters, stewarding)),
        shown_name=naming.shown_name,
        class_name=naming.class_name,
        activity_name=naming.activity_name,
        actor_name=naming.actor_name,
        outcome_title=diagnosing.outcome_title,
        outcome_advice=diagnosing.outcome_advice,
        is_proven=diagnosing.is_proven,
        claim_words=diagnosing.claim_words,
        verb_words=recording.VERBS.get,
        asset_url=_assets(app.debug or app.testing),
        clean_body=stored_html,
        person_mark=person_mark,
        csrf_token=forgery.current_token,
        is_navigation=browser.is_navigation,
        entry_token=lambda: g.get("entry_token") or g.get("cookie_token", ""),
        start_page=lambda: g.session.start_page,
        entry_page=lambda: g.get("entry_page", ""),
    )
    app.context_processor(lambda: {"steward": g.steward} if g.get("steward") else {})
    app.jinja_env.filters.update(full_date=full_date, points=points_text)


def _rules(*modules: ModuleType) -> Iterator[tuple[str, Any]]:
    for module in modules:
        yield from ((name, rule) for name, rule in vars(module).items() if name[:4] == "can_")


def full_date(moment: datetime) -> str:
    """A date and time in the reader's language, in UTC; the script shows it in their zone."""
    return str(format_datetime(moment, "long"))


def person_mark() -> str:
    """Tells our script whose drafts a shared browser holds, without saying who that is."""
    settings = current_settings()
    known = f"{g.session.user_id}:{settings.secret_key}" if g.get("session") else ""
    return hashed("person:" + known)[:16]


def _assets(is_fresh: bool) -> Callable[[str], str]:
    """The address of a built file, by the name it was built from."""

    @cache
    def manifest() -> dict[str, str]:
        names: dict[str, str] = json.loads((BUILD / "manifest.json").read_text())
        return names

    def asset_url(name: str) -> str:
        if is_fresh:
            manifest.cache_clear()
        return f"/static/build/{manifest()[name]}"

    return asset_url
