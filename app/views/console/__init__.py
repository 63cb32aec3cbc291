"""The console: what administrators of the installation and of Schools see and do."""

from app.views.console import (
    deployments,
    entrance,
    events,
    guides,
    keys,
    launches,
    platforms,
    registrations,
    schools,
    services,
)
from app.views.console.blueprint import bp

__all__ = [
    "bp",
    "deployments",
    "entrance",
    "events",
    "guides",
    "keys",
    "launches",
    "platforms",
    "registrations",
    "schools",
    "services",
]
