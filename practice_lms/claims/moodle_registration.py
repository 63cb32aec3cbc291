"""How a Moodle 4.5 registers tools."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING, Any

from practice_lms.claims import vocabulary as v

if TYPE_CHECKING:
    from practice_lms.school import School

CONFIGURATION_PATH = "mod/lti/openid-configuration.php"
REGISTRATION_PATH = "mod/lti/openid-registration.php"
REGISTERED_STATUS = 200
CHECKS_DOMAIN = True
TELLS_DEPLOYMENT = True
GUARDS_CONFIGURATION = False


def make_client_id() -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(15))


def make_deployment_id(client_id: str, number: int) -> str:
    return str(number)


def platform_configuration(school: School) -> dict[str, Any]:
    return {
        "product_family_code": "moodle",
        "version": "4.5.5+ (Build: 20250613)",
        "messages_supported": [
            {"type": v.RESOURCE_LINK_REQUEST},
            {"type": v.DEEP_LINKING_REQUEST, "placements": ["ContentArea"]},
        ],
        "variables": [
            "Context.id",
            "Context.id.history",
            "ResourceLink.id",
            "User.id",
            "User.username",
        ],
    }
