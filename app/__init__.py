"""Courtyard: an LTI 1.3 tool in which classes work together."""

import os

from flask import Flask

from app.bodies import init_bodies
from app.cli import init_cli
from app.config import PROJECT, SettingError, Settings
from app.database import init_database
from app.errors import init_errors
from app.headers import init_headers
from app.jobs import init_jobs
from app.locales import init_locales
from app.logs import init_logs
from app.platform_keys import init_platform_keys
from app.platform_tokens import init_platform_tokens
from app.rendering import init_rendering
from app.views import init_views

LARGEST_REQUEST = 1_000_000
"""In bytes: the longest draft, URL-encoded, and no files yet."""


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Exits with a sentence where a setting is missing or malformed."""
    app = Flask("app", root_path=str(PROJECT / "app"), template_folder=PROJECT / "templates")
    init_settings(app, settings or _settings_of_this_process())
    init_logs(app)
    init_bodies(app)
    init_database(app)
    init_locales(app)
    init_platform_keys(app)
    init_platform_tokens(app)
    init_jobs(app)
    init_rendering(app)
    init_headers(app)
    init_errors(app)
    init_views(app)
    init_cli(app)
    return app


def _settings_of_this_process() -> Settings:
    try:
        return Settings.from_env(os.environ)
    except SettingError as error:
        raise SystemExit(f"Courtyard can't start. {error}") from None


def init_settings(app: Flask, settings: Settings) -> None:
    """Keep the settings where views find them, and tell Flask its part."""
    app.extensions["courtyard_settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.environment == "testing",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
    )
