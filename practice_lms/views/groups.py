"""Course Groups 1.0: the groups of a class, and the sets that they come in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from practice_lms.claims import vocabulary as v
from practice_lms.roster import Group
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views.services import container, course_of, page_of, serve_at

blueprint = Blueprint("groups", __name__)

GROUPS = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
SETS = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"


@serve_at(blueprint, "groups", v.GROUP_SCOPE, canvas="api/lti/courses/<int:course>/groups")
def groups(school: School, tool: Tool, course: int) -> Response:
    found = course_of(school, course).groups
    user_id = request.args.get("user_id")
    if user_id is not None:
        found = [group for group in found if user_id in group.user_ids]
    rows, links = page_of(school, [_as_json(group) for group in found])
    return container({"id": request.url, "groups": list(rows)}, GROUPS, links)


@serve_at(blueprint, "groups", v.GROUP_SCOPE, canvas="api/lti/courses/<int:course>/group_sets")
def group_sets(school: School, tool: Tool, course: int) -> Response:
    found = course_of(school, course).groups
    names = {group.set_id: group.set_name for group in found if group.set_id}
    sets: list[dict[str, Any]] = [
        {
            "id": set_id,
            "name": name,
            "groups": [_as_json(group) for group in found if group.set_id == set_id],
        }
        for set_id, name in names.items()
    ]
    rows, links = page_of(school, sets)
    return container({"id": request.url, "sets": list(rows)}, SETS, links)


def _as_json(group: Group) -> dict[str, Any]:
    of_set = {"set_id": group.set_id} if group.set_id else {}
    hidden = {"hidden": True} if group.is_hidden else {}
    return {"id": group.group_id, "name": group.name, **of_set, **hidden}
