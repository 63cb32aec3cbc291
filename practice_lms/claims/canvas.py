"""A launch in the shape of a hosted Canvas's."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify

from practice_lms import paging, scoring
from practice_lms.claims import LaunchRequest, custom
from practice_lms.claims import vocabulary as v
from practice_lms.claims.canvas_people import LIFETIME_SECONDS as LIFETIME_SECONDS
from practice_lms.claims.canvas_people import for_user, person_claims, unchecked
from practice_lms.claims.canvas_people import login_hint as login_hint
from practice_lms.claims.canvas_people import member as member
from practice_lms.claims.canvas_registration import (
    CHECKS_DOMAIN as CHECKS_DOMAIN,
)
from practice_lms.claims.canvas_registration import (
    CONFIGURATION_PATH as CONFIGURATION_PATH,
)
from practice_lms.claims.canvas_registration import (
    GUARDS_CONFIGURATION as GUARDS_CONFIGURATION,
)
from practice_lms.claims.canvas_registration import (
    REGISTERED_STATUS as REGISTERED_STATUS,
)
from practice_lms.claims.canvas_registration import (
    REGISTRATION_PATH as REGISTRATION_PATH,
)
from practice_lms.claims.canvas_registration import (
    TELLS_DEPLOYMENT as TELLS_DEPLOYMENT,
)
from practice_lms.claims.canvas_registration import (
    make_client_id as make_client_id,
)
from practice_lms.claims.canvas_registration import (
    make_deployment_id as make_deployment_id,
)
from practice_lms.claims.canvas_registration import (
    opaque,
)
from practice_lms.claims.canvas_registration import (
    platform_configuration as platform_configuration,
)
from practice_lms.roster import Course, ResourceLink

if TYPE_CHECKING:
    from practice_lms.gradebook import LineItem
    from practice_lms.school import School
    from practice_lms.tools import Tool

KEYS_AHEAD = 1
HAS_PLATFORM_STORAGE = True
# No Canvas has them; here, so that tools which take them can be tried.
HAS_DIFFERENCES = True
# A link from the course's menu has the course's own id, and everybody in it.
LINKS_OF_CLASSES = True
UNKNOWN_LINK = (400, "Tool does not have access to rlid or rlid does not exist")
INVALID_CLIENT_STATUS = 401
SCORE_RULES = scoring.CANVAS
CONTEXT_TYPE = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"
PAGE_SIZE = 10
# Groups are among no Canvas's; here, so that tools which read them can be tried.
SCOPES: tuple[str, ...] = v.ALL_SCOPES
LOGIN_EXTRAS = {
    "canvas_environment": "prod",
    "canvas_region": "us-east-1",
}

_SCOPES = ("lineitem", "lineitem.readonly", "result.readonly", "score")


def make_id(slug: str, kind: str, key: str, number: int) -> str:
    """UUIDs for people and links, hashes for contexts; different for each school."""
    name = f"{slug}/{kind}/{key}"
    if kind == "context":
        return opaque(name)
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def message_hint(number: int | None, token: str) -> str:
    return token


def token_in(hint: str) -> str:
    return hint


def claims(launch: LaunchRequest) -> dict[str, Any]:
    return {
        v.MESSAGE_TYPE: launch.opening.message,
        v.VERSION: "1.3.0",
        "aud": launch.tool.client_id,
        "azp": launch.tool.client_id,
        v.DEPLOYMENT_ID: launch.tool.deployment_id,
        "exp": launch.issued_at + LIFETIME_SECONDS,
        "iat": launch.issued_at,
        "iss": launch.school.issuer,
        "nonce": launch.nonce,
        "sub": launch.person.user_id,
        v.TARGET_LINK_URI: launch.target_link_uri,
        **_place(launch),
        **_platform(launch),
        **person_claims(launch),
        **_services(launch),
        **for_user(launch),
        "errors": {"errors": {}},
        "https://www.instructure.com/placement": (
            "link_selection" if launch.is_deep_linking else None
        ),
    }


def _place(launch: LaunchRequest) -> dict[str, Any]:
    course, link = launch.course, launch.link
    place: dict[str, Any] = {}
    if link:
        place[v.RESOURCE_LINK] = {
            "id": link.link_id,
            "description": link.description or None,
            "title": link.title,
            **unchecked(),
        }
    return {
        **place,
        v.CONTEXT: {
            "id": course.context_id,
            "label": course.label,
            "title": course.title,
            "type": [CONTEXT_TYPE],
            **unchecked(),
        },
    }


def _platform(launch: LaunchRequest) -> dict[str, Any]:
    school = launch.school
    return {
        v.TOOL_PLATFORM: {
            "guid": f"{opaque(school.slug)}:canvas-lms",
            "name": school.name,
            "version": "cloud",
            "product_family_code": "canvas",
            **unchecked(),
        },
        v.LAUNCH_PRESENTATION: {
            "document_target": launch.opening.document_target,
            "return_url": f"{school.url}/courses/{launch.course.number}/modules",
            "locale": school.locale,
            **unchecked(),
        },
        "locale": school.locale,
    }


def memberships_url(school: School, tool: Tool, course: Course) -> str:
    return f"{school.url}/api/lti/courses/{course.number}/names_and_roles"


def member_message(launch: LaunchRequest) -> dict[str, Any]:
    own = custom.expand(launch.custom_parameters, _variables(launch))
    return {
        v.MESSAGE_TYPE: v.RESOURCE_LINK_REQUEST,
        "locale": launch.school.locale,
        v.CUSTOM: own,
        v.LTI_11_USER_ID: login_hint(launch.person),
    }


def page(
    rows: Sequence[Any], url: str, query: Mapping[str, str], largest: int | None
) -> paging.Page:
    return paging.by_page(rows, url, query, PAGE_SIZE, largest)


def lineitems_url(school: School, tool: Tool, course: Course) -> str:
    return f"{school.url}/api/lti/courses/{course.number}/line_items"


def lineitem_url(school: School, tool: Tool, item: LineItem) -> str:
    return f"{lineitems_url(school, tool, item.course)}/{item.number}"


def score_taken(result_url: str) -> Response:
    return jsonify({"resultUrl": result_url})


def unsupported(path: str, media_type: str) -> tuple[int, str]:
    return 415, "Unsupported media type"


def service_error(status: int, reason: str) -> dict[str, Any]:
    return {"errors": {"type": status, "message": reason}}


def _services(launch: LaunchRequest) -> dict[str, Any]:
    school, tool, course = launch.school, launch.tool, launch.course
    endpoint: dict[str, Any] = {
        "scope": [v.AGS_SCOPE + scope for scope in _SCOPES],
        "lineitems": lineitems_url(school, tool, course),
    }
    if launch.link and (item := school.gradebook.item_of(launch.link)):
        endpoint["lineitem"] = lineitem_url(school, tool, item)
    courses = f"{school.url}/api/lti/courses/{course.number}"
    settings = {v.DEEP_LINKING_SETTINGS: _settings(launch)} if launch.is_deep_linking else {}
    return {
        **settings,
        v.CUSTOM: custom.expand(launch.custom_parameters, _variables(launch)),
        v.AGS: {**endpoint, **unchecked()},
        v.NRPS: {
            "context_memberships_url": memberships_url(school, tool, course),
            "service_versions": ["2.0"],
            **unchecked(),
        },
        v.GROUPS: {
            "scope": [v.GROUP_SCOPE],
            "context_groups_url": f"{courses}/groups",
            "context_group_sets_url": f"{courses}/group_sets",
            "service_versions": ["1.0"],
        },
        v.NOTIFICATIONS: {
            "service_versions": ["1.0"],
            "platform_notification_service_url": (
                f"{school.url}/api/lti/notice-handlers/{tool.number}"
            ),
            "scope": [v.NOTICE_SCOPE],
            "notice_types_supported": ["LtiHelloWorldNotice", "LtiContextCopyNotice"],
        },
    }


def _settings(launch: LaunchRequest) -> dict[str, Any]:
    path = f"courses/{launch.course.number}/deep_linking_response"
    return {
        "deep_link_return_url": f"{launch.school.url}/{path}?ticket={launch.ticket}",
        "accept_types": ["link", "html", "ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "accept_media_types": "text/html,application/vnd.ims.lti.v1.ltilink,*/*",
        "accept_multiple": True,
        "accept_lineitem": True,
        "auto_create": False,
        "data": f"practice-{launch.ticket}",
        **unchecked(),
    }


def _variables(launch: LaunchRequest) -> dict[str, str]:
    return {
        "$Context.id.history": ",".join(launch.course.history),
        "$Context.id": launch.course.context_id,
        **(_link_variables(launch.link) if launch.link else {}),
        "$User.id": str(launch.person.number),
        "$User.username": launch.person.key,
        "$Canvas.user.id": str(launch.person.number),
        "$Canvas.course.id": str(launch.course.number),
    }


def _link_variables(link: ResourceLink) -> dict[str, str]:
    dates = {f"$ResourceLink.{name}": text for name, text in link.dates.items()}
    return {
        "$ResourceLink.id": link.link_id,
        "$ResourceLink.id.history": ",".join(link.history),
        **dates,
    }
