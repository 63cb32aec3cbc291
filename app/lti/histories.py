"""What a launch says of the past of its link and class, by the custom parameters we asked for."""

from app.lti.claims import Claims, custom
from app.lti.deep_linking import ACTIVITY_ID
from app.models.base import LARGEST_ID, LTI_ID_LENGTH

LONGEST = 20
"""A class that was copied every term for ten years."""


def links(claims: Claims) -> list[str]:
    """The ids of the links that this one was copied from, the most recent first.

    LTI 1.3 core, appendix B.4: ``$ResourceLink.id.history``, separated by commas.
    """
    return _ids(custom(claims, "resource_link_id_history"))


def contexts(claims: Claims) -> list[str]:
    """The ids of the contexts that this one was copied from (B.2, ``$Context.id.history``)."""
    return _ids(custom(claims, "context_id_history"))


def activity_id(claims: Claims) -> int:
    """The Activity that the answer to a deep link gave the link; 0 for anything else."""
    text = custom(claims, ACTIVITY_ID)
    is_number = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if is_number and int(text) <= LARGEST_ID else 0


def _ids(text: str) -> list[str]:
    found = (part.strip() for part in text[: 4 * LONGEST * LTI_ID_LENGTH].split(","))
    return list(dict.fromkeys(each for each in found if 0 < len(each) <= LTI_ID_LENGTH))[:LONGEST]
