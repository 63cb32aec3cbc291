"""The cache of access tokens for platforms' services, one for each process."""

from functools import partial

from flask import Flask

from app.config import Settings
from app.lti import http
from app.lti.service_tokens import ServiceTokens


def init_platform_tokens(app: Flask) -> None:
    """Make the cache that services ask."""
    settings: Settings = app.extensions["courtyard_settings"]
    ask = partial(http.ask, allow_local=settings.allow_local_platforms)
    app.extensions["courtyard_service_tokens"] = ServiceTokens(ask)
