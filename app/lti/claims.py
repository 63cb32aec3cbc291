"""What a verified launch says, read into typed values and bounded lengths."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.lti import deep_linking, endpoints, migration, roles, submission_review
from app.lti.deep_linking import DeepLinkingSettings
from app.lti.endpoints import Endpoints
from app.lti.migration import Legacy
from app.lti.refusals import Refusal
from app.lti.submission_review import ReviewRequest
from app.models.base import LTI_ID_LENGTH, NAME_LENGTH
from app.models.membership import Role
from app.models.wording import is_storable, shortened

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
VERSION = LTI + "version"
MESSAGE_TYPE = LTI + "message_type"
DEPLOYMENT_ID = LTI + "deployment_id"
TARGET_LINK_URI = LTI + "target_link_uri"
RESOURCE_LINK = LTI + "resource_link"
ROLES = LTI + "roles"
CONTEXT = LTI + "context"
PRESENTATION = LTI + "launch_presentation"
CUSTOM = LTI + "custom"
MENTEES = LTI + "role_scope_mentor"

MOST_MENTEES = 50
"""Children of one mentor that are kept: an adviser may have a year's."""

Claims = Mapping[str, Any]

_LINK = "resource_link"
_VARIABLE = re.compile(r"\$[A-Za-z]\w*(\.\w+)+", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A context or a resource link: its id, and what people call it ("" where nothing is said)."""

    lti_id: str
    title: str = ""
    label: str = ""


@dataclass(frozen=True)
class Launch:
    """One verified message. Names are cut to length, ids never are."""

    deployment_id: str
    sub: str
    name: str
    given_name: str
    locale: str
    roles: list[str] = field(default_factory=list)
    role: Role = Role.VISITOR
    is_test: bool = False
    is_school_administrator: bool = False
    mentee_subs: list[str] = field(default_factory=list)
    """Whom a mentor may see, as the platform knows them; empty for every other role."""
    context: Place | None = None
    resource_link: Place | None = None
    """None in a message that is of no resource link."""
    deep_linking: DeepLinkingSettings | None = None
    """What an LtiDeepLinkingRequest allows; None in every other message."""
    review: ReviewRequest | None = None
    """Whose work an LtiSubmissionReviewRequest asks for; None in every other message."""
    claims: Claims = field(default_factory=dict, repr=False)
    """All of them, as they were sent."""
    endpoints: Endpoints = field(default_factory=Endpoints)
    legacy: Legacy = field(default_factory=Legacy)
    """The same place and person in LTI 1.1."""


def read(claims: Claims) -> Launch:
    """Read the claims of a launch (LTI 1.3 core, 5.3 and 5.4; Deep Linking 2.0, 4.4).

    Raises Refusal ``message_malformed`` or ``message_incomplete`` where an id is missing, too long
    or no text. What else is odd is left out: a platform's extras must not lock a class out.
    """
    sent_roles = read_roles(claims.get(ROLES))
    role = roles.member_role(sent_roles)
    kind = claims.get(MESSAGE_TYPE)
    is_deep_linking, is_review = kind == deep_linking.REQUEST, kind == submission_review.REQUEST
    has_link = not (is_deep_linking or is_review)
    return Launch(
        deployment_id=identifier(claims.get(DEPLOYMENT_ID), "deployment_id"),
        sub=identifier(claims.get("sub"), "sub"),
        name=full_name(claims),
        given_name=person_name(claims.get("given_name")),
        locale=_locale(claims),
        roles=sent_roles,
        role=role,
        is_test=roles.is_test_user(sent_roles),
        is_school_administrator=roles.is_school_administrator(sent_roles),
        context=_context(claims.get(CONTEXT)),
        mentee_subs=_mentees(claims.get(MENTEES)) if role is Role.MENTOR else [],
        resource_link=_place(claims.get(RESOURCE_LINK), _LINK) if has_link else None,
        deep_linking=deep_linking.read_settings(claims) if is_deep_linking else None,
        review=submission_review.read_request(claims) if is_review else None,
        claims=claims,
        endpoints=endpoints.read(claims),
        legacy=migration.read(claims),
    )


def _mentees(value: Any) -> list[str]:
    """The ids of a mentor's children (LTI 1.3 core, 5.4.7.1); what is no id is left out."""
    entries = value if isinstance(value, list) else []
    texts = [str(each) if type(each) is int else each for each in entries[:MOST_MENTEES]]
    return [
        text
        for text in texts
        if isinstance(text, str) and 0 < len(text) <= LTI_ID_LENGTH and is_storable(text)
    ]


def identifier(value: Any, claim: str) -> str:
    """An id exactly as sent; a number is taken as its digits. Cutting one would merge people."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if text is None or text == "":
        raise Refusal("message_incomplete", claim)
    if not isinstance(text, str) or len(text) > LTI_ID_LENGTH or not is_storable(text):
        raise Refusal("message_malformed", claim)
    return text


def full_name(claims: Claims) -> str:
    """The name, or its parts in the order that OpenID Connect lists them (Core 1.0, 5.1)."""
    parts = (person_name(claims.get("given_name")), person_name(claims.get("family_name")))
    return person_name(claims.get("name")) or person_name(" ".join(part for part in parts if part))


def person_name(value: Any) -> str:
    """A name as it may be kept; "" where it is none, or a variable that was left as it stood."""
    return "" if is_unsubstituted(value) else shortened(value, NAME_LENGTH)


def is_unsubstituted(value: Any) -> bool:
    """Whether a platform left a variable as it stood: "$Person.name.full", not "$20 challenge".

    Variables are words joined by dots (LTI 1.3 core, appendix B).
    """
    return isinstance(value, str) and _VARIABLE.fullmatch(value.strip()) is not None


def custom(claims: Claims, name: str) -> str:
    """A custom parameter (LTI 1.3 core, 5.4.6); "" where none was sent, or no text."""
    sent = claims.get(CUSTOM)
    value = sent.get(name) if isinstance(sent, Mapping) else None
    is_text = isinstance(value, str) and is_storable(value) and not is_unsubstituted(value)
    return str(value) if is_text else ""


def _locale(claims: Claims) -> str:
    presentation = claims.get(PRESENTATION)
    value = presentation.get("locale") if isinstance(presentation, Mapping) else None
    return shortened(value, 35)


def _context(value: Any) -> Place | None:
    """No context claim, or one without an id, is a launch from outside any course."""
    if not isinstance(value, Mapping) or value.get("id") in (None, ""):
        return None
    return _place(value, "context")


def _place(value: Any, claim: str) -> Place:
    if value is not None and not isinstance(value, Mapping):
        raise Refusal("message_malformed", claim)
    fields = value or {}
    lti_id = identifier(fields.get("id"), f"{claim}.id")
    return Place(lti_id, person_name(fields.get("title")), person_name(fields.get("label")))


def read_roles(value: Any) -> list[str]:
    """Roles exactly as sent: one that only resembles another after cleaning must not become it.

    A platform may send [""], null entries, or hundreds; what can't be kept is nobody's role.
    """
    entries = value if isinstance(value, list) else []
    return [
        entry
        for entry in entries[:100]
        if isinstance(entry, str) and 0 < len(entry) <= LTI_ID_LENGTH and is_storable(entry)
    ]
