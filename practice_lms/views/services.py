"""What all services share: whose token it is, faults, refusals, and pages of a list."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import WWWAuthenticate

from practice_lms.faults.services import reply_to
from practice_lms.roster import Course
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views import school_or_404

Handler = Callable[..., Response]


class ServiceError(Exception):
    """A refusal: a status, and the reason in words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def serve_at(
    blueprint: Blueprint,
    service: str,
    *scopes: str,
    methods: Sequence[str] = ("GET",),
    **rules: str,
) -> Callable[[Handler], Handler]:
    """Serve a handler at a path for each flavour, to tools whose token has one of the scopes.

    `rules` are paths under the school's by flavour. The handler gets the school, the tool, and
    what the path names; it answers, or raises ServiceError.
    """

    def decorate(handler: Handler) -> Handler:
        def view(slug: str, flavour: str, **named: Any) -> Response:
            school = school_or_404(slug)
            return reply_to(
                school, service, lambda: _answer(school, flavour, scopes, handler, named)
            )

        for flavour, rule in rules.items():
            blueprint.add_url_rule(
                f"/<slug>/{rule}",
                f"{handler.__name__}-{flavour}",
                view,
                methods=list(methods),
                defaults={"flavour": flavour},
            )
        return handler

    return decorate


def _answer(
    school: School, flavour: str, scopes: Sequence[str], handler: Handler, named: dict[str, Any]
) -> Response:
    try:
        if school.flavour != flavour:
            raise ServiceError(404, "Not found")
        return handler(school, _authorized(school, scopes), **named)
    except ServiceError as error:
        return _refusal(school, error)


def _authorized(school: School, scopes: Sequence[str]) -> Tool:
    """The tool whose token came along; raises ServiceError."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = school.access_tokens.find(text) if scheme.lower() == "bearer" else None
    if token is None:
        raise ServiceError(401, "Unauthorized")
    if not set(scopes) & set(token.scopes):
        raise ServiceError(403, "Insufficient scope")
    try:
        return school.tool_of(token.client_id)
    except KeyError:
        raise ServiceError(401, "Unauthorized") from None


def _refusal(school: School, error: ServiceError) -> Response:
    body = school.dialect.service_error(error.status, error.reason)
    # The reason stands in the status line too, where a Moodle puts it.
    response = Response(json.dumps(body), f"{error.status} {error.reason}")
    response.content_type = "application/json"
    if error.status == 401:
        response.www_authenticate = WWWAuthenticate("bearer", {"realm": school.slug})
    return response


def require_media_type(school: School, media_type: str) -> None:
    """Raises ServiceError for a body of another type, whatever its parameters."""
    if request.mimetype != media_type:
        raise ServiceError(*school.dialect.unsupported(request.path, request.content_type or ""))


def course_of(school: School, number: int) -> Course:
    """Raises ServiceError for a course that there is not."""
    try:
        return school.course_numbered(number)
    except KeyError:
        raise ServiceError(404, "Not found") from None


def page_of(school: School, rows: Sequence[Any]) -> tuple[Sequence[Any], dict[str, str]]:
    """One page of the rows as the query has it, and the links to the others by relation."""
    page = school.dialect.page(
        rows, request.base_url, request.args.to_dict(), g.get("largest_page")
    )
    return page.rows, page.links


def container(body: Any, media_type: str, links: dict[str, str]) -> Response:
    """JSON of a media type, with its links in one header."""
    response = Response(json.dumps(body), content_type=f"{media_type}; charset=utf-8")
    if links:
        response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items())
    return response
