"""Make Platforms known, from the command line or a file."""

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.lti import registration
from app.models import Deployment, Platform, School
from app.services.upserting import upsert


def register(entry: Any, *, allow_local: bool) -> Platform:
    """Make or change the Platform with this issuer and client id, with its Deployments.

    ``entry`` has the fields of lti_config/platforms.example.json. A Deployment that is already
    known keeps its School. Who registers a Platform here approves it. Raises
    registration.Malformed.
    """
    read = registration.read(entry, allow_local=allow_local)
    school = school_named(read.school)
    platform = upsert(
        Platform,
        {"issuer": read.issuer, "client_id": read.client_id},
        {
            "name": read.name,
            "school_id": school.id,
            "auth_login_url": read.auth_login_url,
            "auth_token_url": read.auth_token_url,
            "key_set_url": read.key_set_url,
            "frame_origins": list(read.frame_origins),
        },
    )
    for lti_id in read.deployment_ids:
        key = {"platform_id": platform.id, "lti_id": lti_id}
        upsert(Deployment, key, {}, school_id=school.id).approve()
    platform.approve()
    return platform


def school_named(name: str) -> School:
    """The School of this name; made where there is none."""
    found = db.session.scalar(select(School).where(School.name == name))
    return found or upsert(School, {"name": name}, {})
