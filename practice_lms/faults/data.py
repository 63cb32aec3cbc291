"""Faults of the message: what kind it is, and where it comes from."""

from __future__ import annotations

from practice_lms.claims import vocabulary as v
from practice_lms.faults.launch import (
    ACCEPTED,
    EITHER,
    REFUSED,
    Fault,
    Launch,
    set_claims,
    set_member,
    without_claims,
    without_member,
)

TOO_LONG = "x" * 256
"""One character more than LTI Core 1.3 allows for the ids of people, links and deployments."""


def _not_lti(launch: Launch) -> None:
    for name in [name for name in launch.claims if name.startswith("https://purl.imsglobal")]:
        del launch.claims[name]


def _nulls(launch: Launch) -> None:
    for name in (v.LIS, v.CUSTOM, v.LAUNCH_PRESENTATION, v.TOOL_PLATFORM, v.AGS, v.NRPS, "email"):
        launch.claims[name] = None


def _bare(launch: Launch) -> None:
    required = (v.MESSAGE_TYPE, v.VERSION, v.DEPLOYMENT_ID, v.TARGET_LINK_URI, v.ROLES)
    plain = ("iss", "aud", "azp", "sub", "iat", "exp", "nonce", v.RESOURCE_LINK, v.CONTEXT)
    launch.claims = {
        name: value for name, value in launch.claims.items() if name in required + plain
    }
    launch.claims[v.RESOURCE_LINK] = {"id": launch.claims[v.RESOURCE_LINK]["id"]}
    launch.claims[v.CONTEXT] = {"id": launch.claims[v.CONTEXT]["id"]}


_FORGED = {
    "user_id": "1",
    "oauth_consumer_key": "courtyard-2019",
    "oauth_consumer_key_sign": "Zm9yZ2Vk",
}
_WRONG_TYPE = set_claims({v.MESSAGE_TYPE: "LtiSomethingElse"})

FAULTS = (
    Fault("wrong-version", "Another version.", REFUSED, set_claims({v.VERSION: "11.3.0"})),
    Fault("no-version", "No version.", REFUSED, without_claims(v.VERSION)),
    Fault("not-lti", "Not an LTI message at all.", REFUSED, _not_lti),
    Fault("no-message-type", "No message type.", REFUSED, without_claims(v.MESSAGE_TYPE)),
    Fault("wrong-message-type", "An unknown message type.", REFUSED, _WRONG_TYPE),
    Fault("no-deployment", "No deployment.", REFUSED, without_claims(v.DEPLOYMENT_ID)),
    Fault(
        "unknown-deployment",
        "A deployment the tool does not know.",
        REFUSED,
        set_claims({v.DEPLOYMENT_ID: "no-such-deployment"}),
    ),
    Fault("no-resource-link", "No resource link.", REFUSED, without_claims(v.RESOURCE_LINK)),
    Fault("no-link-id", "A link without an id.", REFUSED, without_member(v.RESOURCE_LINK, "id")),
    Fault("empty-link-id", "A link's id is empty.", REFUSED, set_member(v.RESOURCE_LINK, "id", "")),
    Fault(
        "long-link-id",
        "A link's id is too long.",
        REFUSED,
        set_member(v.RESOURCE_LINK, "id", TOO_LONG),
    ),
    Fault("list-link", "The link is no object.", REFUSED, set_claims({v.RESOURCE_LINK: ["4"]})),
    Fault("text-context", "The context is no object.", EITHER, set_claims({v.CONTEXT: "3"})),
    Fault("no-context-id", "A context without id.", EITHER, without_member(v.CONTEXT, "id")),
    Fault("no-context", "A launch without a context.", ACCEPTED, without_claims(v.CONTEXT)),
    Fault(
        "no-link-title",
        "A link without a title.",
        ACCEPTED,
        without_member(v.RESOURCE_LINK, "title"),
    ),
    Fault("bare", "Only what the specification requires, and a context.", ACCEPTED, _bare),
    Fault("nulls", "Optional claims are null.", ACCEPTED, _nulls),
    Fault(
        "forged-migration",
        "Claims to have been somebody under LTI 1.1, with a false signature.",
        ACCEPTED,
        set_claims({v.LTI_1P1: _FORGED}),
    ),
    Fault("text-custom", "Custom is no object.", EITHER, set_claims({v.CUSTOM: "a=b"})),
    Fault("number-title", "A title is a number.", EITHER, set_member(v.RESOURCE_LINK, "title", 7)),
)
