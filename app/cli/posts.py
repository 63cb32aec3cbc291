"""``posts``: what people wrote."""

from collections import Counter

import click

from app.cli.group import Group
from app.extensions import db
from app.services import rebaking

group = Group("posts", help="What people wrote.")


@group.command("rebake")
def rebake() -> None:
    """Make all HTML again that an earlier version's sanitiser made; after an upgrade.

    People may go on writing. If it is stopped, run it again: it goes on where it was.
    """
    made: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for batch in rebaking.rebake():
        db.session.commit()
        made[batch.kind.plural] += batch.made
        kept[batch.kind.plural] += batch.kept
    click.echo(f"Made again: {_listed(made)}.")
    if kept.total():
        click.echo(f"Over today's limits, and kept as they are: {_listed(kept)}.")


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{kind.plural} {counts[kind.plural]}" for kind in rebaking.KINDS)
