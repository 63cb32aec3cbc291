"""``keys``: the tool's own signing keys."""

import click

from app.cli.group import Group
from app.extensions import begin_write, current_settings, db
from app.models import ActorKind
from app.services import signing, stewarding

group = Group("keys", help="The tool's own signing keys.")


@group.command("rotate")
def rotate() -> None:
    """Sign with a new key from now on; the old one stays published for a week."""
    begin_write()
    _add_key()


@group.command("ensure")
def ensure() -> None:
    """Make the first key, where there is none."""
    begin_write()
    if signing.signing_key():
        click.echo("There is a key already.")
        return
    _add_key()


def _add_key() -> None:
    secret_key = current_settings().secret_key
    kid = stewarding.rotate_keys(secret_key, by=ActorKind.INSTALLATION).kid
    db.session.commit()
    click.echo(f"The tool signs with key {kid}.")
