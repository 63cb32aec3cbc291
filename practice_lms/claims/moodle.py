"""A launch in the shape of a Moodle 4.5's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Response

from practice_lms import paging, scoring
from practice_lms.claims import LaunchRequest, custom
from practice_lms.claims import vocabulary as v
from practice_lms.claims.moodle_people import for_user, person_claims
from practice_lms.claims.moodle_people import login_hint as login_hint
from practice_lms.claims.moodle_people import member as member
from practice_lms.claims.moodle_registration import (
    CHECKS_DOMAIN as CHECKS_DOMAIN,
)
from practice_lms.claims.moodle_registration import (
    CONFIGURATION_PATH as CONFIGURATION_PATH,
)
from practice_lms.claims.moodle_registration import (
    GUARDS_CONFIGURATION as GUARDS_CONFIGURATION,
)
from practice_lms.claims.moodle_registration import (
    REGISTERED_STATUS as REGISTERED_STATUS,
)
from practice_lms.claims.moodle_registration import (
    REGISTRATION_PATH as REGISTRATION_PATH,
)
from practice_lms.claims.moodle_registration import (
    TELLS_DEPLOYMENT as TELLS_DEPLOYMENT,
)
from practice_lms.claims.moodle_registration import (
    make_client_id as make_client_id,
)
from practice_lms.claims.moodle_registration import (
    make_deployment_id as make_deployment_id,
)
from practice_lms.claims.moodle_registration import (
    platform_configuration as platform_configuration,
)
from practice_lms.roster import Course

if TYPE_CHECKING:
    from practice_lms.gradebook import LineItem
    from practice_lms.school import School
    from practice_lms.tools import Tool

LIFETIME_SECONDS = 60
KEYS_AHEAD = 0
HAS_PLATFORM_STORAGE = False
HAS_DIFFERENCES = False
LINKS_OF_CLASSES = False
UNKNOWN_LINK = (404, "Not found")
INVALID_CLIENT_STATUS = 400
SCORE_RULES = scoring.MOODLE
CONTEXT_TYPE = "CourseSection"
SCOPES: tuple[str, ...] = (
    v.LINE_ITEM_READ_SCOPE,
    v.RESULT_READ_SCOPE,
    v.SCORE_SCOPE,
    v.LINE_ITEM_SCOPE,
    v.MEMBERSHIP_SCOPE,
)
LOGIN_EXTRAS: dict[str, str] = {}

_SELECTION = "ContentItemSelectionRequest"
_SCOPES = ("lineitem", "lineitem.readonly", "result.readonly", "score")


def make_id(slug: str, kind: str, key: str, number: int) -> str:
    """Plain numbers, so two schools on one Moodle would have people with the same ids."""
    return str(number)


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
        **person_claims(launch),
        **_place(launch),
        **_platform(launch),
        **_services(launch),
        **for_user(launch),
    }


def memberships_url(school: School, tool: Tool, course: Course) -> str:
    services = f"{school.url}/mod/lti/services.php"
    return f"{services}/CourseSection/{course.number}/bindings/{tool.number}/memberships"


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


def _place(launch: LaunchRequest) -> dict[str, Any]:
    course, link = launch.course, launch.link
    place: dict[str, Any] = {
        v.CONTEXT: {
            "id": course.context_id,
            "label": course.label,
            "title": course.title,
            "type": [CONTEXT_TYPE],
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
        "$Context.id.history": ",".join(launch.course.history),
        "$Context.id": launch.course.context_id,
        **({"$ResourceLink.id": launch.link.link_id} if launch.link else {}),
        "$User.id": launch.person.user_id,
        "$User.username": launch.person.key,
    }
