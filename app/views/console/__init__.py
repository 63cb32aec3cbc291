"""The console: what administrators of the installation and of Schools see and do."""

from app.views.console import (
    contacts,
    deployments,
    entrance,
    events,
    guides,
    keys,
    launches,
    platforms,
    policies,
    registrations,
    schools,
    services,
)
from app.views.console.blueprint import bp

__all__ = [
    "bp",
    "contacts",
    "deployments",
    "entrance",
    "events",
    "guides",
    "keys",
    "launches",
    "platforms",
    "policies",
    "registrations",
    "schools",
    "services",
]
