"""Services out of order: set by hand, or by a test, for one school."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from practice_lms.faults import DEEP_LINKING_FAULTS, FAULTS
from practice_lms.faults.replies import ServiceFault
from practice_lms.faults.services import SERVICE_FAULTS
from practice_lms.school import School
from practice_lms.switches import USUAL_WAIT_SECONDS
from practice_lms.views import school_or_404

blueprint = Blueprint("switches", __name__)

SERVICE_WORDS = {
    "token": "Access tokens",
    "key_set": "Public keys of the LMS",
    "configuration": "OpenID configuration",
    "registration": "Registration of tools",
    "storage": "Platform storage",
    "groups": "Groups of a class",
    "notice_handlers": "Asking for notices",
    "notices": "Notices that are sent",
    "memberships": "Names and roles",
    "link_memberships": "Who may open one activity",
    "lineitems": "Columns of the gradebook",
    "scores": "Scores sent to the gradebook",
    "results": "Results read from the gradebook",
}

_CANVAS_ONLY = ("groups", "notice_handlers", "notices")


@blueprint.get("/<slug>/faults")
def show(slug: str) -> str:
    school = school_or_404(slug)
    course = school.courses[0]
    columns = [item for item in school.gradebook.items(course) if item.link_id]
    return render_template(
        "switches.html",
        school=school,
        services=_services(school),
        words=SERVICE_WORDS,
        usual_wait=int(USUAL_WAIT_SECONDS),
        course=course,
        column=columns[0] if columns else None,
        launch_faults=FAULTS,
        deep_linking_faults=DEEP_LINKING_FAULTS,
    )


@blueprint.post("/<slug>/revocation")
def revoke(slug: str) -> Response:
    """End all access tokens; tools that kept one get 401 and need another."""
    school_or_404(slug).access_tokens.revoke()
    return redirect(url_for("switches.show", slug=slug), 303)


@blueprint.post("/<slug>/faults")
def switch(slug: str) -> Response:
    """`service` and `fault`; an empty fault puts the service in order, and no service all.

    `seconds` is how long a slow one takes, `times` after how many requests it is over.
    """
    switches = school_or_404(slug).switches
    service, fault = request.form.get("service", ""), request.form.get("fault", "")
    if not fault:
        switches.clear(service or None)
    else:
        seconds = request.form.get("seconds", USUAL_WAIT_SECONDS, type=float)
        times = request.form.get("times", None, type=int)
        try:
            switches.set(service, fault, seconds=seconds, times=times)
        except KeyError:
            abort(400)
    return redirect(url_for("switches.show", slug=slug), 303)


def _services(school: School) -> dict[str, dict[str, ServiceFault]]:
    """Those that a school's LMS has."""
    missing = set() if school.has_platform_storage else {"storage", *_CANVAS_ONLY}
    return {name: faults for name, faults in SERVICE_FAULTS.items() if name not in missing}
