"""The commands for administrators, a module for each group: ``flask --app wsgi GROUP COMMAND``."""

from flask import Flask

from app.cli import admin, jobs, keys, platforms, posts, registrations


def init_cli(app: Flask) -> None:
    """Add the groups to ``flask --app wsgi``."""
    for module in (platforms, registrations, keys, posts, jobs, admin):
        app.cli.add_command(module.group)
