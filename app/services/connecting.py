"""Reach the services of a Platform."""

from flask import current_app
from sqlalchemy import select

from app.extensions import db
from app.lti.connector import Connector
from app.lti.failures import ServiceFailure
from app.lti.service_tokens import Client, ServiceTokens
from app.models import Context, Deployment, Platform
from app.services import signing


def connector(platform: Platform) -> Connector:
    """What asks the Platform's services. Raises ServiceFailure ``no_key``.

    It holds no entity: end the transaction before it asks, since an answer may take seconds.
    """
    client = Client(
        platform_id=platform.id,
        client_id=platform.client_id,
        token_url=platform.auth_token_url,
        audience=platform.auth_audience or platform.auth_token_url,
    )
    tokens: ServiceTokens = current_app.extensions["courtyard_service_tokens"]
    return Connector(client, tokens, tokens.ask, signing.signer())


def of_enabled(platform: Platform) -> Connector:
    """The same, of a registration that is in use. Raises ServiceFailure ``not_permitted``."""
    if not platform.is_enabled:
        raise ServiceFailure("not_permitted", "the registration is switched off")
    return connector(platform)


def of_context(context_id: int) -> Connector:
    """What asks the services of a Context's Platform. Raises ServiceFailure ``not_permitted``.

    Leaves no transaction open: what it asks may take seconds to answer.
    """
    query = select(Platform).join(Deployment).join(Context).where(Context.id == context_id)
    platform = db.session.scalars(query).one()
    found = of_enabled(platform)
    db.session.rollback()
    return found
