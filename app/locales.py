"""The reader's language and the direction it runs in."""

from flask import Flask, g, request
from flask_babel import get_locale

from app.config import PROJECT
from app.extensions import babel


def init_locales(app: Flask) -> None:
    """Choose the language of each answer; templates can ask for it."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(PROJECT / "translations")
    babel.init_app(app, locale_selector=_choose, timezone_selector=lambda: "UTC")
    app.jinja_env.globals.update(get_locale=get_locale)


def _choose() -> str:
    """What the LMS said at launch, else what the browser asks for; "en" is always there."""
    known = [str(locale) for locale in babel.list_translations()] or ["en"]
    session = g.get("session")
    if session and session.user.locale:
        wanted = session.user.locale.replace("_", "-")
        if match := next((tag for tag in known if tag.split("_")[0] == wanted.split("-")[0]), None):
            return match
    return request.accept_languages.best_match([tag.replace("_", "-") for tag in known]) or "en"
