"""What platforms call: login, launch, keys."""

import structlog
from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from app.extensions import begin_write, current_settings, db
from app.lti import keys, login
from app.lti.refusals import NewDeployment, Refusal
from app.models import ToolKey
from app.services import deployments, launch_records, logging_in
from app.views import browser, launches
from app.views.guards import public

bp = Blueprint("lti", __name__, url_prefix="/lti")

log = structlog.get_logger()


@bp.route("/login", methods=["GET", "POST"])
@public
def begin_login() -> BaseResponse:
    """Third-party initiated login (1EdTech Security Framework 1.0, 5.1.1.1)."""
    begin_write()
    asked = login.read(request.values)
    g.platform = logging_in.find_platform(asked)
    begun = logging_in.begin(asked, g.platform, current_settings())
    db.session.commit()
    response = _send_on(begun)
    proof = login.browser_proof(begun.state, current_settings().secret_key)
    browser.keep_login(response, launches.cookie_name(begun.state), proof)
    return response


def _send_on(begun: logging_in.Begun) -> Response:
    """To the platform; by a page of ours, where the LMS's page can keep a secret for us."""
    if begun.place is None:
        return make_response(redirect(begun.url, 302))
    return make_response(render_template("lti/storing.html", begun=begun, place=begun.place))


@bp.post("/launch")
@public
def launch() -> Response:
    """Authentication response (1EdTech Security Framework 1.0, 5.1.1.3): prove it, then open."""
    attempt, state = launches.begun()
    is_kept = launches.is_cookie_kept(state)
    if attempt.consumed_at:
        return launches.resume(attempt)
    if not is_kept and launches.can_be_proven(attempt):
        return launches.ask(attempt, state)
    return launches.open_it(attempt, state, is_kept=is_kept)


@bp.post("/launch/proof")
@public
def prove_browser() -> Response:
    """The launch again, from our own page: with the secret that the LMS kept, or by somebody who
    said that it is they. A page of a stranger's could bring a launch and a secret of its own."""
    attempt, state = launches.begun()
    launches.check_own_page(state)
    if attempt.consumed_at:
        return launches.resume(attempt)
    is_kept = launches.is_secret_kept(attempt)
    if not is_kept and not request.form.get("confirmed"):
        return launches.ask(attempt, state, is_final=True)
    return launches.open_it(attempt, state, is_kept=is_kept)


@bp.get("/jwks.json")
@public
def key_set() -> Response:
    """The tool's public keys (RFC 7517)."""
    found = db.session.scalars(select(ToolKey).order_by(ToolKey.id))
    response = jsonify(keys.key_set([key for key in found if key.is_published]))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@bp.errorhandler(Refusal)
def refuse(refusal: Refusal) -> Response:
    """A page in plain words, and one log line and one LaunchRecord that its code finds."""
    db.session.expunge_all()  # what is known of the platform outlives the transaction
    db.session.rollback()
    platform = g.get("platform")
    log.warning(
        "launch_refused",
        code=refusal.code,
        detail=refusal.detail,
        path=request.path,
        issuer=platform.issuer if platform else request.values.get("iss", "")[:200],
        client_id=platform.client_id if platform else request.values.get("client_id", "")[:200],
    )
    _note(refusal)
    page = render_template("lti/refused.html", reason=refusal.reason, code=refusal.code)
    return make_response(page, refusal.reason.status)


def _note(refusal: Refusal) -> None:
    """In a short transaction of its own; the person gets their answer even if that fails."""
    try:
        begin_write()
        if isinstance(refusal, NewDeployment):
            deployments.keep_pending(g.platform, refusal.lti_id)
        launch_records.note_refused(refusal, g.get("platform"), request.form, g.get("attempt"))
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        log.warning("launch_not_recorded", code=refusal.code, error=type(error).__name__)
