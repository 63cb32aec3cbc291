"""An LMS registers itself: ask it who it is, tell it who we are, and keep what it answers."""

import json
from dataclasses import dataclass

from sqlalchemy import select

from app.config import Settings
from app.extensions import db
from app.lti import http, openid_configuration, tool_configuration
from app.lti.openid_configuration import OpenidConfiguration
from app.lti.unregistered import Unregistered
from app.models import ActorKind, Deployment, Platform, RegistrationInvitation
from app.services import inviting
from app.services.recording import record
from app.services.upserting import upsert

CONFIGURATION_SECONDS = 4.0
REGISTRATION_SECONDS = 5.0
"""Together less than the 10 seconds for which a worker may wait for a platform."""


@dataclass(frozen=True)
class Offer:
    """What a platform adds to the link (LTI Dynamic Registration 1.0, 3.3)."""

    configuration_url: str
    token: str
    """Kept nowhere; sent back to the platform as a bearer."""


@dataclass(frozen=True)
class Registered:
    """What a platform has made of us."""

    configuration: OpenidConfiguration
    client_id: str
    deployment_id: str
    """"" where the platform says none before the first launch."""


def register_at(offer: Offer, settings: Settings, logo_url: str) -> Registered:
    """Fetch the platform's configuration, and register with it. Raises Unregistered.

    It takes seconds and writes nothing: hold no transaction open.
    """
    configuration = _configuration(offer, settings.allow_local_platforms)
    body = tool_configuration.client(settings.base_url, logo_url, configuration)
    headers = {"Content-Type": "application/json", **_bearer(offer)}
    question = http.Question("POST", headers, json.dumps(body).encode())
    try:
        answer = http.ask(
            configuration.registration_endpoint,
            question,
            allow_local=settings.allow_local_platforms,
            seconds=REGISTRATION_SECONDS,
        )
    except http.FetchError as error:
        raise Unregistered("registration_unreachable", str(error)) from error
    _check_taken(answer)
    try:
        client_id, deployment_id = tool_configuration.registered(answer.json())
    except http.FetchError as error:
        raise Unregistered("registration_malformed", str(error)) from error
    return Registered(configuration, client_id, deployment_id)


def _configuration(offer: Offer, allow_local: bool) -> OpenidConfiguration:
    question = http.Question(headers=_bearer(offer))
    try:
        answer = http.ask(
            offer.configuration_url,
            question,
            allow_local=allow_local,
            seconds=CONFIGURATION_SECONDS,
        )
        if answer.status != 200:
            raise Unregistered("configuration_unreachable", f"answered {answer.status}")
    except http.FetchError as error:
        raise Unregistered("configuration_unreachable", str(error)) from error
    try:
        document = answer.json()
    except http.FetchError as error:
        raise Unregistered("configuration_malformed", str(error)) from error
    url = offer.configuration_url
    return openid_configuration.read(document, url, allow_local=allow_local)


def _bearer(offer: Offer) -> dict[str, str]:
    """Nothing where there is no token, or none that can stand in a header."""
    is_token = offer.token.isascii() and offer.token.isprintable() and " " not in offer.token
    return {"Authorization": f"Bearer {offer.token}"} if offer.token and is_token else {}


def _check_taken(answer: http.Answer) -> None:
    """Platforms answer 200 or 201. Of an error only its code is kept (RFC 7591, 3.2.2)."""
    if answer.status in (200, 201):
        return
    code = "registration_unreachable" if answer.status >= 500 else "registration_refused"
    raise Unregistered(code, f"answered {answer.status}")


def keep(found: Registered, code: str) -> Platform:
    """Use the invitation's code up, and make the Platform, which waits for approval.

    One that is known already is changed only for the School that it belongs to, and waits anew
    where its addresses are others. Raises Unregistered; roll back then.
    """
    invitation = inviting.use_up(code)
    if invitation is None:
        raise Unregistered("registration_link_spent")
    platform = _platform(found, invitation)
    if not _is_of(platform, invitation.school_id):
        raise Unregistered("registration_taken", f"platform {platform.id}")
    said = found.configuration
    platform.move(login=said.authorization_endpoint, token=said.token_endpoint, keys=said.jwks_uri)
    if found.deployment_id:
        _keep_deployment(platform, found.deployment_id)
    invitation.platform_id = platform.id
    record(
        "platform.registered",
        school=invitation.school_id,
        actor=ActorKind.PLATFORM,
        subject=platform,
        name=platform.name,
        invitation=invitation.id,
    )
    return platform


def _platform(found: Registered, invitation: RegistrationInvitation) -> Platform:
    said = found.configuration
    return upsert(
        Platform,
        {"issuer": said.issuer, "client_id": found.client_id},
        {},
        name=invitation.school.name,
        school_id=invitation.school_id,
        auth_login_url=said.authorization_endpoint,
        auth_token_url=said.token_endpoint,
        key_set_url=said.jwks_uri,
        frame_origins=said.frame_origins,
    )


def _is_of(platform: Platform, school_id: int) -> bool:
    """Whether it is this School's, and no other School has a Deployment on it."""
    query = select(Deployment.school_id).where(Deployment.platform_id == platform.id)
    return {platform.school_id, *db.session.scalars(query)} == {school_id}


def _keep_deployment(platform: Platform, lti_id: str) -> None:
    """The one that a pending Platform names is let in with it; a further one waits by itself."""
    key = {"platform_id": platform.id, "lti_id": lti_id}
    deployment = upsert(Deployment, key, {}, school_id=platform.school_id)
    if not platform.is_approved:
        deployment.approve()
