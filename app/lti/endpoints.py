"""Where a launch says that the platform's services are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.models.base import LTI_ID_LENGTH

NAMES_AND_ROLES = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NOTICES = "https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice"
GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"

LONGEST = 2048


@dataclass(frozen=True)
class Endpoints:
    """Addresses of services; "" where the platform offers none."""

    memberships_url: str = ""
    lineitems_url: str = ""
    lineitem_url: str = ""
    ags_scopes: list[str] = field(default_factory=list)
    groups_url: str = ""
    notices_url: str = ""
    notice_kinds: list[str] = field(default_factory=list)
    group_sets_url: str = ""


def read(claims: Mapping[str, Any]) -> Endpoints:
    """Read the service claims. What is odd is left out: no class is locked out by an extra."""
    grades, groups = _claim(claims, GRADES), _claim(claims, GROUPS)
    notices = _claim(claims, NOTICES)
    return Endpoints(
        memberships_url=_url(_claim(claims, NAMES_AND_ROLES).get("context_memberships_url")),
        lineitems_url=_url(grades.get("lineitems")),
        lineitem_url=_url(grades.get("lineitem")),
        ags_scopes=_scopes(grades.get("scope")),
        notices_url=_url(notices.get("platform_notification_service_url")),
        notice_kinds=_scopes(notices.get("notice_types_supported")),
        groups_url=_url(groups.get("context_groups_url")),
        group_sets_url=_url(groups.get("context_group_sets_url")),
    )


def _claim(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = claims.get(name)
    return value if isinstance(value, Mapping) else {}


def _url(value: Any) -> str:
    """An address as sent. Whether it may be asked is decided when it is (app.lti.http)."""
    if not isinstance(value, str) or len(value) > LONGEST or not value.isascii():
        return ""
    return value if value.isprintable() and value.startswith(("https://", "http://")) else ""


def _scopes(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else []
    return [
        entry
        for entry in entries[:20]
        if isinstance(entry, str)
        and 0 < len(entry) <= LTI_ID_LENGTH
        and entry.isascii()
        and entry.isprintable()
    ]
