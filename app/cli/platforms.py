"""``platforms``: the LMSs whose launches are taken."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from app.cli.group import Group
from app.extensions import begin_write, current_settings, db
from app.lti.registration import Malformed
from app.models import ActorKind, Deployment, Platform
from app.models.base import LARGEST_ID
from app.services import recording, registering, stewarding

group = Group("platforms", help="The LMSs whose launches are taken.")


@group.command("add")
@click.option("--name", required=True, help="What people call this LMS or School.")
@click.option("--issuer", required=True, help="The platform's issuer, exactly as it sends it.")
@click.option("--client-id", required=True)
@click.option("--auth-login-url", required=True, help="The OIDC authentication request URL.")
@click.option("--auth-token-url", required=True, help="The access token URL.")
@click.option("--key-set-url", required=True, help="The public keyset (JWKS) URL.")
@click.option("--deployment-id", "deployment_ids", required=True, multiple=True)
@click.option("--school", default="", help="The School it belongs to; the name, where not given.")
@click.option(
    "--frame-origin",
    "frame_origins",
    multiple=True,
    help="A further origin that frames the tool, such as https://*.instructure.com.",
)
def add(**fields: Any) -> None:
    """Register a platform, or change the one with this issuer and client id."""
    begin_write()
    line = _register(fields)
    db.session.commit()
    click.echo(line)


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Register every platform of a file, or none; see lti_config/platforms.example.json."""
    entries = _entries(file)
    begin_write()
    lines = [_register(entry, f"Platform {n}: ") for n, entry in enumerate(entries, start=1)]
    db.session.commit()
    click.echo("\n".join(lines))


def _entries(file: Path) -> list[Any]:
    """The list that a file holds. An editor on Windows may have put a mark before it."""
    try:
        document = json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        document = None
    entries = document.get("platforms") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise click.ClickException(f'{file} is not JSON of the form {{"platforms": […]}}.')
    if not entries:
        raise click.ClickException(f"{file} names no platform.")
    return entries


def _register(entry: Any, where: str = "") -> str:
    """Make or change one, and say so. ``where`` begins the sentence if it can't be taken."""
    try:
        allow_local = current_settings().allow_local_platforms
        platform = registering.register(entry, allow_local=allow_local)
    except Malformed as error:
        raise click.ClickException(f"{where}{error}") from None
    recording.record(
        "platform.added",
        school=platform.school_id,
        actor=ActorKind.INSTALLATION,
        subject=platform,
        name=platform.name,
    )
    return f"{platform.name}: registered as platform {platform.id}."


@group.command("list")
def list_all() -> None:
    """Show every registration."""
    for platform in db.session.scalars(select(Platform).order_by(Platform.id)):
        state = "enabled" if platform.is_enabled else "disabled"
        ids = db.session.scalars(
            select(Deployment.lti_id)
            .where(Deployment.platform_id == platform.id)
            .order_by(Deployment.id)
        )
        click.echo(f"{platform.id}  {state}  {platform.name}")
        click.echo(f"   issuer {platform.issuer}  client id {platform.client_id}")
        click.echo(f"   deployments {', '.join(ids)}")


@group.command("disable")
@click.argument("platform_id", type=int)
def disable(platform_id: int) -> None:
    """Take no more launches from a platform, and end its sessions."""
    name = _switched(platform_id, stewarding.disable_platform)
    click.echo(f"{name} is disabled; its sessions have ended. Nothing was deleted.")


@group.command("enable")
@click.argument("platform_id", type=int)
def enable(platform_id: int) -> None:
    """Take launches from a platform again."""
    click.echo(f"{_switched(platform_id, stewarding.enable_platform)} is enabled.")


def _switched(platform_id: int, switch: Callable[..., None]) -> str:
    """Its name, when that is done."""
    begin_write()
    platform = _platform(platform_id)
    switch(platform, by=ActorKind.INSTALLATION)
    db.session.commit()
    return platform.name


def _platform(platform_id: int) -> Platform:
    is_possible = 0 < platform_id <= LARGEST_ID
    platform = db.session.get(Platform, platform_id) if is_possible else None
    if platform is None:
        raise click.ClickException(
            f"There is no platform {platform_id}. See: flask --app wsgi platforms list"
        )
    return platform
