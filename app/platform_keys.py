"""The cache of platforms' public keys, one for each process."""

from typing import Any

from flask import Flask

from app.config import Settings
from app.lti import http
from app.lti.keysets import KeySets


def init_platform_keys(app: Flask) -> None:
    """Make the cache that launches ask."""
    settings: Settings = app.extensions["courtyard_settings"]

    def fetch(url: str) -> Any:
        answer = http.get(url, allow_local=settings.allow_local_platforms)
        if answer.status != 200:
            raise http.FetchError(f"status {answer.status}")
        return answer.json()

    app.extensions["courtyard_key_sets"] = KeySets(fetch)
