"""Assignment and Grade Services 2.0: columns."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request

from practice_lms.claims import vocabulary as v
from practice_lms.gradebook import LineItem, LineItemError, read_line_item
from practice_lms.roster import Course
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views.services import (
    ServiceError,
    container,
    course_of,
    page_of,
    require_media_type,
    serve_at,
)

blueprint = Blueprint("line_items", __name__)

ITEM = "application/vnd.ims.lis.v2.lineitem+json"
CONTAINER = "application/vnd.ims.lis.v2.lineitemcontainer+json"
READ = (v.LINE_ITEM_SCOPE, v.LINE_ITEM_READ_SCOPE)
ALL = {
    "moodle": "mod/lti/services.php/<int:course>/lineitems",
    "canvas": "api/lti/courses/<int:course>/line_items",
}
ONE = {
    "moodle": "mod/lti/services.php/<int:course>/lineitems/<int:item>/lineitem",
    "canvas": "api/lti/courses/<int:course>/line_items/<int:item>",
}
_FILTERS = {"resource_id": "resource_id", "resource_link_id": "link_id", "tag": "tag"}


@serve_at(blueprint, "lineitems", *READ, **ALL)
def line_items(school: School, tool: Tool, course: int) -> Response:
    items = school.gradebook.items(course_of(school, course), tool.client_id)
    for parameter, attribute in _FILTERS.items():
        wanted = request.args.get(parameter)
        if wanted is not None:
            items = [item for item in items if getattr(item, attribute) == wanted]
    rows, links = page_of(school, items)
    return container([_as_json(school, tool, item) for item in rows], CONTAINER, links)


@serve_at(blueprint, "lineitems", v.LINE_ITEM_SCOPE, methods=["POST"], **ALL)
def create_line_item(school: School, tool: Tool, course: int) -> Response:
    require_media_type(school, ITEM)
    found = course_of(school, course)
    body: Any = request.get_json(silent=True, force=True)
    item = LineItem(school.next_number(), found, tool.client_id, "", 0)
    _read(school, item, body)
    item.link_id = _link_id(found, body.get("resourceLinkId"))
    with school.lock:
        school.gradebook.add(item)
    return _one(school, tool, item, 201)


@serve_at(blueprint, "lineitems", *READ, **ONE)
def line_item(school: School, tool: Tool, course: int, item: int) -> Response:
    return _one(school, tool, item_of(school, tool, course, item))


@serve_at(blueprint, "lineitems", v.LINE_ITEM_SCOPE, methods=["PUT"], **ONE)
def update_line_item(school: School, tool: Tool, course: int, item: int) -> Response:
    require_media_type(school, ITEM)
    found = item_of(school, tool, course, item)
    _read(school, found, request.get_json(silent=True, force=True))
    return _one(school, tool, found)


@serve_at(blueprint, "lineitems", v.LINE_ITEM_SCOPE, methods=["DELETE"], **ONE)
def delete_line_item(school: School, tool: Tool, course: int, item: int) -> Response:
    with school.lock:
        school.gradebook.remove(item_of(school, tool, course, item).number)
    return Response(status=204)


@serve_at(blueprint, "lineitems", *v.ALL_SCOPES, methods=["POST"], moodle=ONE["moodle"])
def post_to_line_item(school: School, tool: Tool, course: int, item: int) -> Response:
    """Where a tool ends up that puts `/scores` behind the query."""
    raise ServiceError(*school.dialect.unsupported(request.path, request.content_type or ""))


def item_of(school: School, tool: Tool, course: int, number: int) -> LineItem:
    """A tool's column in a course; raises ServiceError."""
    found = course_of(school, course)
    if request.args.get("type_id", str(tool.number)) != str(tool.number):
        raise ServiceError(404, "Not found")
    for item in school.gradebook.items(found, tool.client_id):
        if item.number == number:
            return item
    raise ServiceError(404, "Not found")


def _read(school: School, item: LineItem, body: Any) -> None:
    try:
        read_line_item(item, body)
    except LineItemError as error:
        raise ServiceError(school.dialect.SCORE_RULES.invalid, str(error)) from error


def _link_id(course: Course, link_id: Any) -> str:
    if not link_id:
        return ""
    if str(link_id) not in [link.link_id for link in course.links]:
        raise ServiceError(404, "No such resource link")
    return str(link_id)


def _as_json(school: School, tool: Tool, item: LineItem) -> dict[str, Any]:
    return {"id": school.dialect.lineitem_url(school, tool, item), **item.members}


def _one(school: School, tool: Tool, item: LineItem, status: int = 200) -> Response:
    body = json.dumps(_as_json(school, tool, item))
    return Response(body, status, content_type=ITEM)
