"""Assignment and Grade Services 2.0: scores that tools send, and results that they may read."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from practice_lms.claims import vocabulary as v
from practice_lms.gradebook import LineItem
from practice_lms.school import School
from practice_lms.scoring import ScoreError, take_score
from practice_lms.tools import Tool
from practice_lms.views.line_items import ONE, item_of
from practice_lms.views.services import (
    ServiceError,
    container,
    page_of,
    require_media_type,
    serve_at,
)

blueprint = Blueprint("scores", __name__)

SCORE = "application/vnd.ims.lis.v1.score+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"


def _below(part: str) -> dict[str, str]:
    return {flavour: f"{path}/{part}" for flavour, path in ONE.items()}


@serve_at(blueprint, "scores", v.SCORE_SCOPE, methods=["POST"], **_below("scores"))
def scores(school: School, tool: Tool, course: int, item: int) -> Response:
    require_media_type(school, SCORE)
    found = item_of(school, tool, course, item)
    body = request.get_json(silent=True, force=True)
    try:
        with school.lock:
            person = take_score(school.dialect.SCORE_RULES, found, body)
    except ScoreError as error:
        raise ServiceError(error.status, error.reason) from error
    result = f"{_results_url()}/{person.number}"
    return school.dialect.score_taken(result)


@serve_at(blueprint, "results", v.RESULT_READ_SCOPE, **_below("results"))
def results(school: School, tool: Tool, course: int, item: int) -> Response:
    found = item_of(school, tool, course, item)
    wanted = request.args.get("user_id")
    people = [
        person
        for person in found.course.people
        if person.user_id in found.results and wanted in (None, person.user_id)
    ]
    rows, links = page_of(school, [_result(school, tool, found, p.user_id) for p in people])
    return container(list(rows), RESULTS, links)


def _result(school: School, tool: Tool, item: LineItem, user_id: str) -> dict[str, Any]:
    result = item.results[user_id]
    url = f"{request.base_url}?user_id={user_id}"
    body: dict[str, Any] = {
        "id": url,
        "userId": user_id,
        "scoreOf": school.dialect.lineitem_url(school, tool, item),
        "timestamp": result.timestamp.isoformat(timespec="seconds"),
    }
    if result.score is not None:
        body |= {"resultScore": result.score, "resultMaximum": item.score_maximum}
    if result.comment:
        body["comment"] = result.comment
    return body


def _results_url() -> str:
    return request.base_url.removesuffix("/scores") + "/results"
