"""Register Platforms, from the command line or a file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from app.config import LOOPBACK
from app.extensions import db
from app.models import Deployment, Platform, School
from app.models.base import LTI_ID_LENGTH, NAME_LENGTH
from app.models.wording import one_line, shortened
from app.services.upserting import upsert

URLS = ("auth_login_url", "auth_token_url", "key_set_url")


class Malformed(ValueError):
    """A registration can't be taken; the message says what to mend."""


def register(entry: Any, *, allow_local: bool) -> Platform:
    """Make or change the Platform with this issuer and client id, with its Deployments.

    ``entry`` has the fields of lti_config/platforms.example.json. A Deployment that is already
    known keeps its School. Who registers a Platform here approves it. Raises Malformed.
    """
    if not isinstance(entry, Mapping):
        raise Malformed("Each platform must be an object with its fields.")
    fields = {name: _text(entry, name) for name in ("name", "issuer", "client_id", *URLS)}
    for name in URLS:
        _check_url(name, fields[name], allow_local)
    deployment_ids = _deployment_ids(entry)
    school = school_named(one_line(entry.get("school")) or fields["name"])
    platform = upsert(
        Platform,
        {"issuer": fields["issuer"], "client_id": fields["client_id"]},
        {name: fields[name] for name in ("name", *URLS)}
        | {"school_id": school.id, "frame_origins": _origins(entry, allow_local)},
    )
    for deployment_id in deployment_ids:
        upsert(
            Deployment,
            {"platform_id": platform.id, "lti_id": deployment_id},
            {},
            school_id=school.id,
        ).approve()
    platform.approve()
    return platform


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    limit = LTI_ID_LENGTH if name in ("name", "client_id") else 2048
    if not isinstance(value, str) or not value.strip() or len(value) > limit or "\x00" in value:
        raise Malformed(f"{name} is missing, or is not a text of at most {limit} characters.")
    return shortened(value, NAME_LENGTH) if name == "name" else value.strip()


def _check_url(name: str, value: str, allow_local: bool) -> None:
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        raise Malformed(f"{name} is {value!r}, which is not an address.") from None
    is_local = parts.scheme == "http" or host in LOOPBACK
    if parts.scheme not in ("https", "http") or not host or parts.username:
        raise Malformed(f"{name} is {value!r}; it must be an https:// address.")
    if is_local and not allow_local:
        raise Malformed(
            f"{name} is {value!r}; http and local addresses are only for trying things out. "
            "Set COURTYARD_ALLOW_LOCAL_PLATFORMS=1 to allow them."
        )


def _deployment_ids(entry: Mapping[str, Any]) -> list[str]:
    ids = [str(each).strip() for each in entry.get("deployment_ids") or []]
    if not ids or not all(each and len(each) <= LTI_ID_LENGTH for each in ids):
        raise Malformed("deployment_ids must name at least one deployment.")
    return ids


def _origins(entry: Mapping[str, Any], allow_local: bool) -> list[str]:
    """Origins go into a header word for word, so they hold nothing but an origin."""
    origins = [str(each).strip().lower() for each in entry.get("frame_origins") or []]
    for origin in origins:
        _check_url("frame_origin", origin.replace("*.", "", 1), allow_local)
        parts = urlsplit(origin)
        if origin != f"{parts.scheme}://{parts.netloc}" or set(origin) & set(" ;,'\"\\"):
            raise Malformed(f"frame_origin is {origin!r}; it must be only a scheme and a host.")
    return origins


def school_named(name: str) -> School:
    """The School of this name; made where there is none."""
    found = db.session.scalar(select(School).where(School.name == name))
    return found or upsert(School, {"name": shortened(name, NAME_LENGTH)}, {})
