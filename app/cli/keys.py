"""``keys``: the tool's own signing keys."""

import click
from sqlalchemy import select

from app.cli.group import Group
from app.extensions import begin_write, current_settings, db
from app.lti.keys import make_key
from app.models import ToolKey

group = Group("keys", help="The tool's own signing keys.")


@group.command("rotate")
def rotate() -> None:
    """Sign with a new key from now on; the old one stays published for a week."""
    begin_write()
    for key in db.session.scalars(select(ToolKey).where(ToolKey.retired_at.is_(None))):
        key.retire()
    _add_key()


@group.command("ensure")
def ensure() -> None:
    """Make the first key, where there is none."""
    begin_write()
    if db.session.scalar(select(ToolKey.kid).where(ToolKey.retired_at.is_(None))):
        click.echo("There is a key already.")
        return
    _add_key()


def _add_key() -> None:
    settings = current_settings()
    key = make_key(settings.secret_key)
    db.session.add(key)
    kid = key.kid
    db.session.commit()
    click.echo(f"The tool signs with key {kid}.")
