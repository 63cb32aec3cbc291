"""How a hosted Canvas registers tools."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from practice_lms.claims import vocabulary as v

if TYPE_CHECKING:
    from practice_lms.school import School

CONFIGURATION_PATH = "api/lti/security/openid-configuration"
REGISTRATION_PATH = "api/lti/registrations"
REGISTERED_STATUS = 201
CHECKS_DOMAIN = False
TELLS_DEPLOYMENT = False
GUARDS_CONFIGURATION = True


def make_client_id() -> str:
    return f"1{secrets.randbelow(10**13):013}"


def make_deployment_id(client_id: str, number: int) -> str:
    return f"{number}:{opaque(client_id)}"


def platform_configuration(school: School) -> dict[str, Any]:
    return {
        "product_family_code": "canvas",
        "version": "cloud",
        "messages_supported": [
            {
                "type": v.RESOURCE_LINK_REQUEST,
                "placements": ["course_navigation", "link_selection", "assignment_selection"],
            },
            {"type": v.SUBMISSION_REVIEW_REQUEST},
            {
                "type": v.DEEP_LINKING_REQUEST,
                "placements": ["link_selection", "assignment_selection", "editor_button"],
            },
        ],
        "variables": [
            "Context.id",
            "Context.id.history",
            "ResourceLink.id",
            "ResourceLink.id.history",
            "ResourceLink.available.startDateTime",
            "ResourceLink.available.endDateTime",
            "ResourceLink.submission.startDateTime",
            "ResourceLink.submission.endDateTime",
            "User.id",
            "User.username",
            "Canvas.user.id",
            "Canvas.course.id",
        ],
        "https://canvas.instructure.com/lti/account_name": school.name,
        "https://canvas.instructure.com/lti/account_lti_guid": f"{opaque(school.slug)}:canvas-lms",
    }


def opaque(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()
