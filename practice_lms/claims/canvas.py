"""A launch in the shape of a hosted Canvas's."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify

from practice_lms import paging, scoring
from practice_lms.claims import LaunchRequest, custom
from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course, Person, ResourceLink

if TYPE_CHECKING:
    from practice_lms.gradebook import LineItem
    from practice_lms.school import School
    from practice_lms.tools import Tool

LIFETIME_SECONDS = 3600
KEYS_AHEAD = 1
HAS_PLATFORM_STORAGE = True
# No Canvas has them; here, so that tools which take them can be tried.
HAS_DIFFERENCES = True
INVALID_CLIENT_STATUS = 401
SCORE_RULES = scoring.CANVAS
CONFIGURATION_PATH = "api/lti/security/openid-configuration"
REGISTRATION_PATH = "api/lti/registrations"
REGISTERED_STATUS = 201
CHECKS_DOMAIN = False
TELLS_DEPLOYMENT = False
GUARDS_CONFIGURATION = True
PAGE_SIZE = 10
SCOPES: tuple[str, ...] = v.ALL_SCOPES
LOGIN_EXTRAS = {
    "canvas_environment": "prod",
    "canvas_region": "us-east-1",
}

_ROLES = {
    "teacher": [v.INSTITUTION + "#Instructor", v.INSTRUCTOR],
    "assistant": [v.INSTITUTION + "#Instructor", v.INSTRUCTOR, v.TEACHING_ASSISTANT],
    "student": [v.INSTITUTION + "#Student", v.LEARNER],
    "mentor": [v.INSTITUTION + "#Observer", v.MENTOR],
    # An account's administrator is not enrolled in the course: no context role at all.
    "administrator": [v.INSTITUTION + "#Administrator"],
}
_SCOPES = ("lineitem", "lineitem.readonly", "result.readonly", "score")


def make_id(slug: str, kind: str, key: str, number: int) -> str:
    """UUIDs for people and links, hashes for contexts; different for each school."""
    name = f"{slug}/{kind}/{key}"
    if kind == "context":
        return _opaque(name)
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def make_client_id() -> str:
    return f"1{secrets.randbelow(10**13):013}"


def make_deployment_id(client_id: str, number: int) -> str:
    return f"{number}:{_opaque(client_id)}"


def platform_configuration(school: School) -> dict[str, Any]:
    return {
        "product_family_code": "canvas",
        "version": "cloud",
        "messages_supported": [
            {
                "type": v.RESOURCE_LINK_REQUEST,
                "placements": ["course_navigation", "link_selection", "assignment_selection"],
            },
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
        "https://canvas.instructure.com/lti/account_lti_guid": f"{_opaque(school.slug)}:canvas-lms",
    }


def login_hint(person: Person) -> str:
    """Canvas's older, opaque id of the person: not the `sub` of the launch."""
    return _opaque(person.user_id)


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
        **_person(launch),
        **_services(launch),
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
            **_unchecked(),
        }
    return {
        **place,
        v.CONTEXT: {
            "id": course.context_id,
            "label": course.label,
            "title": course.title,
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
            **_unchecked(),
        },
    }


def _platform(launch: LaunchRequest) -> dict[str, Any]:
    school = launch.school
    return {
        v.TOOL_PLATFORM: {
            "guid": f"{_opaque(school.slug)}:canvas-lms",
            "name": school.name,
            "version": "cloud",
            "product_family_code": "canvas",
            **_unchecked(),
        },
        v.LAUNCH_PRESENTATION: {
            "document_target": launch.opening.document_target,
            "return_url": f"{school.url}/courses/{launch.course.number}/modules",
            "locale": school.locale,
            **_unchecked(),
        },
        "locale": school.locale,
    }


def _person(launch: LaunchRequest) -> dict[str, Any]:
    person, legacy_id = launch.person, login_hint(launch.person)
    claims: dict[str, Any] = {
        v.ROLES: [*_ROLES[person.role], v.SYSTEM + "#User"],
        v.LTI_11_USER_ID: legacy_id,
        v.LTI_1P1: {"user_id": legacy_id, **_unchecked()},
        v.LIS: {"person_sourcedid": None, "course_offering_sourcedid": None, **_unchecked()},
    }
    claims |= _names(launch.school, launch.tool, person)
    if mentee := launch.school.mentee_of(person):
        claims[v.ROLE_SCOPE_MENTOR] = [mentee.user_id]
    return claims


def _names(school: School, tool: Tool, person: Person) -> dict[str, Any]:
    if person.name is None:
        return {}
    names = {
        "picture": f"{school.site.base_url}/static/avatar.svg",
        "email": person.email,
        "name": person.name,
        "given_name": person.given,
        "family_name": person.family,
    }
    return {name: value for name, value in names.items() if tool.may_know(name)}


def memberships_url(school: School, tool: Tool, course: Course) -> str:
    return f"{school.url}/api/lti/courses/{course.number}/names_and_roles"


def member(school: School, tool: Tool, course: Course, person: Person) -> dict[str, Any]:
    return {
        "status": course.status_of(person),
        **_names(school, tool, person),
        "lis_person_sourcedid": None,
        "user_id": person.user_id,
        "lti11_legacy_user_id": login_hint(person),
        "roles": [role for role in _ROLES[person.role] if role.startswith(v.MEMBERSHIP)],
    }


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
    settings = {v.DEEP_LINKING_SETTINGS: _settings(launch)} if launch.is_deep_linking else {}
    return {
        **settings,
        v.CUSTOM: custom.expand(launch.custom_parameters, _variables(launch)),
        v.AGS: {**endpoint, **_unchecked()},
        v.NRPS: {
            "context_memberships_url": memberships_url(school, tool, course),
            "service_versions": ["2.0"],
            **_unchecked(),
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
        **_unchecked(),
    }


def _variables(launch: LaunchRequest) -> dict[str, str]:
    return {
        "$Context.id.history": "",
        "$Context.id": launch.course.context_id,
        **(_link_variables(launch.link) if launch.link else {}),
        "$User.id": str(launch.person.number),
        "$User.username": launch.person.key,
        "$Canvas.user.id": str(launch.person.number),
        "$Canvas.course.id": str(launch.course.number),
    }


def _link_variables(link: ResourceLink) -> dict[str, str]:
    dates = {f"$ResourceLink.{name}": text for name, text in link.dates.items()}
    return {"$ResourceLink.id": link.link_id, "$ResourceLink.id.history": "", **dates}


def _unchecked() -> dict[str, Any]:
    """Canvas leaves its own validation results in every claim that is an object."""
    return {"validation_context": None, "errors": {"errors": {}}}


def _opaque(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()
