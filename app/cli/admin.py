"""``admin``: the way into the console."""

import click

from app.cli.group import Group
from app.extensions import begin_write, current_settings, db
from app.services import console_access

group = Group("admin", help="The console.")


@group.command("link")
def link() -> None:
    """Print a link that opens the console once, within 15 minutes."""
    begin_write()
    code = console_access.make_link()
    db.session.commit()
    click.echo("This opens the console, once, for 15 minutes. Whoever has it can use it:")
    click.echo(f"{current_settings().base_url}/console/entrance?code={code}")
