"""A launch in the shape of a Moodle 4.5's."""

from __future__ import annotations

import hashlib
import json
import secrets
import string
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Response

from practice_lms import paging, scoring
from practice_lms.claims import LaunchRequest, custom
from practice_lms.claims import vocabulary as v
from practice_lms.roster import Course, Person

if TYPE_CHECKING:
    from practice_lms.gradebook import LineItem
    from practice_lms.school import School
    from practice_lms.tools import Tool

LIFETIME_SECONDS = 60
KEYS_AHEAD = 0
HAS_PLATFORM_STORAGE = False
HAS_DIFFERENCES = False
INVALID_CLIENT_STATUS = 400
SCORE_RULES = scoring.MOODLE
CONFIGURATION_PATH = "mod/lti/openid-configuration.php"
REGISTRATION_PATH = "mod/lti/openid-registration.php"
REGISTERED_STATUS = 200
CHECKS_DOMAIN = True
TELLS_DEPLOYMENT = True
GUARDS_CONFIGURATION = False
SCOPES: tuple[str, ...] = (
    v.LINE_ITEM_READ_SCOPE,
    v.RESULT_READ_SCOPE,
    v.SCORE_SCOPE,
    v.LINE_ITEM_SCOPE,
    v.MEMBERSHIP_SCOPE,
)
LOGIN_EXTRAS: dict[str, str] = {}

# Moodle itself calls everyone Learner who may not manage external tools, parents and assistants
# included. The practice school sends their real roles, so that those paths can be walked here too.
_ROLES = {
    "teacher": [v.INSTRUCTOR],
    "assistant": [v.TEACHING_ASSISTANT, v.INSTRUCTOR],
    "student": [v.LEARNER],
    "mentor": [v.MENTOR],
    "administrator": [
        v.INSTITUTION + "#Administrator",
        v.INSTRUCTOR,
        v.SYSTEM + "#Administrator",
    ],
}
_SELECTION = "ContentItemSelectionRequest"
_SCOPES = ("lineitem", "lineitem.readonly", "result.readonly", "score")


def make_id(slug: str, kind: str, key: str, number: int) -> str:
    """Plain numbers, so two schools on one Moodle would have people with the same ids."""
    return str(number)


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


def login_hint(person: Person) -> str:
    return person.user_id


def message_hint(number: int | None, token: str) -> str:
    """Moodle's hint is JSON; the launch id in it stands for what it keeps in its own session."""
    if number is None:
        return json.dumps({"launchid": f"ltilaunch_{_SELECTION}{token}"})
    return json.dumps({"cmid": number, "launchid": f"ltilaunch{number}_{token}"})


def token_in(hint: str) -> str:
    """The signed part of a message hint; raises ValueError for anything else."""
    try:
        return str(json.loads(hint)["launchid"]).split("_", 1)[1].removeprefix(_SELECTION)
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("not a message hint") from error


def claims(launch: LaunchRequest) -> dict[str, Any]:
    return {
        "nonce": launch.nonce,
        "iat": launch.issued_at,
        "exp": launch.issued_at + LIFETIME_SECONDS,
        "iss": launch.school.issuer,
        "aud": launch.tool.client_id,
        v.DEPLOYMENT_ID: launch.tool.deployment_id,
        v.TARGET_LINK_URI: launch.target_link_uri,
        "sub": launch.person.user_id,
        v.MESSAGE_TYPE: launch.opening.message,
        v.VERSION: "1.3.0",
        **_person(launch),
        **_place(launch),
        **_platform(launch),
        **_services(launch),
    }


def memberships_url(school: School, tool: Tool, course: Course) -> str:
    services = f"{school.url}/mod/lti/services.php"
    return f"{services}/CourseSection/{course.number}/bindings/{tool.number}/memberships"


def member(school: School, tool: Tool, course: Course, person: Person) -> dict[str, Any]:
    roles = [role for role in _ROLES[person.role] if role.startswith(v.MEMBERSHIP)]
    return {
        "status": course.status_of(person),
        # Full addresses in launches, short names here.
        "roles": [role.rpartition("#")[2] for role in roles],
        "user_id": person.user_id,
        "lis_person_sourcedid": _sourced_id(person),
        **_names(tool, person),
        "ext_user_username": person.key,
    }


def member_message(launch: LaunchRequest) -> dict[str, Any]:
    return {v.MESSAGE_TYPE: v.RESOURCE_LINK_REQUEST, v.BASIC_OUTCOME: _basic_outcome(launch)}


def page(
    rows: Sequence[Any], url: str, query: Mapping[str, str], largest: int | None
) -> paging.Page:
    return paging.by_offset(rows, url, query, largest)


def lineitems_url(school: School, tool: Tool, course: Course) -> str:
    services = f"{school.url}/mod/lti/services.php"
    return f"{services}/{course.number}/lineitems?type_id={tool.number}"


def lineitem_url(school: School, tool: Tool, item: LineItem) -> str:
    services = f"{school.url}/mod/lti/services.php"
    items = f"{services}/{item.course.number}/lineitems"
    return f"{items}/{item.number}/lineitem?type_id={tool.number}"


def score_taken(result_url: str) -> Response:
    return Response(status=200)


def unsupported(path: str, media_type: str) -> tuple[int, str]:
    return 400, f"No handler found for {path.partition('services.php')[2]}  {media_type}"


def service_error(status: int, reason: str) -> dict[str, Any]:
    return {"status": status, "reason": reason}


def _names(tool: Tool, person: Person) -> dict[str, str]:
    names = {
        "given_name": person.given,
        "family_name": person.family,
        "name": person.name,
        "email": person.email,
    }
    return {
        name: value for name, value in names.items() if value is not None and tool.may_know(name)
    }


def _sourced_id(person: Person) -> str:
    return "" if person.role == "administrator" else f"SIS-{person.key}"


def _person(launch: LaunchRequest) -> dict[str, Any]:
    person = launch.person
    claims: dict[str, Any] = {**_names(launch.tool, person)}
    claims[v.ROLES] = list(_ROLES[person.role])
    claims[v.LIS] = {
        "person_sourcedid": _sourced_id(person),
        "course_section_sourcedid": f"CLS-{launch.course.label}",
    }
    claims[v.EXT] = {"user_username": person.key, "lms": "moodle-2"}
    if mentee := launch.school.mentee_of(person):
        claims[v.ROLE_SCOPE_MENTOR] = [mentee.user_id]
    return claims


def _place(launch: LaunchRequest) -> dict[str, Any]:
    course, link = launch.course, launch.link
    place: dict[str, Any] = {
        v.CONTEXT: {
            "id": course.context_id,
            "label": course.label,
            "title": course.title,
            "type": ["CourseSection"],
        }
    }
    if link:
        place[v.RESOURCE_LINK] = {
            "title": link.title,
            "description": link.description,
            "id": link.link_id,
        }
    return place


def _platform(launch: LaunchRequest) -> dict[str, Any]:
    school = launch.school
    return {
        v.LAUNCH_PRESENTATION: {"locale": school.locale, **_presentation(launch)},
        v.TOOL_PLATFORM: {
            "product_family_code": "moodle",
            "version": "2024100705.01",
            "guid": hashlib.md5(school.slug.encode(), usedforsecurity=False).hexdigest(),
            "name": school.short_name,
            "description": school.name,
        },
    }


def _presentation(launch: LaunchRequest) -> dict[str, str]:
    """Of an activity only: a deep linking request says no more than the language."""
    if launch.link is None:
        return {}
    target = launch.opening.document_target
    container = 4 if target == "window" else 3
    return {
        "document_target": target,
        "return_url": f"{launch.school.url}/mod/lti/return.php?course={launch.course.number}"
        f"&launch_container={container}&instanceid={launch.link.number}&sesskey=practice",
    }


def _services(launch: LaunchRequest) -> dict[str, Any]:
    school, tool, course = launch.school, launch.tool, launch.course
    endpoint: dict[str, Any] = {
        "scope": [v.AGS_SCOPE + scope for scope in _SCOPES],
        "lineitems": lineitems_url(school, tool, course),
    }
    if launch.link and (item := school.gradebook.item_of(launch.link)):
        endpoint["lineitem"] = lineitem_url(school, tool, item)
    own = custom.expand(launch.custom_parameters, _variables(launch))
    if launch.is_deep_linking:
        return {v.CUSTOM: own, v.AGS: endpoint, v.DEEP_LINKING_SETTINGS: _settings(launch)}
    memberships = memberships_url(school, tool, course)
    return {
        v.BASIC_OUTCOME: _basic_outcome(launch),
        v.CUSTOM: {**own, "context_memberships_url": memberships},
        v.AGS: endpoint,
        v.NRPS: {"context_memberships_url": memberships, "service_versions": ["1.0", "2.0"]},
    }


def _settings(launch: LaunchRequest) -> dict[str, Any]:
    """Without data: a Moodle recognises what comes back by its own session."""
    school, course, tool = launch.school, launch.course, launch.tool
    return {
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["frame", "iframe", "window"],
        "accept_copy_advice": False,
        "accept_multiple": True,
        "accept_unsigned": False,
        "auto_create": False,
        "can_confirm": False,
        "deep_link_return_url": f"{school.url}/mod/lti/contentitem_return.php"
        f"?course={course.number}&id={tool.number}&sesskey={launch.ticket}",
        "title": tool.name,
        "text": "",
    }


def _basic_outcome(launch: LaunchRequest) -> dict[str, str]:
    data = {
        "instanceid": launch.link.link_id if launch.link else "",
        "userid": launch.person.user_id,
        "typeid": str(launch.tool.number),
        "launchid": launch.issued_at,
    }
    digest = hashlib.sha256(json.dumps(data).encode()).hexdigest()
    return {
        "lis_result_sourcedid": json.dumps({"data": data, "hash": digest}),
        "lis_outcome_service_url": f"{launch.school.url}/mod/lti/service.php",
    }


def _variables(launch: LaunchRequest) -> dict[str, str]:
    """Those a Moodle fills in; `$ResourceLink.id.history` is not among them."""
    return {
        "$Context.id.history": "",
        "$Context.id": launch.course.context_id,
        **({"$ResourceLink.id": launch.link.link_id} if launch.link else {}),
        "$User.id": launch.person.user_id,
        "$User.username": launch.person.key,
    }
