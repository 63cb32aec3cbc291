"""What a platform says of a place's and a person's LTI 1.1 past (LTI 1.3 Migration Guide, 4).

It is kept for a school that wants its 1.1 records found again. It never says who somebody is: its
signature can't be checked without the 1.1 secret, which Courtyard never had.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.models.base import LTI_ID_LENGTH
from app.models.wording import is_storable

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/lti1p1"


@dataclass(frozen=True)
class Legacy:
    """The 1.1 ids; "" where nothing is said, because they are what they are in 1.3."""

    user_id: str = ""
    context_id: str = ""
    resource_link_id: str = ""
    consumer_key: str = ""


def read(claims: Mapping[str, Any]) -> Legacy:
    """Read the claim; what is odd in it is left out."""
    said = claims.get(CLAIM)
    fields = said if isinstance(said, Mapping) else {}
    return Legacy(
        user_id=_id(fields.get("user_id")),
        context_id=_id(fields.get("context_id")),
        resource_link_id=_id(fields.get("resource_link_id")),
        consumer_key=_id(fields.get("oauth_consumer_key")),
    )


def _id(value: Any) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    is_id = isinstance(text, str) and len(text) <= LTI_ID_LENGTH and is_storable(text)
    return str(text) if is_id else ""
