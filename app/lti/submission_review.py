"""Submission Review 1.0: a gradebook asks to see what one person handed in for one column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.lti import endpoints
from app.lti.refusals import Refusal
from app.models.base import LTI_ID_LENGTH
from app.models.wording import is_storable

REQUEST = "LtiSubmissionReviewRequest"
OFFER = {"reviewableStatus": ["InProgress", "Submitted", "Completed"]}
"""What a line item says as ``submissionReview`` so that a gradebook leads to the work (AGS 2.0,
3.1.11). It names no url: the link's own target takes these messages too."""

FOR_USER = "https://purl.imsglobal.org/spec/lti/claim/for_user"
_RESOURCE_LINK = "https://purl.imsglobal.org/spec/lti/claim/resource_link"


@dataclass(frozen=True)
class ReviewRequest:
    """Whose work of which column is wanted (Submission Review 1.0, 3)."""

    sub: str
    """The person's id at the platform."""
    lineitem_url: str
    link_lti_id: str = ""
    """The column's resource link; "" where the message names none."""


def read_request(claims: Mapping[str, Any]) -> ReviewRequest:
    """Read the claims that only this message has. Raises Refusal ``message_incomplete``."""
    person = claims.get(FOR_USER)
    sub = _id(person.get("user_id")) if isinstance(person, Mapping) else ""
    url = endpoints.read(claims).lineitem_url
    if not sub or not url:
        raise Refusal("message_incomplete", "lineitem" if sub else "for_user.user_id")
    link = claims.get(_RESOURCE_LINK)
    return ReviewRequest(sub, url, _id(link.get("id")) if isinstance(link, Mapping) else "")


def _id(value: Any) -> str:
    """An id exactly as sent, a number as its digits; "" for what is none."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    is_id = isinstance(text, str) and len(text) <= LTI_ID_LENGTH and is_storable(text)
    return str(text) if is_id else ""
