"""The commands for administrators, a module for each group: ``flask --app wsgi GROUP COMMAND``."""

from flask import Flask

from app.cli import admin, jobs, keys, platforms, posts


def init_cli(app: Flask) -> None:
    """Add the groups to ``flask --app wsgi``."""
    for group in (platforms.group, keys.group, posts.group, jobs.group, admin.group):
        app.cli.add_command(group)
