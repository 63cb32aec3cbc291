"""What the groups of commands share."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError


class Group(AppGroup):
    """Commands that end with a sentence where the database can't be used."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises ClickException where the database refuses."""
        try:
            return super().invoke(ctx)
        except (OperationalError, ProgrammingError) as error:
            reason = " ".join(str(error.orig).split())
            raise click.ClickException(
                f"The database can't be used: {reason}. Check COURTYARD_DATABASE_URL, that the "
                "database runs, and that it is up to date: flask --app wsgi db upgrade"
            ) from error
