"""What the tool says of itself to a platform, by registration or for Canvas to read."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.lti.openid_configuration import OpenidConfiguration
from app.lti.unregistered import Unregistered
from app.models.base import LTI_ID_LENGTH

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
CANVAS = "https://canvas.instructure.com/lti/"

CLIENT_NAME = "Courtyard"
RESOURCE_LINK, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"

SCOPES = (
    "openid",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
    "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly",
    "https://purl.imsglobal.org/spec/lti/scope/noticehandlers",
)
"""All that the tool can use; a platform is asked for those that it offers."""

CLAIMS = ("iss", "sub", "name", "given_name", "family_name")
"""No e-mail: nothing here reads it."""

CUSTOM = {
    "context_id_history": "$Context.id.history",
    "resource_link_id_history": "$ResourceLink.id.history",
}
"""By which a copied course finds what it was copied from."""

PLACEMENTS = (
    "ContentArea",
    "link_selection",
    "assignment_selection",
    CANVAS + "link_selection",
    CANVAS + "assignment_selection",
)
"""Where teachers choose activities, as platforms name it."""


_UNKNOWN_TO_CANVAS = (
    "openid",
    "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly",
)
"""A Canvas makes no key that asks for a scope it does not know; its source has these two not."""


def description() -> str:
    """What an LMS's administrator reads of the tool."""
    return str(_("A space of its own for a class: discussions, and work across classes."))


def client(base_url: str, logo_url: str, platform: OpenidConfiguration) -> dict[str, Any]:
    """What is posted to a platform's registration_endpoint (Dynamic Registration 1.0, 3.5.2)."""
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": f"{base_url}/lti/login",
        "redirect_uris": [f"{base_url}/lti/launch"],
        "client_name": CLIENT_NAME,
        "jwks_uri": f"{base_url}/lti/jwks.json",
        "logo_uri": logo_url,
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scope for scope in SCOPES if scope in platform.scopes),
        TOOL: _configuration(base_url, platform),
    }


def _configuration(base_url: str, platform: OpenidConfiguration) -> dict[str, Any]:
    offered = platform.claims
    is_canvas = platform.product == "canvas"
    return {
        "domain": base_url.partition("://")[2],
        "description": description(),
        "target_link_uri": f"{base_url}/lti/launch",
        "claims": [claim for claim in CLAIMS if not offered or claim in offered],
        "custom_parameters": CUSTOM,
        "messages": _messages(base_url, platform.messages),
        **({CANVAS + "privacy_level": "name_only"} if is_canvas else {}),
    }


def _messages(base_url: str, offered: Mapping[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Deep linking first: a Canvas gives a placement to the first message that may have it."""
    found = []
    for kind in (DEEP_LINKING, RESOURCE_LINK, SUBMISSION_REVIEW):
        is_expected = not offered and kind != SUBMISSION_REVIEW  # few platforms know it
        if is_expected or kind in offered:
            message: dict[str, Any] = {"type": kind, "target_link_uri": f"{base_url}/lti/launch"}
            message["label"] = CLIENT_NAME
            placements = [each for each in PLACEMENTS if each in offered.get(kind, ())]
            if placements and kind == DEEP_LINKING:
                message["placements"] = placements
            found.append(message)
    return found


def registered(document: Any) -> tuple[str, str]:
    """The client_id and, where the platform says it, the deployment_id; "" where not.

    ``document`` is any JSON value that a platform answered (3.6). Raises Unregistered.
    """
    if not isinstance(document, Mapping):
        raise Unregistered("registration_malformed", "not an object")
    client_id = _identifier(document.get("client_id"))
    if not client_id:
        raise Unregistered("registration_malformed", "client_id")
    configuration = document.get(TOOL)
    configuration = configuration if isinstance(configuration, Mapping) else {}
    return client_id, _identifier(configuration.get("deployment_id"))


def _identifier(value: Any) -> str:
    """An id as text, exactly as sent; platforms send numbers too. "" for what is none."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18
    text = str(value) if is_number else value
    is_id = isinstance(text, str) and text.isprintable() and len(text) <= LTI_ID_LENGTH
    return text if is_id and text == text.strip() else ""


def canvas(base_url: str, logo_url: str) -> dict[str, Any]:
    """The JSON by which a Canvas makes an LTI key (its "LTI 1.3 Tool Configuration")."""
    launch_url = f"{base_url}/lti/launch"
    placement = {
        "text": CLIENT_NAME,
        "icon_url": logo_url,
        "message_type": DEEP_LINKING,
        "target_link_uri": launch_url,
    }
    return {
        "title": CLIENT_NAME,
        "description": description(),
        "oidc_initiation_url": f"{base_url}/lti/login",
        "target_link_uri": launch_url,
        "redirect_uris": [launch_url],
        "public_jwk_url": f"{base_url}/lti/jwks.json",
        "scopes": [scope for scope in SCOPES if scope not in _UNKNOWN_TO_CANVAS],
        "custom_fields": CUSTOM,
        "extensions": [
            {
                "platform": "canvas.instructure.com",
                "domain": base_url.partition("://")[2],
                "tool_id": "courtyard",
                "privacy_level": "name_only",
                "settings": {
                    "platform": "canvas.instructure.com",
                    "text": CLIENT_NAME,
                    "icon_url": logo_url,
                    "placements": [
                        {"placement": "link_selection", **placement},
                        {"placement": "assignment_selection", **placement},
                    ],
                },
            }
        ],
    }
