"""Commands for administrators: registrations, keys and the way into the console."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from app.extensions import begin_write, current_settings, db
from app.models import ActorKind, Deployment, Platform
from app.services import console_access, recording, registering, stewarding

platforms = AppGroup("platforms", help="The LMSs whose launches are taken.")
admin = AppGroup("admin", help="The console.")
keys = AppGroup("keys", help="The tool's own signing keys.")


def init_cli(app: Flask) -> None:
    """Add the commands to ``flask --app wsgi``."""
    app.cli.add_command(platforms)
    app.cli.add_command(keys)
    app.cli.add_command(admin)


@platforms.command("add")
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
    _register([fields])


@platforms.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Register every platform of a file; see lti_config/platforms.example.json."""
    try:
        document = json.loads(file.read_text("utf-8"))
        entries = document["platforms"]
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(
            f'{file} is not JSON of the form {{"platforms": […]}}.'
        ) from None
    _register(entries)


def _register(entries: Iterable[Any]) -> None:
    settings = current_settings()
    begin_write()
    try:
        saved = [
            registering.register(entry, allow_local=settings.allow_local_platforms)
            for entry in entries
        ]
    except registering.Malformed as error:
        raise click.ClickException(str(error)) from None
    for platform in saved:
        recording.record(
            "platform.added",
            school=platform.school_id,
            actor=ActorKind.INSTALLATION,
            subject=platform,
            name=platform.name,
        )
    lines = [f"{platform.name}: registered as platform {platform.id}." for platform in saved]
    db.session.commit()
    click.echo("\n".join(lines))


@platforms.command("list")
def list_all() -> None:
    """Show every registration."""
    for platform in db.session.scalars(select(Platform).order_by(Platform.id)):
        state = "enabled" if platform.is_enabled else "disabled"
        ids = db.session.scalars(
            select(Deployment.lti_id).where(Deployment.platform_id == platform.id)
        )
        click.echo(f"{platform.id}  {state}  {platform.name}")
        click.echo(f"   issuer {platform.issuer}  client id {platform.client_id}")
        click.echo(f"   deployments {', '.join(ids)}")


@platforms.command("disable")
@click.argument("platform_id", type=int)
def disable(platform_id: int) -> None:
    """Take no more launches from a platform, and end its sessions."""
    begin_write()
    platform = _platform(platform_id)
    stewarding.disable_platform(platform, by=ActorKind.INSTALLATION)
    line = f"{platform.name} is disabled; its sessions have ended. Nothing was deleted."
    db.session.commit()
    click.echo(line)


@platforms.command("enable")
@click.argument("platform_id", type=int)
def enable(platform_id: int) -> None:
    """Take launches from a platform again."""
    begin_write()
    platform = _platform(platform_id)
    stewarding.enable_platform(platform, by=ActorKind.INSTALLATION)
    line = f"{platform.name} is enabled."
    db.session.commit()
    click.echo(line)


def _platform(platform_id: int) -> Platform:
    platform = db.session.get(Platform, platform_id)
    if platform is None:
        raise click.ClickException(
            f"There is no platform {platform_id}. See: flask --app wsgi platforms list"
        )
    return platform


@keys.command("rotate")
def rotate() -> None:
    """Sign with a new key from now on; the old one stays published for a week."""
    begin_write()
    _add_key()


@keys.command("ensure")
def ensure() -> None:
    """Make the first key, where there is none."""
    begin_write()
    if stewarding.signing_key():
        click.echo("There is a key already.")
        return
    _add_key()


def _add_key() -> None:
    secret_key = current_settings().secret_key
    kid = stewarding.rotate_keys(secret_key, by=ActorKind.INSTALLATION).kid
    db.session.commit()
    click.echo(f"The tool signs with key {kid}.")


@admin.command("link")
def link() -> None:
    """Print a link that opens the console once, within 15 minutes."""
    begin_write()
    code = console_access.make_link()
    db.session.commit()
    click.echo("This opens the console, once, for 15 minutes. Whoever has it can use it:")
    click.echo(f"{current_settings().base_url}/console/entrance?code={code}")
