"""``registrations``: links by which an LMS registers itself."""

import click
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.cli.group import Group
from app.extensions import begin_write, current_settings, db
from app.models import ActorKind, RegistrationInvitation
from app.models.base import LARGEST_ID, NAME_LENGTH
from app.models.wording import one_line
from app.services import inviting, registering

group = Group("registrations", help="Links by which an LMS registers itself.")


@group.command("invite")
@click.option("--school", required=True, help="The School's name; made where there is none.")
def invite(school: str) -> None:
    """Print a link for the LMS's administrator. It works once, within 7 days."""
    name = one_line(school)
    if not name or len(name) > NAME_LENGTH:
        raise click.ClickException(
            f"--school must be a name of at most {NAME_LENGTH} characters that people can read."
        )
    begin_write()
    code = inviting.invite(registering.school_named(name), by=ActorKind.INSTALLATION)
    db.session.commit()
    click.echo(
        f"This registers the LMS of {name}, once, within 7 days. Give it to the LMS's\n"
        "administrator, who pastes it where the LMS adds a tool by dynamic registration:"
    )
    click.echo(inviting.link(current_settings().base_url, code))
    click.echo(f"The code in it, where an LMS asks for it by itself: {code}")


@group.command("list")
def list_all() -> None:
    """Show every link that was made, the newest first; never its code."""
    query = select(RegistrationInvitation).options(joinedload(RegistrationInvitation.school))
    for each in db.session.scalars(query.order_by(RegistrationInvitation.id.desc())):
        what = f"platform {each.platform_id}" if each.platform_id else f"{each.expires_at:%Y-%m-%d}"
        click.echo(f"{each.id}  {each.state}  {each.school.name}  {what}")


@group.command("revoke")
@click.argument("invitation_id", type=int)
def revoke(invitation_id: int) -> None:
    """Take a link back. What was registered with it stays."""
    begin_write()
    is_possible = 0 < invitation_id <= LARGEST_ID
    found = db.session.get(RegistrationInvitation, invitation_id) if is_possible else None
    if found is None:
        raise click.ClickException(
            f"There is no link {invitation_id}. See: flask --app wsgi registrations list"
        )
    inviting.revoke(found, by=ActorKind.INSTALLATION)
    state = found.state
    db.session.commit()
    click.echo(f"Link {invitation_id} is {state}.")
