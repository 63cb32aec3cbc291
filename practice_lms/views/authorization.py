"""The OpenID Connect authorization endpoint (1EdTech Security Framework 1.0, 5.1.1)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request
from werkzeug.datastructures import MultiDict

from practice_lms.claims import vocabulary as v
from practice_lms.deep_linking import Ticket
from practice_lms.faults import MESSAGE_FAULTS, Launch
from practice_lms.hints import HintError
from practice_lms.opening import Opening
from practice_lms.school import School
from practice_lms.tools import Tool
from practice_lms.views import current_lms

blueprint = Blueprint("authorization", __name__)

_REQUIRED = ("login_hint", "lti_message_hint", "nonce", "state")
_FIXED = {
    "response_type": ("id_token", "unsupported_response_type"),
    "response_mode": ("form_post", "invalid_request"),
    "scope": ("openid", "invalid_scope"),
    "prompt": ("none", "invalid_request"),
}


class RefusalError(Exception):
    """An error for the tool: (code, description) of OpenID Connect Core 3.1.2.6."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.fields = {"error": code, "error_description": description}


@blueprint.route("/<issuer>/auth", methods=["GET", "POST"])
def authorize(issuer: str) -> str | tuple[str, int]:
    """Answers with a page that posts a token, or an error, to the tool's redirect URI."""
    parameters = request.form if request.method == "POST" else request.args
    schools = current_lms().schools_of(issuer)
    if not schools:
        abort(404)
    school, tool = _client(schools, parameters)
    if school is None or tool is None:
        return _stop("No tool is registered here under this client_id.")
    # Only ever to an address that is registered: anything else would hand tokens to strangers.
    redirect_uris = parameters.getlist("redirect_uri")
    if len(redirect_uris) != 1 or redirect_uris[0] not in tool.redirect_uris:
        return _stop("The redirect_uri is not one that is registered for this tool.")
    return _form_post(school, redirect_uris[0], _answer(school, tool, parameters))


def _client(
    schools: list[School], parameters: MultiDict[str, str]
) -> tuple[School | None, Tool | None]:
    for school in schools:
        for tool in school.tools:
            if parameters.getlist("client_id") == [tool.client_id]:
                return school, tool
    return None, None


def _answer(school: School, tool: Tool, parameters: MultiDict[str, str]) -> dict[str, str]:
    try:
        opening = _check(school, tool, parameters)
    except RefusalError as refusal:
        return refusal.fields | {"state": parameters.get("state", "")}
    return launch_for(school, opening, parameters["nonce"], parameters["state"]).response


def launch_for(school: School, opening: Opening, nonce: str, state: str) -> Launch:
    """The answer to a checked request, with its fault in it."""
    request = school.launch_request(opening, nonce)
    launch = Launch(school, school.dialect.claims(request), state)
    if opening.fault:
        MESSAGE_FAULTS[opening.message][opening.fault].alter(launch)
    if request.is_deep_linking:
        school.tickets[request.ticket] = Ticket(
            opening.place.key,
            request.tool.client_id,
            opening.person.key,
            launch.claims.get(v.DEEP_LINKING_SETTINGS) or {},
        )
    return launch


def _check(school: School, tool: Tool, parameters: MultiDict[str, str]) -> Opening:
    repeated = [name for name, values in parameters.lists() if len(values) > 1]
    if repeated:
        raise RefusalError("invalid_request", f"Given more than once: {', '.join(repeated)}.")
    _check_fixed(parameters)
    missing = [name for name in _REQUIRED if not parameters.get(name)]
    if missing:
        raise RefusalError("invalid_request", f"Missing: {', '.join(missing)}.")
    try:
        opening = current_lms().hints.read(
            school, parameters["login_hint"], parameters["lti_message_hint"]
        )
        if school.tool_for(opening) != tool:
            raise HintError("The message hint is for another tool.")
    except (HintError, KeyError) as error:
        raise RefusalError("login_required", str(error)) from error
    return opening


def _check_fixed(parameters: Mapping[str, str]) -> None:
    for name, (value, code) in _FIXED.items():
        if parameters.get(name) != value:
            raise RefusalError(code, f"{name} must be {value}.")


def _form_post(school: School, redirect_uri: str, fields: Mapping[str, str]) -> str:
    return render_template("form_post.html", action=redirect_uri, fields=fields, school=school)


def _stop(reason: str) -> tuple[str, int]:
    return render_template("problem.html", heading="This launch stops here", reason=reason), 400
