"""What templates may call: policies, names, assets, and the page's own entry."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask, g
from flask_babel import format_date, format_datetime, format_time

from app.extensions import current_settings
from app.locales import points_text
from app.models.secret import hashed
from app.policies import (
    collaborating,
    discussion,
    flagging,
    grading,
    linking,
    reviewing,
    rosters,
    rotating,
    sharing,
    spaces,
    stewarding,
    teams,
    timetables,
)
from app.policies import consenting as consent_rules
from app.policies import naming as naming_rules
from app.queries.collaborations import ClassMark
from app.richtext import stored_html
from app.services import (
    charter_words,
    diagnosing,
    naming,
    partner_words,
    recording,
    review_words,
    week_words,
)
from app.services import publishing as publishing_words
from app.views import browser, forgery, publishing

BUILD = Path(__file__).parent / "static" / "build"

POLICIES = (
    collaborating,
    consent_rules,
    discussion,
    flagging,
    grading,
    linking,
    naming_rules,
    reviewing,
    rosters,
    rotating,
    sharing,
    spaces,
    stewarding,
    teams,
    timetables,
)
"""Where the predicates are that templates ask, as views do."""


def init_rendering(app: Flask) -> None:
    """Give templates their vocabulary. The same predicates guard the views."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        dict(_rules(*POLICIES)),
        shown_name=naming.shown_name,
        topic_title=naming.topic_title,
        class_name=naming.class_name,
        class_mark=class_mark,
        hindrance=publishing.hindrance,
        retention_words=charter_words.RETENTION,
        weekdays=week_words.LONG,
        short_weekdays=week_words.SHORT,
        rule_words=review_words.RULES.get,
        names_words=partner_words.NAMES.get,
        quoted=publishing_words.quoted,
        class_and_school=naming.class_and_school,
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
        is_unkept=lambda: g.get("is_unkept", False),
        start_page=lambda: g.session.start_page,
        entry_page=lambda: g.get("entry_page", ""),
    )
    app.context_processor(lambda: {"steward": g.steward} if g.get("steward") else {})
    app.jinja_env.filters.update(full_date=full_date, day=day, points=points_text)
    app.jinja_env.filters.update(clock=clock, from_iso=datetime.fromisoformat)


def _rules(*modules: ModuleType) -> Iterator[tuple[str, Any]]:
    for module in modules:
        yield from ((name, rule) for name, rule in vars(module).items() if name[:4] == "can_")


def full_date(moment: datetime) -> str:
    """A date and time in the reader's language, in UTC; the script shows it in their zone."""
    return str(format_datetime(moment, "long"))


def day(date: date) -> str:
    """A whole day in the reader's language."""
    return str(format_date(date, "long"))


def clock(moment: time) -> str:
    """A time of the day as the reader's language writes it."""
    return str(format_time(moment, "short", rebase=False))


def class_mark(context_id: int) -> ClassMark | None:
    """Of which class somebody is, where classes meet; None in a class's own Space."""
    marks: dict[int, ClassMark] = g.get("class_marks") or {}
    return marks.get(context_id)


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
