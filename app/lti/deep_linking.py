"""Deep Linking 2.0: what a platform's request allows, and what the answer says."""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import addresses
from app.lti import submission_review
from app.lti.grades import resource_id
from app.lti.refusals import Refusal
from app.lti.tool_configuration import CUSTOM
from app.models.activity import Activity
from app.models.base import NAME_LENGTH
from app.models.wording import is_storable, shortened
from app.richtext import excerpt

_DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
SETTINGS = _DL + "deep_linking_settings"
REQUEST = "LtiDeepLinkingRequest"
RESOURCE_LINK = "ltiResourceLink"
TARGETS = ("iframe", "window")
"""Where an activity can be opened, of what platforms offer."""

LONGEST_URL = 2048
LONGEST_DATA = 60_000
"""In characters. Platforms that send any were seen to send fewer than 1,000."""

ACTIVITY_ID = "activity_id"
"""The custom parameter by which a link finds the Activity that was chosen for it."""

FRAME_HEIGHT = 720
"""In pixels; an LMS that gives us more may."""

LONGEST_TEXT = 300
"""In characters: the beginning of the prompt, as an LMS shows it below the title."""

LIFETIME_SECONDS = 300
"""How long an answer is good for; it is made anew each time that it is looked at."""


@dataclass(frozen=True)
class DeepLinkingSettings:
    """What a request allows (Deep Linking 2.0, 4.4.1)."""

    return_url: str
    targets: list[str]
    is_multiple: bool = False
    takes_line_items: bool = True
    title: str = ""
    text: str = ""
    data: str | None = None
    """To be sent back letter for letter; None where none was sent."""


def read_settings(claims: Mapping[str, Any]) -> DeepLinkingSettings:
    """Read the settings claim.

    Raises Refusal ``message_incomplete`` or ``message_malformed``, and ``activities_not_taken``
    where the place in the LMS takes none.
    """
    settings = claims.get(SETTINGS)
    if not isinstance(settings, Mapping):
        raise Refusal("message_incomplete", "deep_linking_settings")
    if RESOURCE_LINK not in _words(settings, "accept_types"):
        raise Refusal("activities_not_taken")
    targets = _words(settings, "accept_presentation_document_targets")
    return DeepLinkingSettings(
        return_url=_return_url(settings.get("deep_link_return_url")),
        targets=[target for target in TARGETS if target in targets],
        is_multiple=settings.get("accept_multiple") is True,
        takes_line_items=settings.get("accept_lineitem") is not False,
        title=shortened(settings.get("title"), NAME_LENGTH),
        text=shortened(settings.get("text"), LONGEST_URL),
        data=_data(settings.get("data")),
    )


def _words(settings: Mapping[str, Any], name: str) -> list[str]:
    """A required list of texts."""
    words = settings.get(name)
    if words is None:
        raise Refusal("message_incomplete", f"deep_linking_settings.{name}")
    if not isinstance(words, list):
        raise Refusal("message_malformed", f"deep_linking_settings.{name}")
    return [word for word in words[:100] if isinstance(word, str)]


def _return_url(value: Any) -> str:
    name = "deep_linking_settings.deep_link_return_url"
    if value is None or value == "":
        raise Refusal("message_incomplete", name)
    is_text = isinstance(value, str) and value.isascii() and value.isprintable()
    if not is_text or len(value) > LONGEST_URL or not addresses.frame_source(value):
        raise Refusal("message_malformed", name)
    return str(value)


def _data(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_DATA or not is_storable(value):
        raise Refusal("message_malformed", "deep_linking_settings.data")
    return value


def item(
    activity: Activity, *, text: str, url: str, target: str, takes_line_items: bool
) -> dict[str, Any]:
    """A content item that opens an Activity (3.2): ``target`` is one of TARGETS, or "".

    ``text`` is its prompt without markup. The custom parameters are said again for platforms that
    were set up by hand.
    """
    text = excerpt(text, LONGEST_TEXT)
    opens, due, closes = activity.opens_at, activity.due_at, activity.closes_at
    found: dict[str, Any] = {
        "type": RESOURCE_LINK,
        "url": url,
        **({"title": activity.title} if activity.title else {}),
        **({"text": text} if text else {}),
        "custom": {ACTIVITY_ID: str(activity.id), **CUSTOM},
        **_span("available", opens, closes),
        **_span("submission", opens, due),
        **_shape(target, activity),
    }
    if takes_line_items and activity.points_possible is not None:
        found["lineItem"] = _line_item(activity)
    return found


def _span(name: str, start: datetime | None, end: datetime | None) -> dict[str, dict[str, str]]:
    ends = {"startDateTime": start, "endDateTime": end}
    said = {key: moment.isoformat() for key, moment in ends.items() if moment}
    return {name: said} if said else {}


def _shape(target: str, activity: Activity) -> dict[str, dict[str, Any]]:
    if target == "iframe":
        return {"iframe": {"height": FRAME_HEIGHT}}
    return {"window": {"targetName": f"courtyard-{activity.id}"}} if target == "window" else {}


def _line_item(activity: Activity) -> dict[str, Any]:
    found = {
        "scoreMaximum": activity.points_possible,
        "resourceId": resource_id(activity.id),
        "submissionReview": submission_review.OFFER,
    }
    return {**found, **({"label": activity.title} if activity.title else {})}


def response(
    items: Sequence[Mapping[str, Any]],
    *,
    client_id: str,
    issuer: str,
    deployment_id: str,
    data: str | None,
    message: str,
) -> dict[str, Any]:
    """The claims of an LtiDeepLinkingResponse (4.5). ``message`` is for the person, in the LMS."""
    now = int(time.time())
    return {
        "iss": client_id,
        "aud": issuer,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "nonce": secrets.token_urlsafe(24),
        _LTI + "message_type": "LtiDeepLinkingResponse",
        _LTI + "version": "1.3.0",
        _LTI + "deployment_id": deployment_id,
        _DL + "content_items": list(items),
        _DL + "msg": message,
        **({_DL + "data": data} if data is not None else {}),
    }
