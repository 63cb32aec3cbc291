"""``keys``: the tool's own signing keys."""

import click

from app.cli.group import Group
from app.extensions import begin_write, current_settings, db
from app.models import ActorKind, ToolKey
from app.services import stewarding

group = Group("keys", help="The tool's own signing keys.")


@group.command("rotate")
def rotate() -> None:
    """Sign with a new key from now on; the old one stays published for a week."""
    begin_write()
    key = stewarding.rotate_keys(current_settings().secret_key, by=ActorKind.INSTALLATION)
    _keep(key)


@group.command("ensure")
def ensure() -> None:
    """Make the first key, where there is none."""
    begin_write()
    key = stewarding.ensure_key(current_settings().secret_key, by=ActorKind.INSTALLATION)
    if key is None:
        click.echo("There is a key already.")
        return
    _keep(key)


def _keep(key: ToolKey) -> None:
    db.session.commit()
    click.echo(f"The tool signs with key {key.kid}.")
