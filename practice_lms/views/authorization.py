"""The OpenID Connect authorization endpoint (1EdTech Security Framework 1.0, 5.1.1)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request
from werkzeug.datastructures import MultiDict

from practice_lms.faults import FAULTS, Launch
from practice_lms.hints import HintError, Opening
from practice_lms.school import School
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
    school = _client(schools, parameters)
    if school is None:
        return _stop("No tool is registered here under this client_id.")
    # Only ever to the address that is registered: anything else would hand tokens to strangers.
    if parameters.getlist("redirect_uri") != [school.site.launch_url]:
        return _stop("The redirect_uri is not the one that is registered for this tool.")
    return _form_post(school, _answer(school, parameters))


def _client(schools: list[School], parameters: MultiDict[str, str]) -> School | None:
    named = [school for school in schools if parameters.getlist("client_id") == [school.client_id]]
    return named[0] if named else None


def _answer(school: School, parameters: MultiDict[str, str]) -> dict[str, str]:
    try:
        opening = _check(school, parameters)
    except RefusalError as refusal:
        return refusal.fields | {"state": parameters.get("state", "")}
    return launch_for(school, opening, parameters["nonce"], parameters["state"]).response


def launch_for(school: School, opening: Opening, nonce: str, state: str) -> Launch:
    """The answer to a checked request, with its fault in it."""
    claims = school.claims_for(
        opening.person, opening.link, nonce=nonce, document_target=opening.document_target
    )
    launch = Launch(school, claims, state)
    if opening.fault:
        FAULTS[opening.fault].alter(launch)
    return launch


def _check(school: School, parameters: MultiDict[str, str]) -> Opening:
    repeated = [name for name, values in parameters.lists() if len(values) > 1]
    if repeated:
        raise RefusalError("invalid_request", f"Given more than once: {', '.join(repeated)}.")
    _check_fixed(parameters)
    missing = [name for name in _REQUIRED if not parameters.get(name)]
    if missing:
        raise RefusalError("invalid_request", f"Missing: {', '.join(missing)}.")
    try:
        return current_lms().hints.read(
            school, parameters["login_hint"], parameters["lti_message_hint"]
        )
    except HintError as error:
        raise RefusalError("login_required", str(error)) from error


def _check_fixed(parameters: Mapping[str, str]) -> None:
    for name, (value, code) in _FIXED.items():
        if parameters.get(name) != value:
            raise RefusalError(code, f"{name} must be {value}.")


def _form_post(school: School, fields: Mapping[str, str]) -> str:
    return render_template(
        "form_post.html", action=school.site.launch_url, fields=fields, school=school
    )


def _stop(reason: str) -> tuple[str, int]:
    return render_template("problem.html", heading="This launch stops here", reason=reason), 400
