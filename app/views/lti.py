"""What platforms call: login, launch, keys."""

import hmac

import structlog
from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from app.extensions import begin_write, current_settings, db
from app.lti import keys, login
from app.lti.refusals import NewDeployment, Refusal
from app.models import LoginAttempt, ToolKey
from app.models.secret import hashed
from app.services import deployments, launch_records, launching, logging_in, sessions
from app.views import activities, browser, deep_links, loading
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
    response = redirect(begun.url, 302)
    proof = login.browser_proof(begun.state, current_settings().secret_key)
    browser.keep_login(response, _cookie_name(begun.state), proof)  # type: ignore[arg-type]
    return response


@bp.post("/launch")
@public
def launch() -> Response:
    """Authentication response (1EdTech Security Framework 1.0, 5.1.1.3): prove it, then open."""
    state = _state()
    attempt = _begun(state)
    logging_in.check_open(attempt.platform)
    _check_answer()
    _check_browser(state)
    if attempt.consumed_at:
        return _resume(attempt)
    proven = launching.prove(
        request.form, attempt, current_app.extensions["courtyard_key_sets"].key
    )
    opened = launching.open_launch(proven, attempt, browser.cookie_token())
    db.session.commit()
    return _welcome(opened, state)


def _state() -> str:
    """The state that came back, which says which login this answers. Raises Refusal."""
    state = request.form.get("state", "")
    if not state:
        _check_answer()
        raise Refusal("launch_incomplete", "state")
    return state


def _check_answer() -> None:
    """Raise Refusal where the platform says an error, or sends no token."""
    if request.form.get("error"):
        raise Refusal("platform_error", login.platform_error(request.form["error"]))
    if not request.form.get("id_token"):
        raise Refusal("launch_incomplete", "id_token")


def _begun(state: str) -> LoginAttempt:
    """The login that the state began. From here on, a refusal can name the registration."""
    try:
        attempt = launching.find_attempt(state)
    except Refusal:
        _check_answer()  # an error of the platform's says more than a state that nobody knows
        raise
    g.platform, g.attempt = attempt.platform, attempt
    return attempt


def _check_browser(state: str) -> None:
    """A cookie of this login that says something else was put there. None at all is a browser
    that keeps no cookies here; see docs/adr/0002-sessions-without-cookies.md."""
    proof = browser.login_proof(_cookie_name(state))
    expected = login.browser_proof(state, current_settings().secret_key)
    if proof and not hmac.compare_digest(proof.encode(), expected.encode()):
        raise Refusal("state_elsewhere")


def _cookie_name(state: str) -> str:
    return hashed(state)[:16]


def _resume(attempt: LoginAttempt) -> Response:
    """A reload posts a used launch again: go on where the same browser can prove itself."""
    session = sessions.find_by_attempt(attempt, browser.cookie_token())
    if session is None:
        raise Refusal("launch_replayed")
    return make_response(redirect(session.start_page, 303))


def _welcome(opened: launching.Opened, state: str) -> Response:
    """The first page. It hands the token to our script, and says its own address."""
    if opened.session is None:
        response = make_response(render_template("lti/no_context.html"))
    else:
        g.session, g.entry_token, g.entry_page = (
            opened.session,
            opened.token,
            opened.session.start_page,
        )
        response = make_response(_first_page(opened))
        browser.keep_token(response, opened.token)
    browser.forget_login(response, _cookie_name(state))
    return response


def _first_page(opened: launching.Opened) -> str:
    if opened.deep_link_id:
        return deep_links.page(*loading.deep_link(opened.deep_link_id))
    return activities.page(*loading.activity(opened.activity_id))


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
