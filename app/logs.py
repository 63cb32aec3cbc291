"""Logs: one line of JSON for each thing worth noting, without tokens or people's words."""

import logging
import sys

import structlog
from flask import Flask

from app.config import Settings


def init_logs(app: Flask) -> None:
    """Write to standard error: JSON in production, readable lines elsewhere."""
    settings: Settings = app.extensions["courtyard_settings"]
    is_production = settings.environment == "production"
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer()
            if is_production
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
