"""Names and Role Provisioning Services 2.0: who is in a class."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, request

from practice_lms.claims import vocabulary as v
from practice_lms.faults.services import reply_to
from practice_lms.opening import Opening
from practice_lms.roster import Course, Person, ResourceLink
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views.services import ServiceError, container, course_of, page_of, serve_at

blueprint = Blueprint("memberships", __name__)

MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@serve_at(
    blueprint,
    "memberships",
    v.MEMBERSHIP_SCOPE,
    moodle="mod/lti/services.php/CourseSection/<int:course>/bindings/<int:binding>/memberships",
    canvas="api/lti/courses/<int:course>/names_and_roles",
)
def memberships(school: School, tool: Tool, course: int, binding: int | None = None) -> Response:
    found = course_of(school, course)
    if binding not in (None, tool.number):
        raise ServiceError(404, "Not found")
    rlid = request.args.get("rlid")
    if rlid is None:
        return _container(school, tool, found)
    # A switch of its own: what fails for one activity need not fail for the class.
    return reply_to(
        school,
        "link_memberships",
        lambda: _container(school, tool, found, _link(school, found, rlid)),
    )


def _container(
    school: School, tool: Tool, found: Course, link: ResourceLink | None = None
) -> Response:
    people = _people(found)
    if link and not g.get("gives_to_all"):
        people = [person for person in people if link.is_given_to(person)]
    members = [_member(school, tool, found, person, link) for person in people]
    wanted = request.args.get("role")
    if wanted is not None:
        members = [member for member in members if _has_role(member, wanted)]
    rows, links = page_of(school, members)
    if link is None and "next" not in links and school.dialect.HAS_DIFFERENCES:
        # What has changed since this answer (NRPS 2.0, 2.4.3).
        links["differences"] = f"{request.base_url}?since={len(found.changes)}"
    context = {"id": found.context_id, "label": found.label, "title": found.title}
    body = {"id": request.url, "context": context, "members": list(rows)}
    return container(body, MEDIA_TYPE, links)


def _people(course: Course) -> list[Person]:
    """Everybody enrolled, or everybody whose enrolment changed since an earlier answer."""
    since = request.args.get("since", "")
    if since.isdigit():
        return list(dict.fromkeys(course.changes[int(since) :]))
    # An LMS's administrator may come into every class, but is a member of none.
    return [person for person in course.people if person.role != "administrator"]


def _link(school: School, course: Course, rlid: str) -> ResourceLink | None:
    """The activity that is named (NRPS 2.0, resource link membership); None: the whole class."""
    if school.dialect.LINKS_OF_CLASSES and rlid == course.context_id:
        return None
    for link in course.links:
        if link.link_id == rlid:
            return link
    raise ServiceError(*school.dialect.UNKNOWN_LINK)


def _member(
    school: School, tool: Tool, course: Course, person: Person, link: ResourceLink | None
) -> dict[str, Any]:
    member = school.dialect.member(school, tool, course, person)
    if request.args.get("groups") == "true" and v.GROUP_SCOPE in school.dialect.SCOPES:
        member["group_enrollments"] = [
            {"group_id": group.group_id}
            for group in course.groups
            if person.user_id in group.user_ids
        ]
    if link:
        member["message"] = [
            school.dialect.member_message(school.launch_request(Opening(person, link)))
        ]
    return member


def _has_role(member: dict[str, Any], wanted: str) -> bool:
    """Both may be an address or a short name."""
    short = wanted.rpartition("#")[2]
    return any(role.rpartition("#")[2] == short for role in member["roles"])
