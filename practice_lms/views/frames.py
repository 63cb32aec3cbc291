"""A page with a tool in a frame."""

from __future__ import annotations

from typing import Any

from flask import request

from practice_lms.faults import ACCEPTED, EITHER, MESSAGE_FAULTS, REFUSED
from practice_lms.faults.services import SERVICE_FAULTS
from practice_lms.opening import Opening
from practice_lms.school import School
from practice_lms.views import current_lms

STRICT_SANDBOX = "allow-forms allow-scripts allow-same-origin"
"""What a strict LMS grants a frame: no pop-ups, no downloads, no leaving the page."""

_EXPECTATIONS = {
    REFUSED: "refuse it, and say what to do next",
    ACCEPTED: "open all the same",
    EITHER: "open it or refuse it, but never break",
}


def frame_context(school: School, opening: Opening) -> dict[str, Any]:
    """What the templates of such a page need."""
    return {
        "school": school,
        "link": opening.link,
        "person": opening.person,
        "fault": MESSAGE_FAULTS[opening.message].get(opening.fault),
        "expectations": _EXPECTATIONS,
        "is_sandboxed": request.args.get("sandbox") == "1",
        "sandbox": STRICT_SANDBOX,
        "storage": _storage(school),
        "login_url": school.tool_for(opening).login_url,
        "login_form": current_lms().hints.login_form(school, opening),
    }


def _storage(school: School) -> dict[str, Any]:
    """How the page's script keeps values for the tool, or fails to."""
    switch = school.switches.take("storage") if school.has_platform_storage else None
    if switch is None:
        return {"fault": "", "seconds": 0, "frame": "", "summary": ""}
    frame = school.storage_target if switch.fault == "named-frame" else ""
    summary = SERVICE_FAULTS["storage"][switch.fault].summary
    return {"fault": switch.fault, "seconds": switch.seconds, "frame": frame, "summary": summary}
