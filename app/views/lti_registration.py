"""An LMS registers itself by a link (LTI Dynamic Registration 1.0), and what Canvas reads."""

import structlog
from flask import Response, current_app, jsonify, make_response, render_template, request

from app import addresses
from app.extensions import begin_write, current_settings, db
from app.lti import tool_configuration
from app.lti.unregistered import Unregistered
from app.models import RegistrationInvitation
from app.models.wording import shortened
from app.services import inviting, self_registering
from app.services.self_registering import Offer
from app.views.guards import public
from app.views.lti import bp

__all__ = ["bp"]

LONGEST = 4096
"""In characters: of an address or a token that a platform adds to the link."""

log = structlog.get_logger()


@bp.get("/register")
@public
def ask_to_register() -> str:
    """Say what one button will do. Programs preview links, so opening one uses nothing up."""
    code, offer = _asked()
    return render_template(
        "lti/register.html", code=code, offer=offer, invitation=_invitation(code)
    )


@bp.post("/register")
@public
def register() -> str:
    """Register with the platform, keep what it answers, and close the LMS's window."""
    code, offer = _asked()
    _invitation(code)
    db.session.rollback()  # asking a platform takes seconds: no transaction is held open
    found = self_registering.register_at(offer, current_settings(), _logo_url())
    begin_write()
    platform = self_registering.keep(found, code)
    page = render_template("lti/registered.html", platform=platform)
    db.session.commit()
    return page


@bp.get("/config.json")
@public
def show_configuration() -> Response:
    """What a Canvas reads to make an LTI key by hand."""
    return jsonify(tool_configuration.canvas(current_settings().base_url, _logo_url()))


def _asked() -> tuple[str, Offer]:
    """The code, and what the platform has added. Raises Unregistered."""
    code = request.values.get("code", "").strip()
    if not code:
        raise Unregistered("registration_link_missing")
    url = request.values.get("openid_configuration", "").strip()
    token = request.values.get("registration_token", "").strip()
    if len(url) > LONGEST or len(token) > LONGEST:
        raise Unregistered("configuration_unreachable", "longer than any address")
    return code, Offer(url, token)


def _invitation(code: str) -> RegistrationInvitation:
    """The open invitation, in an LMS. Raises Unregistered."""
    found = inviting.find_open(code)
    if found is None:
        raise Unregistered("registration_link_spent")
    if not request.values.get("openid_configuration", "").strip():
        raise Unregistered("registration_outside_lms")
    return found


def _logo_url() -> str:
    asset_url = current_app.jinja_env.globals["asset_url"]
    return f"{current_settings().base_url}{asset_url('icon.svg')}"  # type: ignore[operator]


@bp.errorhandler(Unregistered)
def explain(obstacle: Unregistered) -> Response:
    """A page in plain words, and one log line that its code finds. Nothing was kept."""
    db.session.rollback()
    log.warning(
        "registration_refused",
        code=obstacle.code,
        detail=shortened(obstacle.detail, 200),
        host=_host(request.values.get("openid_configuration", "")),
    )
    page = render_template("lti/refused.html", reason=obstacle.reason, code=obstacle.code)
    return make_response(page, obstacle.reason.status)


def _host(address: str) -> str:
    """Of an address that may carry a token, all that the log may hold."""
    return shortened(addresses.origin(address.strip()), 200)
